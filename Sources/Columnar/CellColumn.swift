/// The cells of one column in one batch, laid out as Arrow has them.
struct CellColumn: Sendable {
  let kind: ColumnKind
  /// Whether each cell holds something.
  private(set) var present = BitList()
  private(set) var nulls = 0
  /// Text one after the other, or 8 bytes a cell, the lowest first; unused for truth.
  private(set) var bytes: [UInt8] = []
  /// Of text: where each cell begins, and where the last one ends.
  private(set) var bounds: [Int32] = [0]
  /// Of truth.
  private(set) var truths = BitList()

  init(kind: ColumnKind) { self.kind = kind }

  var count: Int { present.count }

  mutating func append(text: UnsafeRawBufferPointer) {
    present.append(true)
    bytes.append(contentsOf: text)
    // A batch is begun anew long before this could overflow.
    bounds.append(Int32(bytes.count))
  }

  mutating func append(word: Int64) {
    present.append(true)
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(truth: Bool) {
    present.append(true)
    truths.append(truth)
  }

  mutating func appendNull() {
    present.append(false)
    nulls += 1
    switch kind {
    case .text: bounds.append(Int32(bytes.count))
    case .truth: truths.append(false)
    case .time, .whole, .real: bytes.append(contentsOf: repeatElement(0, count: 8))
    }
  }
}

/// Bits, the lowest of each byte first, as both formats have them.
struct BitList: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var count = 0

  subscript(place: Int) -> Bool { bytes[place >> 3] & (1 << UInt8(place & 7)) != 0 }

  mutating func append(_ bit: Bool) {
    if count & 7 == 0 { bytes.append(0) }
    if bit { bytes[count >> 3] |= 1 << UInt8(count & 7) }
    count += 1
  }
}
