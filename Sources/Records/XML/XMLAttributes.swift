#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The name in a start tag, valid during the call.
///
/// Its lengths are counted when asked for: whoever knows a name by its address needs none.
struct XMLName {
  let localStart: UnsafePointer<UInt8>?
  let prefixStart: UnsafePointer<UInt8>?
  let spaceStart: UnsafePointer<UInt8>?

  var local: ByteSlice { ByteSlice(terminated: localStart) }
  /// Absent without one.
  var prefix: ByteSlice { ByteSlice(terminated: prefixStart) }
  /// The URI of the namespace; absent without one.
  var space: ByteSlice { ByteSlice(terminated: spaceStart) }
}

/// The attributes of one start tag, as libxml2 hands them over: five pointers each, valid during the call.
struct XMLAttributes {
  private let start: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  let count: Int

  /// - Parameters:
  ///   - start: Local name, prefix, URI, start and end of the value, for each attribute.
  ///   - count: Those that stand in the document. Values that only a DTD supplies come behind them and are left
  ///     out: a short document could otherwise repeat a long value without end.
  init(_ start: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int) {
    self.start = start
    self.count = start == nil ? 0 : count
  }

  /// The local name; absent for a name with a prefix, which belongs to another vocabulary.
  func field(_ index: Int) -> ByteSlice {
    guard let start, start[index * 5 + 1] == nil else { return .absent }
    return name(index)
  }

  func name(_ index: Int) -> ByteSlice { ByteSlice(terminated: nameStart(index)) }
  func nameStart(_ index: Int) -> UnsafePointer<UInt8>? { start?[index * 5] }

  /// The value; absent when it is empty, because XML has no other way to write null.
  ///
  /// An ampersand may stand in it as `&#38;`: libxml2 keeps the value fit for a second parsing.
  func value(_ index: Int) -> ByteSlice {
    guard let start, let first = start[index * 5 + 3], let end = start[index * 5 + 4], end > first
    else {
      return .absent
    }
    return ByteSlice(start: first, count: end - first)
  }

  /// The URI of an attribute's namespace; nil without one.
  func spaceStart(_ index: Int) -> UnsafePointer<UInt8>? { start?[index * 5 + 2] }

  /// Writes a value with its ampersands restored; gives the bytes written, at most `value.count`.
  static func unescape(_ value: ByteSlice, into room: UnsafeMutablePointer<UInt8>) -> Int {
    guard let start = value.start else { return 0 }
    if copyPlain(start, value.count, to: room) { return value.count }
    var count = 0
    var index = 0
    while index < value.count {
      // Nearly always there is none, and the rest is one stretch.
      let ampersand = memchr(start + index, Int32(UInt8(ascii: "&")), value.count - index)
      let stop = ampersand.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) - start + 1 }
      let stretch = (stop ?? value.count) - index
      (room + count).update(from: start + index, count: stretch)
      count += stretch
      index += stretch
      let isAmpersand =
        stop != nil && value.count - index >= 4
        && ByteSlice(start: start + index, count: 4).equals("#38;")
      if isAmpersand { index += 4 }
    }
    return count
  }

  /// Copies a value of eight bytes to a few words while it looks for ampersands, as nearly all are; false, and some bytes
  /// written all the same, where it is another or has one.
  @inline(__always)
  private static func copyPlain(
    _ start: UnsafePointer<UInt8>,
    _ count: Int,
    to room: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    guard 1...64 ~= count else { return false }
    guard count >= 8 else {
      for index in 0..<count {
        let byte = start[index]
        if byte == UInt8(ascii: "&") { return false }
        room[index] = byte
      }
      return true
    }
    let (source, target) = (UnsafeRawPointer(start), UnsafeMutableRawPointer(room))
    var found: UInt64 = 0
    func copy(_ offset: Int) {
      let word = source.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      target.storeBytes(of: word, toByteOffset: offset, as: UInt64.self)
      // A byte that becomes 0 borrows; what that does to the bytes above it only makes the answer too careful.
      let zeroed = word ^ 0x2626_2626_2626_2626
      found |= (zeroed &- 0x0101_0101_0101_0101) & ~zeroed & 0x8080_8080_8080_8080
    }
    var at = 0
    while at + 8 < count {
      copy(at)
      at += 8
    }
    // The last word may overlap the one before.
    copy(count - 8)
    return found == 0
  }

  func value(named wanted: StaticString) -> ByteSlice {
    for index in 0..<count where field(index).equals(wanted) { return value(index) }
    return .absent
  }
}

extension ByteSlice {
  /// Bytes up to a zero.
  init(terminated start: UnsafePointer<UInt8>?) {
    guard let start else {
      self = .absent
      return
    }
    self.init(
      start: start,
      count: strlen(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self))
    )
  }

  /// Whether anything but white space stands there.
  var hasInk: Bool { buffer.contains { $0 > 0x20 } }

  /// The value of up to 18 digits, or of up to 15 with a point among them, which is what most times are.
  var smallNumber: Double? {
    guard let start, 1...18 ~= count else { return nil }
    var value: Int64 = 0
    var point = -1
    for index in 0..<count {
      let digit = start[index] &- 0x30
      if digit < 10 {
        value = value * 10 + Int64(digit)
      } else {
        guard start[index] == UInt8(ascii: "."), point < 0, index > 0, index + 1 < count else {
          return nil
        }
        point = index
      }
    }
    guard point >= 0 else { return Double(value) }
    // Both are exact then, and so their quotient is the nearest number.
    guard count <= 16 else { return nil }
    return Double(value) / Self.powers[count - 1 - point]
  }

  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// A finite decimal number.
  var decimal: Double? {
    if let smallNumber { return smallNumber }
    guard 1...64 ~= count, let string,
      string.utf8.allSatisfy({
        (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0)
      }), let value = Double(string), value.isFinite
    else { return nil }
    return value
  }

  var isTrue: Bool { equals("true") || equals("1") }
}
