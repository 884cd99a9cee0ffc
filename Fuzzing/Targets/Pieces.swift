/// Hands bytes over as one piece or as many, each in memory of exactly its size.
///
/// What reads beyond a piece, or looks back at one that is gone, is seen by the address sanitizer.
struct Pieces {
  let size: Int

  static let whole = Pieces(size: .max)

  init(size: Int) { self.size = max(size, 1) }

  /// Sizes from one byte to a few hundred.
  init(knob: UInt8) {
    let sizes = [1, 2, 3, 5, 7, 16, 31, 64, 100, 257]
    size = sizes[Int(knob) % sizes.count]
  }

  func each(of bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
    var at = 0
    while at < bytes.count {
      let count = min(size, bytes.count - at)
      let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
      piece.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[at..<at + count]))
      body(UnsafeRawBufferPointer(piece))
      piece.deallocate()
      at += count
    }
  }
}
