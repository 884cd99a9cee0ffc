/// Borrowed bytes: part of a block or of a batch's scratch memory. Valid until the batch is emptied.
package struct ByteSlice {
  package var start: UnsafePointer<UInt8>?
  package var count: Int

  @inlinable
  package init(start: UnsafePointer<UInt8>?, count: Int) {
    self.start = start
    self.count = count
  }

  /// No value at all: the field is absent or null. An empty string has a start and no bytes.
  package static var absent: ByteSlice { ByteSlice(start: nil, count: 0) }

  @inlinable
  package var isAbsent: Bool { start == nil }

  @inlinable
  package var buffer: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start, count: count)
  }

  /// The bytes as text, bad ones replaced; nil when absent.
  package var string: String? {
    guard let start else { return nil }
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  @inlinable
  package func equals(_ literal: StaticString) -> Bool {
    guard let start, count == literal.utf8CodeUnitCount else { return false }
    let other = literal.utf8Start
    for index in 0..<count where start[index] != other[index] { return false }
    return true
  }
}
