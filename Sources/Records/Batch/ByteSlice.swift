/// Borrowed bytes: part of a block or of a batch's scratch memory.
///
/// Valid until the batch is emptied.
public struct ByteSlice {
  /// Where it begins; nil where there is no value.
  public var start: UnsafePointer<UInt8>?
  /// How many bytes.
  public var count: Int

  /// Part of the memory of somebody else.
  @inlinable
  public init(start: UnsafePointer<UInt8>?, count: Int) {
    self.start = start
    self.count = count
  }

  /// No value at all: the field is absent or null.
  ///
  /// An empty string has a start and no bytes.
  @inlinable public static var absent: ByteSlice { ByteSlice(start: nil, count: 0) }

  /// No value at all.
  @inlinable
  public var isAbsent: Bool { start == nil }

  /// The bytes.
  @inlinable
  public var buffer: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start, count: count)
  }

  /// The bytes as text, bad ones replaced; nil when absent.
  public var string: String? {
    guard let start else { return nil }
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// Whether the bytes are those of a literal.
  @inlinable
  public func equals(_ literal: StaticString) -> Bool {
    guard let start, count == literal.utf8CodeUnitCount else { return false }
    return Self.areEqual(start, literal.utf8Start, count)
  }

  /// Whether two pieces of memory of the same length hold the same: whole words, the last two overlapping.
  @inlinable
  public static func areEqual(
    _ left: UnsafePointer<UInt8>,
    _ right: UnsafePointer<UInt8>,
    _ count: Int
  ) -> Bool {
    let (left, right) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
    func differ<Word: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, _: Word.Type) -> Bool {
      left.loadUnaligned(fromByteOffset: offset, as: Word.self)
        != right.loadUnaligned(fromByteOffset: offset, as: Word.self)
    }
    if count >= 8 {
      var at = 0
      while at + 8 < count {
        if differ(at, UInt64.self) { return false }
        at += 8
      }
      return !differ(count - 8, UInt64.self)
    }
    if count >= 4 { return !differ(0, UInt32.self) && !differ(count - 4, UInt32.self) }
    if count >= 2 { return !differ(0, UInt16.self) && !differ(count - 2, UInt16.self) }
    return count == 0 || !differ(0, UInt8.self)
  }
}
