import Wording

/// The valence lists of all languages.
///
/// A conversation is read with the list whose common words it has most of, so far; with the English one before any.
struct ValenceLists: ~Copyable {
  /// Common words of each language met so far, in the order of `embedded`.
  typealias Hits = SIMD4<Int32>

  private let german: ValenceLexicon
  private let english: ValenceLexicon
  private let portuguese: ValenceLexicon

  init(_ scanner: inout TextScanner) {
    german = ValenceLexicon(PackageResources.de_valence, &scanner)
    english = ValenceLexicon(PackageResources.en_valence, &scanner)
    portuguese = ValenceLexicon(PackageResources.pt_valence, &scanner)
  }

  func weigh(_ tokens: UnsafeBufferPointer<UInt32>, _ hits: inout Hits) -> Valence {
    hits[0] &+= english.commonWords(in: tokens)
    hits[1] &+= german.commonWords(in: tokens)
    hits[2] &+= portuguese.commonWords(in: tokens)
    if hits[1] > hits[0], hits[1] >= hits[2] { return german.weigh(tokens) }
    if hits[2] > hits[0] { return portuguese.weigh(tokens) }
    return english.weigh(tokens)
  }
}
