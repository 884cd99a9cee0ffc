import CZlib

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One layer of gzip: members one after the other, wherever they are cut.
///
/// Empty members are nothing, zero bytes between or after members are padding (tape drives and some
/// object stores write them), anything else after a member is damage.
///
/// Source: RFC 1952; a file of several members is defined in its section 2.2.
final class GzipLayer {
  /// Why a layer stopped before its end.
  enum Failure {
    case corrupt(String)
    case endsEarly
    case expansion
    case memory
  }

  /// Compressed bytes asked for at a time.
  static let inputSize = 256 << 10

  // zlib keeps the address of this record, so it must not move with the object that uses it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var input = PageBuffer(capacity: GzipLayer.inputSize)
  private let limits: StreamLimits
  private var sourceEnded = false
  private var betweenMembers = false
  private var produced = 0
  private var allowance: Int

  private(set) var failure: Failure?

  /// - Parameters:
  ///   - first: The compressed bytes already read while recognising gzip.
  ///   - compressed: How many bytes were read from disk so far.
  ///   - limits: The bounds to keep.
  init(first: UnsafeRawBufferPointer, compressed: Int, limits: StreamLimits) {
    self.limits = limits
    allowance = limits.allowance(compressed: compressed)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for "gzip, not zlib".
    let status = inflateInit2_(
      stream,
      15 + 16,
      ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size)
    )
    if status != Z_OK { failure = .memory }
    input.reserve(first.count, keeping: 0..<0)
    input.bytes(0..<first.count).copyMemory(from: first)
    offer(first.count)
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Fills `buffer`; fewer bytes than asked for mean that the layer has ended or `failure` is set.
  ///
  /// - Parameters:
  ///   - buffer: Where the decompressed bytes go.
  ///   - refill: Fills a buffer with compressed bytes by the same rule, and says how many bytes have been
  ///     read from disk in all.
  /// - Returns: How many bytes were written.
  func fill(
    _ buffer: UnsafeMutableRawBufferPointer,
    refill: (UnsafeMutableRawBufferPointer) -> (count: Int, compressed: Int)
  ) -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    var filled = 0
    while filled < buffer.count, failure == nil {
      if stream.pointee.avail_in == 0, !sourceEnded {
        let more = refill(input.bytes(0..<input.capacity))
        sourceEnded = more.count < input.capacity
        allowance = limits.allowance(compressed: more.compressed)
        offer(more.count)
      }
      if betweenMembers {
        skipPadding()
        if stream.pointee.avail_in == 0 {
          if sourceEnded { break }
          continue
        }
        betweenMembers = false
        inflateReset(stream)
      }
      // One byte more than allowed: a stream that ends exactly at the bound is fine.
      let room = min(buffer.count - filled, allowance - produced + 1, 1 << 30)
      stream.pointee.next_out = (base + filled).assumingMemoryBound(to: Bytef.self)
      stream.pointee.avail_out = UInt32(room)
      let status = inflate(stream, Z_NO_FLUSH)
      let made = room - Int(stream.pointee.avail_out)
      filled += made
      produced += made
      if produced > allowance {
        filled -= 1
        failure = .expansion
        break
      }
      note(status)
    }
    return filled
  }

  /// Decides what zlib's answer means here.
  private func note(_ status: Int32) {
    switch status {
    case Z_OK: break
    case Z_STREAM_END: betweenMembers = true
    case Z_BUF_ERROR where stream.pointee.avail_in == 0:
      // No step was possible for want of input: the next round fetches some, if there is any.
      if sourceEnded { failure = .endsEarly }
    case Z_MEM_ERROR: failure = .memory
    default:
      failure = .corrupt(
        stream.pointee.msg.map { String(cString: $0) } ?? "zlib says \(status)"
      )
    }
  }

  private func offer(_ count: Int) {
    stream.pointee.next_in = input.base.assumingMemoryBound(to: Bytef.self)
    stream.pointee.avail_in = UInt32(count)
  }

  private func skipPadding() {
    while stream.pointee.avail_in > 0, let next = stream.pointee.next_in, next.pointee == 0 {
      stream.pointee.next_in = next + 1
      stream.pointee.avail_in -= 1
    }
  }
}
