#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The name in a start tag, valid during the call.
struct XMLName {
  let local: ByteSlice
  /// Absent without one.
  let prefix: ByteSlice
  /// The URI of the namespace; absent without one.
  let space: ByteSlice
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

  func name(_ index: Int) -> ByteSlice { ByteSlice(terminated: start?[index * 5]) }

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

  /// The namespace and prefix of an attribute; absent without one.
  func space(_ index: Int) -> ByteSlice { ByteSlice(terminated: start?[index * 5 + 2]) }
  func prefix(_ index: Int) -> ByteSlice { ByteSlice(terminated: start?[index * 5 + 1]) }

  /// Writes a value with its ampersands restored; gives the bytes written, at most `value.count`.
  static func unescape(_ value: ByteSlice, into room: UnsafeMutablePointer<UInt8>) -> Int {
    guard let start = value.start else { return 0 }
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

  /// A finite decimal number.
  var decimal: Double? {
    guard 1...64 ~= count, let string,
      string.utf8.allSatisfy({
        (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0)
      }), let value = Double(string), value.isFinite
    else { return nil }
    return value
  }

  var isTrue: Bool { equals("true") || equals("1") }
}
