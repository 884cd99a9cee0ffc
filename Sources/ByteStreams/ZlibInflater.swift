import CZlib

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What a step of an inflater came to.
package enum InflateOutcome: Equatable, Sendable {
  /// On to the next step.
  case onward
  /// Nothing was possible for want of input.
  case starved
  /// The member has ended, its checksum and length as its end says.
  case memberEnded
  case corrupt(String)
  case memory
}

/// Inflates members of gzip through zlib, one at a time: what every build can do, and what tests compare ISA-L with.
package final class ZlibInflater {
  // zlib keeps the address of this record, so it must not move with the object that uses it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var hasMemory: Bool

  package init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for "gzip, not zlib".
    let size = Int32(MemoryLayout<z_stream>.size)
    hasMemory = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, size) == Z_OK
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Makes ready for another member.
  package func beginMember() { inflateReset(stream) }

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
    step(&input, into: output, Z_NO_FLUSH)
  }

  /// Takes the header of a member and nothing behind it.
  ///
  /// - Returns: Nil once it has been taken.
  func takeHeader(_ input: inout UnsafeRawBufferPointer) -> InflateOutcome? {
    // zlib stops behind the header and at the end of each block; the room is not used.
    var unused: UInt8 = 0
    let outcome = withUnsafeMutableBytes(of: &unused) { step(&input, into: $0, Z_BLOCK).outcome }
    return outcome == .onward && stream.pointee.data_type & 128 != 0 ? nil : outcome
  }

  private func step(
    _ input: inout UnsafeRawBufferPointer,
    into output: UnsafeMutableRawBufferPointer,
    _ flush: Int32
  ) -> (made: Int, outcome: InflateOutcome) {
    guard hasMemory else { return (0, .memory) }
    // zlib never writes to its input.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: Bytef.self)
    )
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.pointee.avail_out = UInt32(output.count)
    let status = CZlib.inflate(stream, flush)
    input = UnsafeRawBufferPointer(
      rebasing: input[(input.count - Int(stream.pointee.avail_in))...]
    )
    return (output.count - Int(stream.pointee.avail_out), outcome(status))
  }

  private func outcome(_ status: Int32) -> InflateOutcome {
    switch status {
    case Z_OK: .onward
    case Z_STREAM_END: .memberEnded
    case Z_BUF_ERROR where stream.pointee.avail_in == 0: .starved
    case Z_MEM_ERROR: .memory
    default: .corrupt(stream.pointee.msg.map { String(cString: $0) } ?? "zlib says \(status)")
    }
  }
}
