package import ByteStreams
import Diagnostics
package import Records

/// Reads an input by one mapping and keeps what a person wants to see of it: the first conversations as understood.
package struct MappingTrial {
  package struct Entry: Sendable {
    package var time: Instant
    /// The role of a message, or the name of an event.
    package var word: String
    package var isPrivate: Bool
    package var text: String
    package var isEvent: Bool
  }

  package struct Talk: Sendable {
    package var id: String
    package var customer: String?
    package var channel: String?
    package var topic: String?
    package var isTest = false
    package var entries: [Entry] = []
  }

  /// How many conversations are kept.
  package static let shown = 3

  package private(set) var talks: [Talk] = []
  package private(set) var records = 0
  package private(set) var messages = [Int](repeating: 0, count: Role.allCases.count)
  package private(set) var notes = 0
  package private(set) var events = 0
  /// The first things that were wrong, with their lines, and how many there were.
  package private(set) var faults: [String] = []
  package private(set) var faultCount = 0
  package private(set) var remarks: [String] = []
  /// Nil when the mapping was used; else why not.
  package private(set) var refusal: String?

  /// Reads the input, or the first `byteLimit` decoded bytes of it.
  package init(
    _ mapping: Mapping,
    _ input: Input,
    zone: CalendarZone = .utc,
    byteLimit: Int? = nil
  ) throws(StreamError) {
    let collector = Collector()
    let out = Emitter(batch: RecordBatch(), authors: .none, zone: zone) { out in
      collector.take(out.batch)
    }
    let reader = MappedReader(mapping)
    var bytes = try ByteReader(input)
    let raw = bytes.peek()
    let isWhole = raw.count < ByteReader.peekSize
    // The sign is what the mapping's user wants to try out: here it may be missing.
    var any = mapping
    any.matches = []
    var seen = Recognition.mapped(by: any, raw, isWhole: isWhole)
    var isXML = false
    if case .recognised(let container, _, _) = seen, container.isXML { isXML = true }
    if !isXML {
      let text = bytes.peekText()
      seen = text.withUnsafeBytes { Recognition.mapped(by: any, $0, isWhole: isWhole) }
    }
    bytes.handle(isXML ? .asIs : .jsonText)
    guard case .recognised(let container, _, _) = seen else {
      refusal =
        "the input is not " + (mapping.kind?.rawValue ?? "JSON, XML or CSV with a heading")
      return
    }
    reader.readsLines = container == .lines
    var trial = Run(reader: reader, out: out, limit: byteLimit)
    try trial.read(&bytes, container)
    talks = collector.talks
    records = trial.records
    messages = collector.messages
    notes = collector.notes
    events = collector.events
    faults = trial.faults
    faultCount = trial.faultCount
    remarks = reader.remarks
  }
}

/// Takes emitted records and keeps the first conversations.
private final class Collector {
  var talks: [MappingTrial.Talk] = []
  var messages = [Int](repeating: 0, count: Role.allCases.count)
  var notes = 0
  var events = 0
  private var present: Int?

  func take(_ batch: RecordBatch) {
    for index in 0..<batch.count {
      let record = batch.records[index]
      switch record.kind {
      case .begin: open(record, batch)
      case .end: present = nil
      case .head:
        find(record.conversation)
        describe(record, batch)
      case .message, .event:
        if !record.conversation.isAbsent { find(record.conversation) }
        add(record)
      }
    }
    present = nil
  }

  private func open(_ record: RawRecord, _ batch: RecordBatch) {
    present = nil
    guard talks.count < MappingTrial.shown else { return }
    talks.append(MappingTrial.Talk(id: record.conversation.string ?? ""))
    present = talks.count - 1
    describe(record, batch)
  }

  private func find(_ id: ByteSlice) {
    let id = id.string ?? ""
    present = talks.firstIndex { $0.id == id }
    if present == nil, talks.count < MappingTrial.shown {
      talks.append(MappingTrial.Talk(id: id))
      present = talks.count - 1
    }
  }

  private func describe(_ record: RawRecord, _ batch: RecordBatch) {
    guard let present else { return }
    talks[present].customer = record.customer.string ?? talks[present].customer
    talks[present].channel = record.channel.string ?? talks[present].channel
    talks[present].topic = record.topic.string ?? talks[present].topic
    if record.head >= 0, batch.heads[Int(record.head)].isTest { talks[present].isTest = true }
  }

  private func add(_ record: RawRecord) {
    let isEvent = record.kind == .event
    let isPrivate = record.flags.contains(.isPrivate)
    if isEvent {
      events += 1
    } else if isPrivate {
      notes += 1
    } else {
      messages[Int(record.role.rawValue)] += 1
    }
    guard let present, talks[present].entries.count < 200 else { return }
    let name = isEvent ? EventKind(rawValue: record.shape)?.name ?? "event" : record.role.name
    talks[present].entries.append(
      MappingTrial.Entry(
        time: record.time,
        word: name,
        isPrivate: isPrivate,
        text: record.text.string ?? "",
        isEvent: isEvent
      )
    )
  }
}

/// Feeds the records of an input to the reader.
private struct Run {
  let reader: MappedReader
  let out: Emitter
  let limit: Int?
  var records = 0
  var faults: [String] = []
  var faultCount = 0

  mutating func read(
    _ bytes: inout ByteReader,
    _ container: Container
  ) throws(StreamError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 4096)
    defer { buffer.deallocate() }
    var splitter: ValueSplitter
    switch container {
    case .path(let path): splitter = ValueSplitter(path: path)
    default: splitter = ValueSplitter(recordDepth: 0)
    }
    var csv: CSVReader?
    if case .rows(let dialect) = container { csv = CSVReader(dialect, store: out.store) }
    var xml: XMLTreeReader?
    if case .elements(let path) = container {
      xml = XMLTreeReader(records: path, store: out.store)
    }
    let state = Box(self)
    while case let count = try bytes.read(into: buffer), count > 0 {
      let piece = UnsafeRawBufferPointer(rebasing: buffer[0..<count])
      if let csv {
        csv.consume(piece) { row, line in state.run.record(row, line, isLine: false) }
        for (_, line) in csv.takeFaults() { state.run.note("line \(line): the row is broken") }
      } else if let xml {
        xml.consume(piece) { record, around, line in
          state.run.out.around = around
          state.run.record(record, line, isLine: false)
        }
      } else {
        splitter.consume(piece) { start, end, line, _ in state.run.json(start, end, line) }
      }
      if let limit, bytes.decodedBytes >= limit { break }
    }
    csv?.finish { row, line in state.run.record(row, line, isLine: false) }
    xml?.finish { record, _, line in state.run.record(record, line, isLine: false) }
    if limit == nil {
      for problem in xml?.takeProblems() ?? [] {
        state.run.note("line \(problem.position.line ?? 0): " + problem.detail)
      }
      for line in splitter.garbage { state.run.note("line \(line): expected a JSON object") }
    }
    self = state.run
  }

  mutating func json(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    _ line: Int
  ) {
    guard let node = try? out.store.parseJSON(start, end) else {
      note("line \(line): expected JSON")
      return out.flush()
    }
    record(node, line, isLine: true)
  }

  mutating func record(_ node: TreeNode, _ line: Int, isLine: Bool) {
    records += 1
    if isLine { reader.read(line: node, out) } else { reader.read(node, out) }
    for fault in out.takeFaults() { note("line \(line): " + fault.detail) }
    out.flush()
  }

  mutating func note(_ text: String) {
    faultCount += 1
    if faults.count < 10 { faults.append(text) }
  }
}

/// Lets closures that are kept for a call change the run.
private final class Box {
  var run: Run

  init(_ run: Run) { self.run = run }
}
