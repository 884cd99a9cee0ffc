import Diagnostics
import Records

/// XML, pushed in one piece and in many: Onpar's own layout, and records of other formats.
struct XMLTarget {
  private let knob: UInt8

  init(_ knob: UInt8) { self.knob = knob }

  /// Every fourth time so small that inputs of a few bytes reach them.
  private var limits: XMLLimits {
    var limits = XMLLimits()
    guard knob & 3 == 3 else { return limits }
    limits.depth = 8
    limits.textBytes = 64
    limits.attributes = 3
    limits.attributeBytes = 40
    limits.conversationBytes = 512
    return limits
  }

  func run(_ text: UnsafeRawBufferPointer) throws(Broken) {
    let pieces = Pieces(knob: knob >> 2)
    var small = limits
    if Self.hasKnownEncoding(text) { small.pieceBytes = Swift.max(4, pieces.size) }
    // What comes in whatever pieces is read in pieces of one size.
    let own = own(text, .whole, small)
    try Broken.unlessSame("own XML at once and in pieces", own, self.own(text, pieces, small))
    try Outcome.unlessSame("own XML", self.own(text, .whole, limits), own)
    let path: XMLPath
    var reader = Int(knob) % FormatCatalogue.readers.count
    let seen = Recognition.recognise(
      UnsafeRawBufferPointer(rebasing: text.prefix(Recognition.window)),
      isWhole: true
    )
    if case .recognised(.elements(let records), let format, _) = seen {
      path = records
      if knob < 128, let number = format.reader { reader = number }
    } else {
      path = XMLPath(Array(repeating: .init(nil), count: Int(knob >> 4) % 4))
    }
    let name = FormatCatalogue.readers[reader].profile.name
    let whole = try elements(text, .whole, path, reader, small)
    let cut = try elements(text, pieces, path, reader, small)
    try Broken.unlessSame(name + " at once and in pieces", whole, cut)
    try Outcome.unlessSame(name, elements(text, .whole, path, reader, limits), whole)
  }

  /// Whether a document names an encoding that all builds of libxml2 take in the same way, or none.
  ///
  /// Some know others through ICU, under names that are only like its own, such as `UTF08`; it puts U+FFFD for bytes that
  /// are none, in one piece and not in many.
  private static func hasKnownEncoding(_ text: UnsafeRawBufferPointer) -> Bool {
    let head = String(decoding: text.prefix(200).filter { $0 > 0 }, as: UTF8.self).uppercased()
    guard let found = head.firstMatch(of: #/ENCODING\s*=\s*["']([^"']*)["']/#) else { return true }
    return ["UTF-8", "UTF-16", "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252", "US-ASCII"]
      .contains(String(found.output.1))
  }

  private struct Outcome: Equatable {
    var records = Digest()
    /// Line, kind and words of each problem.
    var problems: [String] = []
    /// What is no XML was met.
    var isBroken = false
    /// What follows a root that is not ours, or something beyond a limit, was not looked at.
    var isStopped = false

    mutating func take(_ found: [Problem]) {
      for problem in found {
        let line = problem.position.line ?? 0
        problems.append("\(line): \(problem.kind) \(problem.detail)")
        if problem.kind == .malformed || problem.kind == .endsEarly { isBroken = true }
        if problem.kind == .unrecognised || problem.kind == .overLimit { isStopped = true }
      }
    }

    /// Breaks unless libxml2 found the same in one piece and in many, for what is XML.
    ///
    /// Where it is none, how far libxml2 gets depends on how much it had when it looked: whether to the end or to the
    /// bytes that are none, or only as far as what ends the reading in any case. That is why the reader gives it pieces
    /// of one size.
    static func unlessSame(_ what: String, _ whole: Outcome, _ cut: Outcome) throws(Broken) {
      if whole.isBroken, cut.isBroken || cut.isStopped { return }
      if cut.isBroken, whole.isStopped { return }
      try Broken.unlessSame(what + " in one piece and in many", whole, cut)
    }
  }

  private func own(
    _ text: UnsafeRawBufferPointer,
    _ pieces: Pieces,
    _ limits: XMLLimits
  ) -> Outcome {
    let xml = XMLReader(limits: limits, zone: .utc)
    let batch = RecordBatch(capacity: 1)
    var outcome = Outcome()
    func drain() {
      outcome.records.add(batch)
      batch.removeAll()
      outcome.take(xml.takeProblems())
    }
    pieces.each(of: text) { piece in
      xml.consume(piece, into: batch)
      drain()
    }
    xml.finish(into: batch)
    drain()
    for (name, count) in xml.unknownFields.all { outcome.records.add("\(name) \(count)") }
    outcome.records.add(Int64(xml.decoded))
    outcome.records.add(xml.isIncomplete)
    return outcome
  }

  /// Reads twice with one parser, which must not remember the first time.
  private func elements(
    _ text: UnsafeRawBufferPointer,
    _ pieces: Pieces,
    _ path: XMLPath,
    _ reader: Int,
    _ limits: XMLLimits
  ) throws(Broken) -> Outcome {
    let store = TreeStore()
    let xml = XMLTreeReader(records: path, store: store, limits: limits)
    let first = try read(text, pieces, xml, ForeignRun(makeReader(reader), store: store))
    xml.begin(records: path)
    let second = try read(text, pieces, xml, ForeignRun(makeReader(reader), store: store))
    try Broken.unlessSame("a document read by a new parser and by a used one", first, second)
    return first
  }

  private func makeReader(_ number: Int) -> any RecordReader {
    FormatCatalogue.readers[number].init()
  }

  private func read(
    _ text: UnsafeRawBufferPointer,
    _ pieces: Pieces,
    _ xml: XMLTreeReader,
    _ run: ForeignRun
  ) throws(Broken) -> Outcome {
    let take: XMLTreeReader.Taker = { record, around, line in
      run.read(record, around: around, line: line)
    }
    var outcome = Outcome()
    pieces.each(of: text) { piece in
      xml.consume(piece, take)
      outcome.take(xml.takeProblems())
    }
    xml.finish(take)
    outcome.take(xml.takeProblems())
    run.finish()
    try run.check(bytes: text.count)
    outcome.records = run.digest
    outcome.records.add(xml.isIncomplete)
    return outcome
  }
}
