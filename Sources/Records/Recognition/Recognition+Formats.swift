#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

extension Recognition {
  /// Brackets that may stand around a record: `{"data": {"payload": [ … ]}}` has three.
  static let deepestRecord = 4

  /// Looks for the signs of FORMATS 4.2 in the first records; nil when none is there.
  ///
  /// The record may be the whole text, a line, an element of an array or of an array inside pages: the shallowest
  /// place where most records show one format's sign is taken. Onpar's own layouts come this way where brackets or
  /// envelopes stand around them.
  static func foreign(_ beginning: Beginning) -> Recognition? {
    for depth in 0...deepestRecord {
      let (records, areWrapped) = opened(beginning.level(depth))
      // Deeper they would be the messages of somebody's conversations, which say more than their messages do.
      if depth < 3 || depth == 3 && beginning.first == 0x7B, let (format, why) = own(records) {
        return .recognised(
          container: areWrapped ? .envelopes(depth: depth) : .values(depth: depth),
          format: format,
          why: why
        )
      }
      guard let (reader, why) = judge(records) else { continue }
      return .recognised(
        container: depth == 0 && beginning.top.areLines ? .lines : .values(depth: depth),
        format: Format(reader: reader),
        why: why
      )
    }
    return beginning.top.areLines ? judgeStreams(beginning) : nil
  }

  /// A value that may be a record, and the name of the array that holds it.
  struct Candidate {
    let node: TreeNode
    let array: ByteSlice
    let mayBeRecord: Bool

    /// Adds what is one bracket deeper.
    func addInside(to list: inout [Candidate]) {
      let isArray = node.isArray
      var left = isArray ? Recognition.sampleSize : 64
      for child in node.children {
        guard left > 0 else { return }
        left -= 1
        guard child.isObject || child.isArray else { continue }
        list.append(
          Candidate(node: child, array: isArray ? node.key : .absent, mayBeRecord: isArray)
        )
      }
    }
  }

  /// The first records of a level without the envelopes they stand in, each with its array or stream.
  static func opened(
    _ level: ArraySlice<Candidate>
  ) -> (records: [(TreeNode, ByteSlice)], areWrapped: Bool) {
    var areWrapped = false
    var records: [(TreeNode, ByteSlice)] = []
    var left = sampleSize
    for candidate in level where left > 0 && candidate.mayBeRecord && candidate.node.isObject {
      // Many levels hold no records, most others as many as are looked at.
      if left == sampleSize { records.reserveCapacity(Swift.min(level.count, left)) }
      left -= 1
      guard let envelope = Envelope(candidate.node) else {
        records.append((candidate.node, candidate.array))
        continue
      }
      areWrapped = true
      if !envelope.record.isAbsent { records.append((envelope.record, envelope.stream)) }
    }
    return (records, areWrapped)
  }

  /// Which of Onpar's own layouts it is, where more than half of the records show the sign.
  private static func own(_ records: [(TreeNode, ByteSlice)]) -> (format: Format, why: String)? {
    let signs = records.compactMap { OwnSign.reason($0.0) }
    guard signs.count * 2 > records.count, let why = signs.first else { return nil }
    let whole = records.count { $0.0.has("items") }
    return (whole * 2 > signs.count ? .onparConversations : .onparMessages, why)
  }

  /// The first format whose sign most records show.
  static func judge(_ records: [(TreeNode, ByteSlice)]) -> (reader: Int, why: String)? {
    guard !records.isEmpty else { return nil }
    var all = NameSet.empty
    let names = records.map { record, _ in
      let own = NameSet(of: record)
      all.formUnion(own)
      return own
    }
    let wanted = FormatCatalogue.signNames
    for number in wanted.indices where all.mayMeet(wanted[number]) {
      if let why = sign(of: number, in: records, names) { return (number, why) }
    }
    return nil
  }

  /// The first sign of a format where more than half of the records, which have these names, show one.
  private static func sign(
    of number: Int,
    in records: [(TreeNode, ByteSlice)],
    _ names: [NameSet]
  ) -> String? {
    let (reader, wanted) = (FormatCatalogue.readers[number], FormatCatalogue.signNames[number])
    var first: String?
    var without = 0
    for (place, (record, array)) in records.enumerated() {
      let mayShow = names[place].mayMeet(wanted)
      guard let why = mayShow ? reader.sign(in: record, array: array) : nil else {
        without += 1
        // The others cannot be the majority any more.
        if without * 2 >= records.count { return nil }
        continue
      }
      if first == nil { first = why }
    }
    return first
  }

  /// Looks through a loader's file stream by stream: what one stream is does not depend on the others, and those that
  /// Onpar has no use for may be the longer part.
  private static func judgeStreams(_ beginning: Beginning) -> Recognition? {
    var streams: [[UInt8]: [(TreeNode, ByteSlice)]] = [:]
    let store = TreeStore()
    for line in lines(beginning.start, beginning.end, isWhole: beginning.isWhole) {
      guard let node = try? store.parseJSON(line.start, line.end), let envelope = Envelope(node),
        !envelope.record.isAbsent
      else { continue }
      let stream = envelope.stream
      guard streams[stream.key, default: []].count < sampleSize else { continue }
      streams[stream.key, default: []].append((envelope.record, stream))
    }
    let samples = streams.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { (records: $0.value, names: $0.value.map { NameSet(of: $0.0) }) }
    for (records, _) in samples {
      guard let (format, why) = own(records) else { continue }
      return .recognised(container: .envelopes(depth: 0), format: format, why: why)
    }
    for number in FormatCatalogue.readers.indices {
      for (records, names) in samples {
        guard let why = sign(of: number, in: records, names) else { continue }
        return .recognised(container: .lines, format: Format(reader: number), why: why)
      }
    }
    return nil
  }

  /// The lines that are there as a whole.
  private static func lines(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    isWhole: Bool
  ) -> [(start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>)] {
    var result: [(start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>)] = []
    var at = start
    while at < end {
      var stop = at
      while stop < end, stop.pointee != 0x0A { stop += 1 }
      if stop < end || isWhole { result.append((at, stop)) }
      at = stop + 1
    }
    return result
  }

  /// How the records of a format that the user names are found, where their sign is not seen.
  ///
  /// Lines, the elements of an array, or those of the first array in an object; else the values themselves.
  static func named(_ format: Format, _ beginning: Beginning) -> Recognition? {
    guard format.reader != nil, beginning.isJSON else { return nil }
    let (values, areLines, _) = beginning.top
    guard let first = values.first else { return nil }
    let container: Container
    let holdsList = first.children.contains { member in
      member.isArray && member.elements.contains { $0.isObject }
    }
    if areLines, values.count > 1 {
      container = .lines
    } else if first.isArray {
      container = .values(depth: 1)
    } else if holdsList, first.count <= 6 {
      // A page: a list, and a word or two on how to go on.
      container = .values(depth: 2)
    } else {
      container = areLines ? .lines : .values(depth: 0)
    }
    return .recognised(container: container, format: format, why: "you said so (--input-format)")
  }

  /// The first values of the text, whether they stand one on a line, and whether there is one and nothing else.
  package static func topValues(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    _ store: TreeStore,
    isWhole: Bool
  ) -> (values: [TreeNode], areLines: Bool, isOne: Bool) {
    var lines: [TreeNode] = []
    var looked = 0
    var at = start
    while at < end, looked < sampleSize {
      let found = memchr(at, 0x0A, end - at)
      let stop = found.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) } ?? end
      // A last line that the window cuts says nothing, unless it is the only one.
      if stop == end, !isWhole, looked > 0 { break }
      var scanner = JSONScanner(at, stop)
      if scanner.peek() != 0 {
        looked += 1
        let isCut = stop == end && !isWhole
        // What does not begin with a bracket is no value to look into: the lines of a text that is set out for people.
        if scanner.peek() == 0x7B || scanner.peek() == 0x5B,
          let node = try? store.parseJSON(at, stop, allowsCut: isCut),
          node.isObject || node.isArray
        {
          lines.append(node)
        }
      }
      at = stop + 1
    }
    if looked > 0, lines.count * 2 >= looked {
      return (lines, true, isWhole && looked == 1)
    }
    // What was a value in a line is looked at again.
    store.oddNumbers = 0
    var values: [TreeNode] = []
    var scanner = JSONScanner(start, end)
    var nesting: [UInt64] = []
    looked = 0
    var isOne = false
    while looked < sampleSize, scanner.peek() == 0x7B || scanner.peek() == 0x5B {
      let first = scanner.position
      looked += 1
      if let (node, stop) = try? store.parseFirstJSON(first, end) {
        values.append(node)
        scanner.position = stop
        isOne = looked == 1 && scanner.peek() == 0 && scanner.position == end
      } else if !scanner.skip(nesting: &nesting) {
        if let node = try? store.parseJSON(first, end, allowsCut: true) { values.append(node) }
        break
      }
      // What is sound and yet no tree is deeper than any record may be.
      _ = scanner.take(0x2C)
    }
    return (values, false, isOne)
  }
}
