import ByteStreams
import Conversations
import Diagnostics
import Records
import Wording

/// One worker: its own block, decoder, batch and log for the whole run, so that nothing is shared while it works.
final class IngestWorker {
  let log: ConversationLog
  private(set) var ledger: ProblemLedger
  var blockLines: [BlockLines] = []
  private(set) var recognised: [Int: (format: Format?, why: String)] = [:]
  /// Records used, by input.
  var used: [Int: Int] = [:]
  /// Records set aside, by input.
  var setAside: [Int: Int] = [:]
  /// Objects of no known format that may describe the export beside them, which is known when all inputs are.
  private(set) var undecided: [Int: Problem] = [:]
  private(set) var unknownFields = UnknownFields()
  private(set) var replacements = 0
  /// A document was broken half way and its rest not read.
  var brokeOff = false
  /// The turns that it had with documents of XML.
  private(set) var turns: [TurnTaken] = []

  /// A turn with a document that several workers share.
  struct TurnTaken {
    var input: Int
    var number: Int
    /// Where its conversations stand among those of the log that came whole.
    var places: Range<Int>
  }

  private let inputs: [Input]
  let options: IngestOptions
  let queue: InputQueue
  private let progress: (any ProgressObserver)?
  let batch = RecordBatch()
  var decoder: NativeDecoder
  let store = TreeStore()
  /// For the formats of `FormatCatalogue`; made when the first of their inputs is met.
  private var foreignIsUsed = false
  lazy var foreign = ForeignReading(log: log, batch: batch, store: store, options: options)

  init(
    inputs: [Input],
    options: IngestOptions,
    lexicon: Lexicon,
    rules: IngestRules,
    queue: InputQueue,
    progress: (any ProgressObserver)?,
    observer: (any MessageObserver)?
  ) {
    self.inputs = inputs
    self.options = options
    self.queue = queue
    self.progress = progress
    log = ConversationLog(
      lexicon: lexicon,
      rules: rules,
      tokenFile: rules.pageFile,
      observer: observer
    )
    ledger = ProblemLedger(capacity: options.problemCapacity)
    decoder = NativeDecoder(zone: options.assumedZone)
  }

  /// The readers of other formats, if any was needed.
  var foreignReading: ForeignReading? { foreignIsUsed ? foreign : nil }

  var decodedCounts: (replacedSequences: Int, oddNumbers: Int) {
    (
      decoder.replacedSequences + replacements + (foreignReading?.replacedSequences ?? 0),
      decoder.oddNumbers + (foreignReading?.oddNumbers ?? 0)
    )
  }

  var decoderFields: [(name: String, count: Int)] { decoder.unknownFields.all }

  /// Works until nothing is left.
  ///
  /// - Parameter pause: Called while another worker opens the input that this one may help with.
  func run(pause: () -> Void) {
    while let rank = queue.claim() { read(rank) }
    while true {
      switch queue.help() {
      case .with(let input): pull(input)
      case .later: pause()
      case .none: return
      }
    }
  }

  private func read(_ rank: Int) {
    let input = inputs[rank]
    let limits = options.limits
    if !options.sideFiles.isEmpty,
      let owner = options.sideFiles[FileIdentity.path(input.path)]
    {
      queue.opened(nil)
      recognised[rank] = (nil, "side file of the mapping " + owner)
      return
    }
    do throws(StreamError) {
      var reader = try ByteReader(input, limits: limits)
      let raw = reader.peek()
      let isWhole = raw.count < ByteReader.peekSize
      func recognise(_ head: UnsafeRawBufferPointer) -> Recognition {
        Recognition.recognise(
          head,
          isWhole: isWhole,
          mappings: options.mappings,
          shipped: options.shippedMappings,
          named: options.format,
          store: store
        )
      }
      defer { store.removeAll() }
      var seen = recognise(raw)
      if options.areOwnLines {
        seen = .recognised(container: .lines, format: .onparMessages, why: "")
        reader.handle(.jsonText)
      } else if let (found, table) = ByteTable.recognise(raw, isWhole: isWhole, options.mappings) {
        seen = found
        reader.handle(.bytes(table))
      } else if case .recognised(let container, _, _) = seen, container.isXML {
        reader.handle(.asIs)
      } else {
        if reader.decodesText {
          let text = reader.peekText()
          store.removeAll()
          seen = text.withUnsafeBytes { recognise($0) }
          // What was parsed points into the text.
          store.removeAll()
        }
        reader.handle(.jsonText)
      }
      if raw.isEmpty {
        // Nothing at hand: the input is empty, or damaged from the start, which reading tells.
        var byte: UInt8 = 0
        _ = try withUnsafeMutableBytes(of: &byte) { buffer throws(StreamError) in
          try reader.read(into: buffer)
        }
      }
      switch seen {
      case .empty:
        queue.opened(nil)
        recognised[rank] = (nil, "empty")
        note(.empty, rank, detail: "the input holds no record", "nothing is used of it")
      case .unrecognised(let keys):
        queue.opened(nil)
        recognised[rank] = (nil, "not recognised")
        let problem = Problem(
          .unrecognised,
          at: SourcePosition(input: rank),
          detail: "no known format; it shows " + keys
            + "; onpar formats lists what is read, and onpar mapping new FILE drafts a mapping for it",
          consequence: "this input is left out"
        )
        if isWhole, Recognition.isDescription(raw, store) {
          undecided[rank] = problem
        } else {
          record(problem)
        }
      case .unreadable(let why):
        queue.opened(nil)
        recognised[rank] = (nil, "not readable")
        note(.unreadable, rank, detail: why, "this input is left out")
      case .recognised(let container, let format, let why):
        if let wanted = options.format, wanted != format {
          queue.opened(nil)
          recognised[rank] = (nil, "not " + wanted.name)
          note(
            .unrecognised,
            rank,
            detail: "this looks like \(format.name), not \(wanted.name)",
            "this input is left out"
          )
          return
        }
        recognised[rank] = (format, why)
        if !format.isOwn {
          queue.opened(nil)
          foreignIsUsed = true
          foreign.begin(
            rank: rank,
            fileName: inputs[rank].path == "-" ? "stdin" : inputs[rank].name,
            format: format,
            container: container
          )
          defer {
            used[rank, default: 0] += foreign.used
            setAside[rank, default: 0] += foreign.setAside
          }
          // A file for each conversation: looked at already, so read where it lies.
          let isRead =
            raw.count <= limits.maxLineBytes && !reader.endsBadly
            && foreign.readWhole(raw, container)
          foreign.store.removeAll()
          if isRead {
            for fault in foreign.takeFaults() { record(fault) }
            if foreign.mustStop { queue.stop() }
            progress?.advanced(byFileBytes: reader.compressedBytesRead)
            return
          }
          switch container {
          case .lines:
            let source = LineBlockSource(reader, input: rank, blockSize: options.blockSize)
            try readForeign(lines: source, rank)
          case .values(let depth): try readForeign(values: &reader, rank, depth: depth)
          case .path(let path): try readForeign(values: &reader, rank, path: path)
          case .elements(let path): try readForeign(elements: &reader, rank, path)
          case .rows(let dialect): try readForeign(rows: &reader, rank, dialect)
          case .xml, .envelopes: break
          }
          return
        }
        switch container {
        case .lines:
          let source = LineBlockSource(reader, input: rank, blockSize: options.blockSize)
          share(InputQueue.OpenInput(rank: rank, source: .lines(source)))
        case .values(let depth):
          queue.opened(nil)
          try readValues(&reader, rank, depth: depth, areWrapped: false)
        case .envelopes(let depth):
          queue.opened(nil)
          try readValues(&reader, rank, depth: depth, areWrapped: true)
        case .xml:
          let source = XMLSource(reader, zone: options.assumedZone)
          share(InputQueue.OpenInput(rank: rank, source: .xml(source)))
        case .elements, .path, .rows: queue.opened(nil)
        }
      }
    } catch {
      if recognised[rank] == nil {
        queue.opened(nil)
        recognised[rank] = (nil, "not readable")
      }
      record(error.problem(input: rank))
    }
  }

  // MARK: Inputs that workers share

  private func share(_ input: InputQueue.OpenInput) {
    queue.opened(input)
    pull(input)
  }

  private func pull(_ input: InputQueue.OpenInput) {
    switch input.source {
    case .lines(let source):
      pullLines(source, input)
      // Whoever is first adds up what the source itself has met; then it is let go.
      if queue.exhausted(input.rank) { adopt(source) }
    case .xml(let source):
      pullXML(source, input)
      _ = queue.exhausted(input.rank)
    }
  }

  private func pullLines(_ source: LineBlockSource, _ input: InputQueue.OpenInput) {
    var block = LineBlock()
    let rank = input.rank
    do throws(StreamError) {
      while !queue.isStopped, try source.next(&block) {
        let before = decoder.decoded
        let count = decoder.decodeLines(block.bytes, into: batch)
        blockLines.append(
          BlockLines(
            input: rank,
            block: block.number,
            lines: Int(count),
            skippedBefore: block.skippedLines
          )
        )
        takeIn(batch, of: block.bytes, input: rank, block: block.number)
        used[rank, default: 0] += decoder.decoded - before
        let cut = decoder.faults.isEmpty ? nil : CutLine(block, number: Int(count) - 1)
        takeFaults(rank, base: block.number << 24, cut: cut) {
          Self.line(Int($0.line), of: block.bytes)
        }
        batch.removeAll()
        show(source.progress.compressed, of: input)
      }
    } catch {
      record(error.problem(input: rank))
    }
  }

  private func show(_ compressed: Int, of input: InputQueue.OpenInput) {
    progress?.advanced(byFileBytes: input.shown.raise(to: compressed))
  }

  /// Problems that the source itself met; asked once per input, when it has come to its end.
  func adopt(_ source: LineBlockSource) {
    ledger.merge(source.problems)
    replacements += source.replacements
  }

  /// Turns the decoder's faults into problems; `text` gives the record behind one, asked for only where it is kept.
  ///
  /// `envelope` is what stands in the file before the record on `line`, and is no part of what was decoded.
  func takeFaults(
    _ rank: Int,
    base: Int,
    cut: CutLine? = nil,
    envelope: (line: Int32, lines: Int, columns: Int) = (0, 0, 0),
    text: (NativeDecoder.Fault) -> String
  ) {
    for fault in decoder.takeFaults() {
      if let cut, cut.number == Int(fault.line) {
        if let problem = cut.problem(input: rank, base: base) { record(problem) }
        continue
      }
      setAside[rank, default: 0] += 1
      let before = fault.line == envelope.line ? envelope.columns : 0
      var problem = Problem(
        fault.kind,
        at: SourcePosition(
          input: rank,
          line: base + Int(fault.line) + envelope.lines,
          column: before + fault.column + 1
        ),
        detail: fault.detail
      )
      if options.keepRaw { problem.raw = text(fault) }
      record(problem)
    }
  }

  private static func line(_ number: Int, of bytes: UnsafeRawBufferPointer) -> String {
    let lines = bytes.split(
      separator: 0x0A,
      maxSplits: number + 1,
      omittingEmptySubsequences: false
    )
    guard number < lines.count else { return "" }
    return String(decoding: lines[number], as: UTF8.self)
  }

  // MARK: Other containers

  private func pullXML(_ source: XMLSource, _ input: InputQueue.OpenInput) {
    let rank = input.rank
    let piece = Self.makePiece(options.blockSize)
    defer { piece.deallocate() }
    while !queue.isStopped, let turn = source.next(batch, reading: piece) {
      let first = log.wholeCount
      log.consume(batch, input: rank, block: nil, wholeFormat: .onparXML)
      turns.append(TurnTaken(input: rank, number: turn.number, places: first..<log.wholeCount))
      batch.removeAll()
      used[rank, default: 0] += turn.used
      for problem in turn.problems { record(problem, ofXML: rank) }
      show(turn.compressed, of: input)
      guard let ending = turn.ending else { continue }
      unknownFields.merge(ending.unknownFields)
      if ending.isIncomplete { brokeOff = true }
      if let failure = ending.failure { record(failure.problem(input: rank)) }
    }
  }

  /// Records what an XML parser met, which knows neither the input nor that lines count from 0.
  func record(_ problem: Problem, ofXML rank: Int) {
    var problem = problem
    problem.position.input = rank
    if let line = problem.position.line { problem.position.line = line - 1 }
    if !problem.kind.concernsWholeInput { setAside[rank, default: 0] += 1 }
    record(problem)
  }

  /// Where a piece is read to.
  private static func makePiece(_ size: Int) -> UnsafeMutableRawBufferPointer {
    .allocate(byteCount: size, alignment: 4096)
  }

  func eachPiece(
    _ reader: inout ByteReader,
    _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(StreamError) {
    let buffer = Self.makePiece(LineBlockSource.defaultBlockSize)
    defer { buffer.deallocate() }
    var lastProgress = 0
    while !queue.isStopped {
      let count = try reader.read(into: buffer)
      guard count > 0 else { return }
      body(UnsafeRawBufferPointer(rebasing: buffer[0..<count]))
      let now = reader.compressedBytesRead
      progress?.advanced(byFileBytes: Swift.max(0, now - lastProgress))
      lastProgress = now
    }
  }

  // MARK: Problems

  private func note(_ kind: ProblemKind, _ rank: Int, detail: String, _ consequence: String) {
    record(
      Problem(kind, at: SourcePosition(input: rank), detail: detail, consequence: consequence)
    )
  }

  func record(_ problem: Problem) {
    ledger.record(problem)
    if options.isStrict { queue.stop() }
  }
}

extension ByteTable {
  /// The first mapping that says how its inputs are encoded and is for this one, which does not say it itself.
  static func recognise(
    _ raw: UnsafeRawBufferPointer,
    isWhole: Bool,
    _ mappings: [Mapping]
  ) -> (Recognition, ByteTable)? {
    for mapping in mappings {
      guard let table = mapping.encoding.flatMap({ ByteTable(named: $0) }),
        !Recognition.tellsItsEncoding(raw)
      else { continue }
      let text = table.decoded(raw)
      let found = text.withUnsafeBytes { head in
        Recognition.mapped(by: mapping, head, isWhole: isWhole)
      }
      if let found { return (found, table) }
    }
    return nil
  }
}

extension CSVReader.Fault {
  func problem(input: Int, line: Int) -> Problem {
    let position = SourcePosition(input: input, line: line)
    switch self {
    case .tooManyFields(let found, let expected):
      return Problem(
        .malformed,
        at: position,
        detail: "the row has \(found) fields; the heading has \(expected)"
      )
    case .overLimit:
      return Problem(.overLimit, at: position, detail: "a field or row is over the limits of CSV")
    case .endsInQuotes:
      return Problem(
        .endsEarly,
        at: position,
        detail: "the text ends inside a field in quotes that began in this row",
        consequence: "complete rows before it are kept; the run is incomplete"
      )
    }
  }
}
