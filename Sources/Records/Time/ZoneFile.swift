/// The clocks of one time zone, as a TZif file tells them (RFC 8536 and 9636, versions 1 to 4).
///
/// An object, because many hold the same zone and none changes it.
final class ZoneFile: Sendable {
  /// Seconds since 1970 at which clocks change, ascending.
  let changes: [Int64]
  /// Seconds east of UTC from each change on.
  private let offsets: [Int32]
  /// Seconds east of UTC before the first change.
  private let first: Int32
  /// What holds from the last change on; nil when the file does not say, and the last offset stays.
  private let rule: ZoneRule?

  /// Seconds east of UTC that the format allows: the least of POSIX, and the most with an hour of summer time.
  private static let range: ClosedRange<Int32> = -89_999...93_599

  /// Nil for bytes that are no such file, and for files that count leap seconds, which instants here do not.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    guard var head = Head(&rest) else { return nil }
    var width = 4
    if head.version > 0 {
      // Everything stands there twice, the second time with 64 bits (section 3.1).
      guard head.size(width) <= rest.count else { return nil }
      rest.removeFirst(head.size(width))
      guard let second = Head(&rest) else { return nil }
      head = second
      width = 8
    }
    guard head.size(width) <= rest.count, head.typeCount > 0, head.leapCount == 0 else {
      return nil
    }
    let times = Self.cut(head.timeCount * width, of: &rest)
    let kinds = Self.cut(head.timeCount, of: &rest)
    let types = Self.cut(head.typeCount * 6, of: &rest)
    let known = (0..<head.typeCount).map { type in
      Int32(truncatingIfNeeded: Self.number(types, type * 6, 4))
    }
    guard known.allSatisfy(Self.range.contains), kinds.allSatisfy({ $0 < known.count }) else {
      return nil
    }
    changes = (0..<head.timeCount).map { Self.number(times, $0 * width, width) }
    guard zip(changes, changes.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    offsets = kinds.map { known[Int($0)] }
    // Section 3.2: the first type holds before the first change.
    first = known[0]
    guard width == 8 else {
      rule = nil
      return
    }
    rest.removeFirst(head.size(width) - times.count - kinds.count - types.count)
    // Section 3.3: the footer is a line of its own, and may be empty.
    guard rest.popFirst() == 0x0A, let end = rest.firstIndex(of: 0x0A) else { return nil }
    if end == rest.startIndex {
      rule = nil
    } else {
      guard let read = ZoneRule(rest[..<end]) else { return nil }
      rule = read
    }
  }

  /// Seconds east of UTC at a moment in seconds since 1970.
  ///
  /// - Complexity: O(log *n*) in the changes of the file.
  func offset(at second: Int64) -> Int64 {
    if let rule, second >= changes.last ?? .min { return Int64(rule.offset(at: second)) }
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] <= second { low = middle + 1 } else { high = middle }
    }
    return Int64(low == 0 ? first : offsets[low - 1])
  }

  /// Section 3.1: what stands before the data, and how much of each there is.
  private struct Head {
    var version: UInt8
    var timeCount: Int
    var typeCount: Int
    var leapCount: Int
    private var nameBytes: Int
    private var indicators: Int

    /// Takes 44 bytes away from the front.
    init?(_ rest: inout ArraySlice<UInt8>) {
      guard rest.count >= 44, rest.starts(with: "TZif".utf8) else { return nil }
      let head = ZoneFile.cut(44, of: &rest)
      version = head[head.startIndex + 4]
      guard version == 0 || version >= 0x32 else { return nil }
      let counts = (0..<6).map {
        Int(UInt32(truncatingIfNeeded: ZoneFile.number(head, 20 + $0 * 4, 4)))
      }
      indicators = counts[0] + counts[1]
      leapCount = counts[2]
      timeCount = counts[3]
      typeCount = counts[4]
      nameBytes = counts[5]
    }

    /// Bytes of the data behind it, with times of so many bytes; the counts have 32 bits, so that no sum is too large.
    func size(_ width: Int) -> Int {
      timeCount * (width + 1) + typeCount * 6 + nameBytes + leapCount * (width + 4) + indicators
    }
  }

  private static func cut(_ count: Int, of rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let part = rest.prefix(count)
    rest = rest.dropFirst(count)
    return part
  }

  /// A number with its sign, the highest byte first.
  private static func number(_ bytes: ArraySlice<UInt8>, _ at: Int, _ width: Int) -> Int64 {
    let start = bytes.startIndex + at
    let all = bytes[start..<start + width].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return width == 8 ? Int64(bitPattern: all) : Int64(Int32(truncatingIfNeeded: all))
  }
}
