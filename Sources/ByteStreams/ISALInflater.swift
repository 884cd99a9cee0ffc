#if ISAL
import CISAL

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Inflates members of gzip through ISA-L, in less than half of zlib's time, with the steps of `ZlibInflater`.
///
/// Headers are taken by zlib, so that the same ones are refused. ISA-L inflates, and compares the checksum and the
/// length.
///
/// When ISA-L reports damage it has gone on behind it, or holds good bytes back, and how many depends on the sizes
/// of the buffers. So its state is kept before each step, and a step that failed is taken again, the last of it byte
/// by byte: that gives the bytes before the damage and no others. Two things remain different from zlib. Of a member
/// that is cut short the last byte may be missing, and what is wrong with a table of codes may be noticed only by what
/// follows, at the latest by the checksum.
package final class ISALInflater {
  private let header = ZlibInflater()
  private var isInHeader = true
  private let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
  private let kept = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
  /// While a step that failed is taken again: how many bytes of the input lie well before the damage.
  private var sure: Int?
  /// The last step filled its output, so that ISA-L may hold more.
  private var isFull = false

  /// Damage is reported well within so many bytes: tables of codes, the longest thing that is read at once, take a
  /// third of it.
  private static let reach = 1_024

  package init() {
    isal_inflate_init(state)
  }

  deinit {
    state.deallocate()
    kept.deallocate()
  }

  /// Makes ready for another member.
  package func beginMember() {
    header.beginMember()
    isInHeader = true
  }

  /// Inflates what it can.
  ///
  /// - Parameters:
  ///   - input: The bytes at hand; those that were taken are dropped from its front.
  ///   - output: Where to write; not empty.
  /// - Returns: How many bytes were written, and what came of it.
  package func inflate(
    _ input: inout UnsafeRawBufferPointer,
    into output: UnsafeMutableRawBufferPointer
  ) -> (made: Int, outcome: InflateOutcome) {
    if isInHeader {
      if let outcome = header.takeHeader(&input) { return (0, outcome) }
      begin()
    }
    guard let bytes = sure else {
      memcpy(kept, state, MemoryLayout<inflate_state>.size)
      let before = input
      let (made, status) = step(&input, input.count, into: output)
      guard status < 0, before.count > 1 else {
        return (made, outcome(status, made, before))
      }
      memcpy(state, kept, MemoryLayout<inflate_state>.size)
      sure = max(0, before.count - input.count - Self.reach)
      input = before
      isFull = false
      return (0, .onward)
    }
    let before = input
    // What ISA-L holds comes first, so that nothing is held when it meets the damage.
    let offered = bytes > 0 ? bytes : isFull ? 0 : min(1, input.count)
    let (made, status) = step(&input, offered, into: output)
    sure = max(0, bytes - (before.count - input.count))
    if input.isEmpty, !isFull { sure = nil }
    return (made, outcome(status, made, before))
  }

  private func begin() {
    isInHeader = false
    (sure, isFull) = (nil, false)
    isal_inflate_init(state)
    // No header, for zlib had it, and verify the end.
    state.pointee.crc_flag = UInt32(ISAL_GZIP_NO_HDR_VER)
  }

  private func step(
    _ input: inout UnsafeRawBufferPointer,
    _ offered: Int,
    into output: UnsafeMutableRawBufferPointer
  ) -> (made: Int, status: Int32) {
    // ISA-L never writes to its input.
    state.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    )
    state.pointee.avail_in = UInt32(offered)
    state.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_out = UInt32(output.count)
    let status = isal_inflate(state)
    // After damage it may count one byte more than there was.
    let taken = min(offered, offered - Int(Int32(bitPattern: state.pointee.avail_in)))
    input = UnsafeRawBufferPointer(rebasing: input[taken...])
    isFull = state.pointee.avail_out == 0
    return (output.count - Int(state.pointee.avail_out), status)
  }

  private func outcome(
    _ status: Int32,
    _ made: Int,
    _ before: UnsafeRawBufferPointer
  ) -> InflateOutcome {
    if status < 0 { return .corrupt(Self.words(for: status)) }
    if state.pointee.block_state == ISAL_BLOCK_FINISH { return .memberEnded }
    return before.isEmpty && made == 0 ? .starved : .onward
  }

  private static func words(for status: Int32) -> String {
    switch status {
    case ISAL_INVALID_BLOCK: "invalid block"
    case ISAL_INVALID_SYMBOL: "invalid code"
    case ISAL_INVALID_LOOKBACK: "invalid distance too far back"
    case ISAL_INCORRECT_CHECKSUM: "incorrect data or length check"
    default: "ISA-L says \(status)"
    }
  }
}
#endif
