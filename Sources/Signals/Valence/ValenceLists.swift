import Wording

/// The valence lists of all languages.
///
/// A conversation is read with the list of the language that the customer's messages show so far. Where they show none
/// it is the English one; where they show a language that has no list, nothing can be said.
struct ValenceLists: ~Copyable {
  private let german: ValenceLexicon
  private let english: ValenceLexicon
  private let portuguese: ValenceLexicon

  init(_ scanner: inout TextScanner) {
    german = ValenceLexicon(PackageResources.de_valence, &scanner)
    english = ValenceLexicon(PackageResources.en_valence, &scanner)
    portuguese = ValenceLexicon(PackageResources.pt_valence, &scanner)
  }

  /// What a message's words weigh, which also vote for a language; nil in a language without a list.
  func weigh(_ tokens: UnsafeBufferPointer<UInt32>, _ votes: inout LanguageVotes) -> Valence? {
    let model = LanguageModel.shared
    model.count(tokens, into: &votes)
    switch model.language(of: votes).description {
    case "de": return german.weigh(tokens)
    case "pt": return portuguese.weigh(tokens)
    case "en", LanguageCode.unknown.description: return english.weigh(tokens)
    default: return nil
    }
  }
}
