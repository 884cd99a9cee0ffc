package import ByteStreams
package import Conversations
package import Facts
package import Records

/// How inputs are read.
package struct IngestOptions: Sendable {
  /// Workers that read and decode at the same time.
  package var jobs = 1
  package var blockSize = LineBlockSource.defaultBlockSize
  package var limits = StreamLimits()
  /// For timestamps without an offset.
  package var assumedZone = CalendarZone.utc
  /// How alike two messages must be to say the same.
  package var similarity = Similarity()
  /// What later stages will compute; the core reads less from texts.
  package var metrics = MetricSelection.all
  /// Detectors judge customers' messages.
  package var detects = false
  /// Keep the text of records that are set aside.
  package var keepRaw = false
  /// Stop at the first problem.
  package var isStrict = false
  /// Problems kept in full; all are counted.
  package var problemCapacity = 100_000
  /// Only this format is accepted; nil recognises each input.
  package var format: Format?
  /// The inputs are lines of Onpar's own layouts, whatever they show.
  package var areOwnLines = false
  /// `--handoff-pattern`: a regular expression; nil for the usual names.
  package var handoffPattern: String?
  /// `--bot-author` and `--human-author`: regular expressions.
  package var botAuthors: [String] = []
  /// Transcripts of voice calls are read too.
  package var readsVoice = false
  package var humanAuthors: [String] = []
  /// Where single messages wait on disk until all inputs have been read; nil keeps what is needed of them in memory.
  ///
  /// Not with an observer, which would see some records only.
  package var spill: Spill?

  /// Where timelines wait for who reads them; nil keeps them in memory.
  package var pageFile: PageFile?

  /// Mapping files of this run, with their side files read.
  package var mappings: [Mapping] = []
  /// Mappings that come with Onpar, asked for when an input is not recognised otherwise.
  package var shippedMappings: @Sendable () -> [Mapping] = { [] }
  /// Real paths of side files, with the name of the mapping that uses each: they are no inputs.
  package var sideFiles: [String: String] = [:]

  /// `--link-status` and `--link-host`.
  package var links = LinkRules()

  package init() {}
}

/// How far reading has come; read by a progress display while workers write.
package protocol ProgressObserver: AnyObject, Sendable {
  /// More bytes were taken from the inputs' files.
  func advanced(byFileBytes bytes: Int)
}
