/// Memory for bytes that stay where they are until all of them are forgotten at once.
///
/// What changes stands behind a constant pointer: room is reserved for nearly every text, and a property of a class
/// would be checked for overlapping access each time.
struct ByteArena: ~Copyable {
  private struct State {
    var chunks: [UnsafeMutableRawBufferPointer] = []
    /// The chunk that is being filled.
    var chunk = 0
    /// Where the next bytes go, and how many still fit there.
    var free: UnsafeMutablePointer<UInt8>?
    var left = 0
  }

  private let state: UnsafeMutablePointer<State>

  /// Chunks that are kept when everything is forgotten.
  ///
  /// One gigantic record must not keep its memory for the rest of the run.
  private static let mostKept = 16

  init() {
    state = .allocate(capacity: 1)
    state.initialize(to: State())
  }

  deinit {
    for chunk in state.pointee.chunks { chunk.deallocate() }
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// Room for bytes that stay valid until `removeAll`.
  @inline(__always)
  func reserve(_ bytes: Int) -> UnsafeMutablePointer<UInt8> {
    guard bytes <= state.pointee.left, let start = state.pointee.free else {
      return reserveElsewhere(bytes)
    }
    state.pointee.free = start + bytes
    state.pointee.left -= bytes
    return start
  }

  /// Gives back the tail of the last reservation.
  @inline(__always)
  func shrinkLast(by bytes: Int) {
    state.pointee.free = state.pointee.free.map { $0 - bytes }
    state.pointee.left += bytes
  }

  /// Copies bytes here.
  @inline(__always)
  func keep(_ bytes: UnsafeRawBufferPointer) -> ByteSlice {
    let room = reserve(bytes.count)
    if let source = bytes.baseAddress {
      UnsafeMutableRawPointer(room).copyMemory(from: source, byteCount: bytes.count)
    }
    return ByteSlice(start: room, count: bytes.count)
  }

  func removeAll() {
    if state.pointee.chunks.count > Self.mostKept {
      for extra in state.pointee.chunks[Self.mostKept...] { extra.deallocate() }
      state.pointee.chunks.removeSubrange(Self.mostKept...)
    }
    if !state.pointee.chunks.isEmpty { begin(0) }
  }

  @inline(never)
  private func reserveElsewhere(_ bytes: Int) -> UnsafeMutablePointer<UInt8> {
    var next = state.pointee.free == nil ? 0 : state.pointee.chunk + 1
    while next < state.pointee.chunks.count, state.pointee.chunks[next].count < bytes { next += 1 }
    if next == state.pointee.chunks.count {
      state.pointee.chunks.append(
        .allocate(byteCount: Swift.max(bytes, 64 << 10), alignment: 16)
      )
    }
    begin(next)
    return reserve(bytes)
  }

  private func begin(_ chunk: Int) {
    let bytes = state.pointee.chunks[chunk]
    state.pointee.chunk = chunk
    // A chunk is never empty, so it has a base address.
    state.pointee.free = bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
    state.pointee.left = bytes.count
  }
}
