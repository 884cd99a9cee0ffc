#if ISAL
private typealias Inflater = ISALInflater
#else
private typealias Inflater = ZlibInflater
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

  private let inflater = Inflater()
  private var input = PageBuffer(capacity: GzipLayer.inputSize)
  /// What of it has not been taken yet.
  private var rest = UnsafeRawBufferPointer(start: nil, count: 0)
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
    input.reserve(first.count, keeping: 0..<0)
    input.bytes(0..<first.count).copyMemory(from: first)
    offer(first.count)
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
      if rest.isEmpty, !sourceEnded {
        let more = refill(input.bytes(0..<input.capacity))
        sourceEnded = more.count < input.capacity
        allowance = limits.allowance(compressed: more.compressed)
        offer(more.count)
      }
      if betweenMembers {
        while rest.first == 0 { rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst()) }
        if rest.isEmpty {
          if sourceEnded { break }
          continue
        }
        betweenMembers = false
        inflater.beginMember()
      }
      // One byte more than allowed: a stream that ends exactly at the bound is fine.
      let room = min(buffer.count - filled, allowance - produced + 1, 1 << 30)
      let (made, outcome) = inflater.inflate(
        &rest,
        into: UnsafeMutableRawBufferPointer(start: base + filled, count: room)
      )
      filled += made
      produced += made
      if produced > allowance {
        filled -= 1
        failure = .expansion
        break
      }
      note(outcome)
    }
    return filled
  }

  private func note(_ outcome: InflateOutcome) {
    switch outcome {
    case .onward: break
    // The next round fetches more, if there is any.
    case .starved: if sourceEnded { failure = .endsEarly }
    case .memberEnded: betweenMembers = true
    case .corrupt(let detail): failure = .corrupt(detail)
    case .memory: failure = .memory
    }
  }

  private func offer(_ count: Int) {
    rest = UnsafeRawBufferPointer(input.bytes(0..<count))
  }
}
