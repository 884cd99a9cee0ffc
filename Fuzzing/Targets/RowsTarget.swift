import Diagnostics
import Mappings
import Records

/// Rows of CSV, and JSON at a path, read through mappings.
struct RowsTarget {
  private let knob: UInt8

  init(_ knob: UInt8) { self.knob = knob }

  func run(_ text: UnsafeRawBufferPointer) throws(Broken) {
    let first = text.first { $0 > 0x20 }
    let isJSON = first == 0x7B || first == 0x5B
    func read(_ pieces: Pieces) throws(Broken) -> Digest {
      isJSON ? try json(text, pieces) : try rows(text, pieces)
    }
    let whole = try read(.whole)
    let cut = try read(Pieces(knob: knob >> 3))
    try Broken.unlessSame("a mapping in one piece and in many", whole, cut)
  }

  private var dialect: CSVDialect {
    let separators: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
    return CSVDialect(separator: separators[Int(knob) % 4], hasHeader: knob & 4 == 0)
  }

  private func rows(_ text: UnsafeRawBufferPointer, _ pieces: Pieces) throws(Broken) -> Digest {
    let run = ForeignRun(MappedReader(Self.ofRows))
    var limits = CSVLimits()
    if knob >= 128 {
      limits.fieldBytes = 32
      limits.rowBytes = 100
      limits.fields = 8
    }
    let csv = CSVReader(dialect, store: run.store, limits: limits)
    var faults = Digest()
    var previous = 0
    var isOrdered = true
    let take: CSVReader.Taker = { row, line in
      isOrdered = isOrdered && line >= previous
      previous = line
      run.read(row, line: line)
    }
    func drain() {
      for (fault, line) in csv.takeFaults() { faults.add("\(line) \(fault)") }
    }
    pieces.each(of: text) { piece in
      csv.consume(piece, take)
      drain()
    }
    csv.finish(take)
    drain()
    run.finish()
    try run.check(bytes: text.count)
    try Broken.unless(isOrdered, "rows run backwards")
    var digest = run.digest
    digest.add(Int64(bitPattern: faults.hash))
    return digest
  }

  private func json(_ text: UnsafeRawBufferPointer, _ pieces: Pieces) throws(Broken) -> Digest {
    let run = ForeignRun(MappedReader(Self.ofThreads))
    var splitter = ValueSplitter(
      path: [Array("helpline".utf8), Array("threads".utf8)],
      limit: 8_192
    )
    pieces.each(of: text) { piece in
      splitter.consume(piece) { start, end, line, array in
        let record = UnsafeRawBufferPointer(start: start, count: end - start)
        Pieces.whole.each(of: record) { run.read(json: $0, line: line, array: array) }
      }
    }
    run.finish()
    try run.check(bytes: text.count)
    var digest = run.digest
    for line in splitter.tooLong { digest.add(Int64(line)) }
    return digest
  }
}

extension RowsTarget {
  private static func compiled(_ text: String) -> Mapping {
    do throws(MappingFaults) {
      return try MappingFile.compile(text, file: "fuzz.yaml")
    } catch {
      fatalError("\(error.all)")
    }
  }

  private static let ofRows = compiled(
    """
    onpar_mapping: 1
    name: rows
    match:
      keys: [conversation, text]
    input:
      format: csv
      record_is: message
    conversation:
      conversation_id: $.conversation
    messages:
      message_id: $.id
      timestamp: $.time
      role:
        - {path: $.author, matches: "^bot", is: bot}
        - {path: $.author, equals: agent, is: human}
        - {else: customer}
      text: {path: $.text, format: html}
    """
  )

  private static let ofThreads = compiled(
    """
    onpar_mapping: 1
    name: threads
    match:
      keys: [helpline]
    input:
      format: json
      records: $.helpline.threads[*]
      record_is: conversation
    conversation:
      conversation_id: $.threadId
      customer_id: [$.client.crmId, $.client.mail]
      channel: {path: $.medium, map: {W: web, M: email}, default: other}
      tags: $.labels[*].l
      created_at: {path: $.opened, time: epoch_s}
      csat:
        score: $.vote.stars
        min: 1
        max: 5
        timestamp: {path: $.vote.at, time: offset_s, from: {path: $.opened, time: epoch_s}}
      test: {path: $.sandbox, equals: true}
    messages:
      each: $.posts[*]
      only: {path: $.t, equals: post}
      message_id: $.n
      timestamp: {path: $.at, time: offset_s, from: {path: ^.opened, time: epoch_s}}
      role:
        - {path: $.who, equals: c, is: customer}
        - {path: $.who, starts_with: "bot:", is: bot}
        - {else: system}
      author_id: $.who
      text: {path: "$.body[*].html", format: html, join: "\\n"}
    events:
      - each: $.posts[*]
        timestamp: {path: $.at, time: offset_s, from: {path: ^.opened, time: epoch_s}}
        actor_id: $.who
        event:
          - {path: $.t, equals: handover, is: handoff_initiated}
          - {path: $.t, equals: end, is: closed}
          - {else: none}
    """
  )
}
