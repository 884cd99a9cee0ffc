extension [UInt8] {
  /// The bytes of a number, the lowest first.
  mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }

  mutating func appendZeros(_ count: Int) { append(contentsOf: repeatElement(0, count: count)) }
}
