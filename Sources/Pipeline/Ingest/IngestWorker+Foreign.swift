import ByteStreams
import Diagnostics
import Records

/// How a worker reads the containers of other formats: lines, values of JSON, rows, elements.
extension IngestWorker {
  func readForeign(
    lines source: LineBlockSource,
    _ rank: Int
  ) throws(StreamError) {
    var block = LineBlock()
    defer { adopt(source) }
    while !queue.isStopped, try source.next(&block) {
      let lines = foreign.readLines(
        block.bytes,
        block: block.number,
        skipped: block.skippedLines
      )
      blockLines.append(
        BlockLines(
          input: rank,
          block: block.number,
          lines: lines,
          skippedBefore: block.skippedLines
        )
      )
      let faults = foreign.takeFaults()
      let cut = faults.isEmpty ? nil : CutLine(block, number: lines - 1)
      for fault in faults {
        if let cut, let line = fault.position.line, line & 0xFF_FFFF == cut.number {
          // It was counted as a record that is set aside.
          setAside[rank, default: 0] -= 1
          let problem = cut.problem(input: rank, base: block.number << 24)
          if let problem { record(problem) }
        } else {
          record(fault)
        }
      }
      if foreign.mustStop { queue.stop() }
    }
  }

  func readForeign(
    values reader: inout ByteReader,
    _ rank: Int,
    depth: Int
  ) throws(StreamError) {
    var splitter = ValueSplitter(recordDepth: depth, limit: options.limits.maxLineBytes)
    try readForeign(values: &reader, rank, &splitter)
  }

  func readForeign(
    values reader: inout ByteReader,
    _ rank: Int,
    path: [[UInt8]?]
  ) throws(StreamError) {
    var splitter = ValueSplitter(path: path, limit: options.limits.maxLineBytes)
    try readForeign(values: &reader, rank, &splitter)
  }

  private func readForeign(
    values reader: inout ByteReader,
    _ rank: Int,
    _ splitter: inout ValueSplitter
  ) throws(StreamError) {
    defer { noteLosses(of: splitter, rank) }
    try eachPiece(&reader) { piece in
      splitter.consume(piece) { start, end, line, array in
        foreign.read(start, end, line: line - 1, arrayName: array)
      }
      for fault in foreign.takeFaults() { record(fault) }
      if foreign.mustStop { queue.stop() }
    }
    finish(&splitter, rank)
  }

  func readForeign(
    rows reader: inout ByteReader,
    _ rank: Int,
    _ dialect: CSVDialect
  ) throws(StreamError) {
    let csv = CSVReader(dialect, store: foreign.store)
    func drain() {
      for (fault, line) in csv.takeFaults() {
        if fault != .endsInQuotes { setAside[rank, default: 0] += 1 }
        record(fault.problem(input: rank, line: line - 1))
      }
      for fault in foreign.takeFaults() { record(fault) }
      if foreign.mustStop { queue.stop() }
    }
    try eachPiece(&reader) { piece in
      csv.consume(piece) { row, line in foreign.read(row: row, line: line) }
      drain()
    }
    csv.finish { row, line in foreign.read(row: row, line: line) }
    drain()
  }

  func readForeign(
    elements reader: inout ByteReader,
    _ rank: Int,
    _ path: XMLPath
  ) throws(StreamError) {
    let xml = foreign.elements(at: path)
    func drain() {
      for problem in xml.takeProblems() { record(problem, ofXML: rank) }
      for fault in foreign.takeFaults() { record(fault) }
      if foreign.mustStop { queue.stop() }
    }
    try eachPiece(&reader) { piece in
      foreign.read(xml, piece)
      drain()
    }
    foreign.read(xml, nil)
    drain()
    if xml.isIncomplete { brokeOff = true }
  }
}
