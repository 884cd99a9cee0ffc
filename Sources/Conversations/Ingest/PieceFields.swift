import Records

/// The values of the fields of a conversation that comes in pieces, as long as it does: no text, and no reference.
///
/// Texts are made of them once, when the conversation is finished.
struct PieceFields: BitwiseCopyable {
  /// In the log's `BytePool`; nil when absent.
  let id: UnsafePointer<UInt8>?
  var customer: UnsafePointer<UInt8>?
  let idCount: UInt32
  var customerCount: UInt32 = 0
  // Numbers in the log's `NamePool`; -1 when absent.
  var channel: Int32 = -1
  var topic: Int32 = -1
  var language: Int32 = -1
  /// What conversation lines said, in the log's list; -1 without any.
  var heads: Int32 = -1
  private let formatNumber: UInt8

  init(id: ByteSlice, format: Format) {
    self.id = id.start
    idCount = UInt32(truncatingIfNeeded: id.count)
    formatNumber = format.rawValue
  }

  /// A format is its number; only `Records` makes one of a number.
  var format: Format { unsafeBitCast(formatNumber, to: Format.self) }

  /// Takes over the values of the fields that are new.
  mutating func take(
    _ new: NewFields,
    of record: UnsafePointer<RawRecord>,
    _ names: inout NamePool,
    _ pool: inout BytePool
  ) {
    if new.contains(.customer) {
      let kept = pool.keep(record.pointee.customer)
      customer = kept.start
      customerCount = UInt32(truncatingIfNeeded: kept.count)
    }
    if new.contains(.channel) { channel = names.code(record.pointee.channel) }
    if new.contains(.topic) { topic = names.code(record.pointee.topic) }
    if new.contains(.language) { language = names.code(record.pointee.language) }
  }

  /// Bytes of a pool as text, bad ones replaced; nil when absent.
  static func text(_ start: UnsafePointer<UInt8>?, _ count: UInt32) -> String? {
    guard let start else { return nil }
    return String(decoding: UnsafeBufferPointer(start: start, count: Int(count)), as: UTF8.self)
  }
}
