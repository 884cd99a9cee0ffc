import Conversations
import Diagnostics
import Records

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// One worker's readers of the formats in `FormatCatalogue` and of mappings: record by record into the log.
final class ForeignReading {
  // Changed with every record, by calls that never overlap: checks of exclusive access have nothing to find.
  /// Records used and set aside of the present input.
  @exclusivity(unchecked) private(set) var used = 0
  @exclusivity(unchecked) private(set) var setAside = 0
  /// `NaN` and its like in the records of all inputs, read as null.
  private(set) var oddNumbers = 0

  private let log: ConversationLog
  private let options: IngestOptions
  private let out: Emitter
  /// By format, as far as met.
  private var readers: [Format: any RecordReader] = [:]
  /// That of the present input.
  @exclusivity(unchecked) private var reader: (any RecordReader)?
  /// The same, where it follows a mapping.
  @exclusivity(unchecked) private var mapped: MappedReader?
  /// What the emitter's records belong to.
  private let present = Present()
  @exclusivity(unchecked) private var faults: [Problem] = []
  /// Lines of the present input before its present block.
  private var linesBefore = 0
  private lazy var xml = XMLTreeReader(records: XMLPath(), store: out.store)

  private final class Present {
    @exclusivity(unchecked) var format = Format.onparConversations
  }

  /// Nodes go to `store`; what recognition left there can be read without parsing it again.
  init(log: ConversationLog, batch: RecordBatch, store: TreeStore, options: IngestOptions) {
    self.log = log
    self.options = options
    let present = present
    // The patterns were checked with the command line.
    let authors =
      (try? AuthorRules(bots: options.botAuthors, humans: options.humanAuthors)) ?? AuthorRules.none
    if let observer = log.observer { authors.meets = observer.meet }
    out = Emitter(
      batch: batch,
      store: store,
      authors: authors,
      handoffNames: (try? HandoffNames(options.handoffPattern)) ?? HandoffNames(),
      zone: options.assumedZone
    ) { out in
      log.consume(
        out.batch,
        input: out.input,
        block: out.block,
        wholeFormat: present.format,
        pieceFormat: present.format
      )
    }
    out.readsVoice = options.readsVoice
  }

  /// Sequences of bytes that are no UTF-8 and read as U+FFFD.
  var replacedSequences: Int { out.replacedSequences }

  /// Values of known fields that no reader knows, as `field=value`.
  var oddValues: [(name: String, count: Int)] { out.oddValues.all }

  /// Begins an input.
  func begin(rank: Int, fileName: String, format: Format, container: Container) {
    used = 0
    setAside = 0
    if readers[format] == nil { readers[format] = makeReader(format) }
    reader = readers[format]
    present.format = format
    out.fileName = fileName
    out.recordNumber = 0
    linesBefore = 0
    out.go(toInput: rank, block: nil, line: 0)
    mapped = reader as? MappedReader
    mapped?.readsLines = container == .lines
  }

  private func makeReader(_ format: Format) -> (any RecordReader)? {
    if let number = format.reader { return FormatCatalogue.readers[number].init() }
    let all = options.mappings + options.shippedMappings()
    return all.first { $0.format == format }.map { MappedReader($0) }
  }

  /// The mapping of the present input says that an error ends the run, and one has come.
  var mustStop: Bool { mapped?.mustStop ?? false }

  /// Reads the lines of a block; gives their number.
  ///
  /// `skipped` lines, which were too long, stood between the block before and this one.
  func readLines(_ bytes: UnsafeRawBufferPointer, block: Int, skipped: Int) -> Int {
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    let end = base + bytes.count
    var at = base
    var line = 0
    linesBefore += skipped
    while at < end {
      let stop = Self.lineEnd(at, end)
      out.go(toInput: out.input, block: block, line: Int32(clamping: line))
      var scanner = JSONScanner(at, stop)
      out.recordNumber = linesBefore + line + 1
      if scanner.peek() != 0 || scanner.position < stop { read(at, stop) }
      line += 1
      at = stop + 1
    }
    linesBefore += line
    return line
  }

  private static func lineEnd(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    guard let found = memchr(start, 0x0A, end - start) else { return end }
    return UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
  }

  /// Reads a record of a container that has no lines.
  func read(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    line: Int,
    arrayName: [UInt8]
  ) {
    out.go(toInput: out.input, block: nil, line: Int32(clamping: line))
    arrayName.withUnsafeBytes { out.arrayName = out.batch.keep($0) }
    out.recordNumber += 1
    read(start, end)
  }

  /// Reads the records of a text that recognition has parsed as a whole; false, and nothing done, where it has not.
  func readWhole(_ text: UnsafeRawBufferPointer, _ container: Container) -> Bool {
    guard let whole = out.store.wholeText, let records = container.records(of: whole),
      let reader
    else { return false }
    var (line, counted) = (0, 0)
    for (record, array) in records {
      if let start = record.json.start, let base = text.baseAddress {
        let place = UnsafeRawPointer(start) - base
        line += Self.lines(in: UnsafeRawBufferPointer(rebasing: text[counted..<place]))
        counted = place
      }
      out.go(toInput: out.input, block: nil, line: Int32(clamping: line))
      out.arrayName = array
      out.recordNumber += 1
      reader.readWhole(record, out)
      used += 1
      takeNotes()
      out.emitted = .missing
    }
    oddNumbers += out.store.oddNumbers
    out.flush()
    out.arrayName = .absent
    return true
  }

  private static func lines(in text: UnsafeRawBufferPointer) -> Int {
    var lines = 0
    var rest = text
    while let start = rest.baseAddress, let found = memchr(start, 0x0A, rest.count) {
      lines += 1
      rest = UnsafeRawBufferPointer(rebasing: rest[(UnsafeRawPointer(found) - start + 1)...])
    }
    return lines
  }

  /// Makes ready to read the XML records at a path of another document.
  func elements(at path: XMLPath) -> XMLTreeReader {
    xml.begin(records: path)
    return xml
  }

  /// Reads the records in a piece of an XML document; in its end without one.
  func read(_ xml: XMLTreeReader, _ piece: UnsafeRawBufferPointer?) {
    let take: XMLTreeReader.Taker = { [self] record, around, line in
      out.go(toInput: out.input, block: nil, line: Int32(clamping: line - 1))
      out.around = around
      read(record)
      out.around = .absent
    }
    if let piece { xml.consume(piece, take) } else { xml.finish(take) }
  }

  /// Reads a row of CSV.
  func read(row: TreeNode, line: Int) {
    out.go(toInput: out.input, block: nil, line: Int32(clamping: line - 1))
    read(row)
  }

  private func read(_ record: TreeNode) {
    guard let reader else { return }
    out.recordNumber += 1
    reader.read(record, out)
    used += 1
    takeNotes()
    out.flush()
  }

  private func read(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
    guard let reader else { return }
    do throws(TreeError) {
      let before = out.store.oddNumbers
      let record = try out.store.parseJSON(start, end)
      oddNumbers += out.store.oddNumbers - before
      reader.readWhole(record, out)
      used += 1
      takeNotes()
    } catch {
      setAside += 1
      note(error, start, end)
    }
    out.flush()
    out.arrayName = .absent
    out.emitted = .missing
  }

  /// Where rows and bare lines go.
  var store: TreeStore { out.store }

  /// Turns what the reader noted about the record into problems.
  private func takeNotes() {
    guard !out.faults.isEmpty else { return }
    for (kind, detail, consequence) in out.takeFaults() {
      setAside += 1
      faults.append(Problem(kind, at: place(column: nil), detail: detail, consequence: consequence))
    }
  }

  private func place(column: Int?) -> SourcePosition {
    let line = out.block.map { $0 << 24 | Int(out.line) } ?? Int(out.line)
    return SourcePosition(input: out.input, line: line, column: column)
  }

  private func note(
    _ error: TreeError,
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) {
    let detail: String
    let kind: ProblemKind
    var column: Int?
    switch error {
    case .malformed(let byte):
      kind = .malformed
      detail = "expected JSON"
      column = byte + 1
    case .tooDeep:
      kind = .overLimit
      detail = "nested deeper than \(TreeStore.depthLimit)"
    case .tooLarge:
      kind = .overLimit
      detail = "more than \(TreeStore.nodeLimit) values in one record"
    }
    var problem = Problem(kind, at: place(column: column), detail: detail)
    if options.keepRaw {
      problem.raw = String(
        decoding: UnsafeBufferPointer(start: start, count: end - start),
        as: UTF8.self
      )
    }
    faults.append(problem)
  }

  func takeFaults() -> [Problem] {
    defer { faults.removeAll() }
    return faults
  }

  /// Emits what had to wait for other records, once all inputs have been read: whatever worker met which.
  ///
  /// - Returns: What the checks of the mappings after reading have to say.
  static func finish(_ all: [ForeignReading]) -> [String] {
    guard let first = all.first else { return [] }
    for other in all.dropFirst() {
      for (format, reader) in other.readers {
        if let known = first.readers[format] {
          known.absorb(any: reader)
        } else {
          first.readers[format] = reader
        }
      }
    }
    var remarks: [String] = []
    for format in first.readers.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
      first.present.format = format
      first.readers[format]?.finish(first.out)
      first.out.flush()
      if let mapped = first.readers[format] as? MappedReader { remarks += mapped.remarks }
    }
    return remarks
  }
}
