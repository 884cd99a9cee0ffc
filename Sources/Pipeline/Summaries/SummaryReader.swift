import ByteStreams
import Records

/// Reads a summary unit by unit; one of them is held.
final class SummaryReader {
  let head: SummaryHead
  /// The unit at hand; nil behind the last one.
  private(set) var section: SummarySection?

  private let name: String
  private let source: LineBlockSource
  private var block = LineBlock()
  /// Where the next line begins in the block.
  private var place = 0
  private var units = 0
  private let store = TreeStore()
  private let hash: ContentHash

  /// Opens a summary and goes to its first unit.
  init(_ input: Input, _ limits: StreamLimits, _ hash: ContentHash) throws(SummaryFault) {
    name = input.path
    self.hash = hash
    do throws(StreamError) {
      source = LineBlockSource(try ByteReader(input, limits: limits), input: 0)
    } catch {
      throw SummaryFault("\(input.path) \(error)")
    }
    var first = LineBlock()
    var firstPlace = 0
    let line = try Self.line(name, source, &first, &firstPlace)
    head = try SummaryHead(line: line ?? [], of: name)
    block = first
    place = firstPlace
    try advance()
  }

  /// Goes to the next unit.
  func advance() throws(SummaryFault) {
    let before = section?.id
    section = nil
    guard let line = try next() else { throw damaged("it ends early") }
    store.removeAll()
    let node = store.parseJSON(copying: line)
    guard let id = node["unit"].text.string else {
      guard node["units"].integer == Int64(units) else { throw damaged("a unit is missing") }
      guard try next() == nil else { throw damaged("something follows its end") }
      return
    }
    guard let sha256 = node["sha256"].text.string, let count = node["lines"].integer, count >= 0
    else { throw damaged("a unit has no hash") }
    var lines: [UInt8] = []
    for _ in 0..<count {
      guard let line = try next() else { throw damaged("it ends early") }
      lines += line
    }
    let section = SummarySection(id: id, lines: lines, count: Int(count), hash: hash)
    guard section.sha256 == sha256 else { throw damaged("unit \(id) is not what was written") }
    if let before, before >= id { throw damaged("its units are not in order") }
    units += 1
    self.section = section
  }

  private func damaged(_ what: String) -> SummaryFault {
    SummaryFault(
      "\(name) is damaged: \(what). Make it again with `onpar summarize` or `onpar merge`"
    )
  }

  private func next() throws(SummaryFault) -> [UInt8]? {
    try Self.line(name, source, &block, &place)
  }

  /// The next line with its end; nil behind the last one.
  private static func line(
    _ name: String,
    _ source: LineBlockSource,
    _ block: inout LineBlock,
    _ place: inout Int
  ) throws(SummaryFault) -> [UInt8]? {
    do throws(StreamError) {
      while place == block.count {
        place = 0
        guard try source.next(&block) else { return nil }
      }
    } catch {
      throw SummaryFault("\(name) \(error)")
    }
    let rest = block.bytes[place...]
    let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
    place = end
    return Array(rest[rest.startIndex..<end])
  }
}
