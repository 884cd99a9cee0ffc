package import Records
package import Signals
package import Wording

/// What ingest needs to know of the run.
package struct IngestRules: Sendable {
  /// Earlier times are treated as missing.
  ///
  /// METRICS section 2.
  package static let earliestPlausible = Instant(milliseconds: 946_684_800_000)

  /// The families of phrase lists that each language has.
  package var lists: [LanguageCode: Marks]

  /// How alike two messages of a customer, or two replies, must be to say the same (METRICS M45, M53).
  package var customerSimilarity = 0.80
  package var replySimilarity = 0.90
  /// From here up to `customerSimilarity` of the words of content, a message says it in other words (M46); no less
  /// than one half.
  package var rephraseSimilarity = 0.50

  /// The words that messages of each language are weighed with.
  package var words: LanguageWords
  /// How links in replies are judged.
  package var links: LinkRules
  /// Whether tokens, links and languages are taken from texts besides marks and the number of words.
  package var takesTokens = true
  /// What judges customers' messages; nil when nobody asks.
  package var detectors: MessageDetectors?
  /// Where timelines wait for who reads them; nil keeps them in memory.
  package var pageFile: PageFile?

  package init(
    lists: [LanguageCode: Marks],
    words: LanguageWords = .none,
    links: LinkRules = LinkRules()
  ) {
    self.lists = lists
    self.words = words
    self.links = links
  }
}
