/// Collects bytes and hands them on in chunks, so that a file of any size needs little memory.
struct ByteSink {
  /// Chunks are a little larger than this.
  static let chunk = 1 << 18

  var bytes: [UInt8] = []

  init() {
    bytes.reserveCapacity(Self.chunk + (1 << 14))
  }

  /// Hands on what is there if it is enough for a chunk.
  mutating func flush<Failure: Error>(
    to receive: (ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    guard bytes.count >= Self.chunk else { return }
    try finish(to: receive)
  }

  /// Hands on what is left.
  mutating func finish<Failure: Error>(
    to receive: (ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    guard !bytes.isEmpty else { return }
    try receive(bytes[...])
    bytes.removeAll(keepingCapacity: true)
  }
}
