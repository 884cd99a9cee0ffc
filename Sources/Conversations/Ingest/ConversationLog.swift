package import Records
package import Wording

/// Takes in one worker's records and keeps what is needed of them, without their words.
///
/// Messages of a conversation may come in any order and from several workers; `ConversationLog.finish` brings them
/// together. A conversation that comes whole is finished at once. Nothing is allocated per message in the steady
/// state: entries and token hashes go to chunks, texts are scanned where they lie.
package final class ConversationLog {
  /// A value and not properties of this class, so that access is checked once a batch and not at every use.
  private(set) var intake: Intake
  package let observer: (any MessageObserver)?

  /// - Parameters:
  ///   - lexicon: The phrase lists that read the words.
  ///   - rules: What ingest needs to know of the run.
  ///   - tokenFile: Where tokens wait for the rest of their conversations; nil keeps them in memory.
  ///   - observer: Who looks at the records too.
  package init(
    lexicon: Lexicon,
    rules: IngestRules,
    tokenFile: PageFile? = nil,
    observer: (any MessageObserver)? = nil
  ) {
    self.observer = observer
    intake = Intake(lexicon: lexicon, rules: rules, tokenFile: tokenFile)
  }

  /// Messages by role, in the order of `Role`.
  package var messagesByRole: [Int] { intake.messagesByRole }
  package var privateNotes: Int { intake.privateNotes }
  /// Ratings that were left out because their scores do not stand on their scales.
  package var ratingsOffScale: Int { intake.ratingsOffScale }
  /// Least and greatest plausible time of any message or event.
  package var earliest: Instant { Instant(milliseconds: intake.earliest) }
  package var latest: Instant { Instant(milliseconds: intake.latest) }

  /// Takes in a batch.
  ///
  /// - Parameters:
  ///   - batch: Decoded records of one block or piece.
  ///   - input: Rank of the input.
  ///   - block: Number of the block of lines; nil when lines are numbered from the start of the input.
  ///   - wholeFormat: The format of conversations that come whole.
  ///   - pieceFormat: The format of those that come record by record. Formats never share ids.
  package func consume(
    _ batch: RecordBatch,
    input: Int,
    block: Int?,
    wholeFormat: Format = .onparConversations,
    pieceFormat: Format = .onparMessages
  ) {
    observer?.see(batch, wholeFormat: wholeFormat, pieceFormat: pieceFormat)
    intake.pieceFormat = pieceFormat
    intake.consume(batch, input: input, block: block, wholeFormat: wholeFormat)
  }

  /// Puts the entries in order, conversation by conversation, so that all workers do this at the same time.
  ///
  /// Nothing is taken in afterwards.
  package func close() { intake.close() }

  /// Gives back the memory of entries that nobody reads any more.
  func free(entryChunk chunk: Int) { intake.free(entryChunk: chunk) }

  /// How many conversations came whole so far.
  package var wholeCount: Int { intake.whole.count }

  /// Hands over the conversations that came whole, in the order in which they came.
  package func takeWhole() -> ConversationStore {
    let whole = intake.whole
    intake.whole = ConversationStore()
    return whole
  }

  /// Times of public messages by the hour since 1970, for `as_of_outlier`.
  package func hourCounts() -> [Int64: Int] { intake.hourCounts() }
}
