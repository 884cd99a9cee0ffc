import Wording

/// The valence lists of all languages.
///
/// A conversation is read with the list of the language that the customer's messages show so far. Where they show none
/// it is the English one; where they show a language that has no list, nothing can be said.
package struct ValenceLists: ~Copyable, Sendable {
  private let german: ValenceLexicon
  private let english: ValenceLexicon
  private let portuguese: ValenceLexicon
  /// Of all languages: what turns a wish down in one is no word of the others.
  private let refusals: ValenceLexicon
  private let codes: (english: LanguageCode, german: LanguageCode, portuguese: LanguageCode)
  private let model = LanguageModel.shared
  let bits = ShapeBits()

  /// The languages that have a list.
  package static let languages = ["en", "de", "pt"]

  package init() {
    let cutter = TextCutter()
    german = ValenceLexicon(PackageResources.de_valence, cutter)
    english = ValenceLexicon(PackageResources.en_valence, cutter)
    portuguese = ValenceLexicon(PackageResources.pt_valence, cutter)
    refusals = ValenceLexicon(
      refusalsOf: [
        PackageResources.en_valence, PackageResources.de_valence, PackageResources.pt_valence,
      ],
      cutter
    )
    codes = (LanguageCode("en"), LanguageCode("de"), LanguageCode("pt"))
  }

  /// Whether a reply turns a wish down, or is sorry for something.
  func refuses(_ tokens: UnsafeBufferPointer<UInt32>) -> Bool { refusals.occurs(in: tokens) }

  /// What a message's words weigh, which also vote for a language; nil in a language without a list.
  func weigh(_ tokens: UnsafeBufferPointer<UInt32>, _ votes: inout LanguageVotes) -> Valence? {
    model.count(tokens, into: &votes)
    let language = model.language(of: votes)
    if language == codes.english || language.rawValue == 0 { return english.weigh(tokens) }
    if language == codes.german { return german.weigh(tokens) }
    return language == codes.portuguese ? portuguese.weigh(tokens) : nil
  }
}
