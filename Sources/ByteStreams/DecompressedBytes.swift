/// An open input with its gzip layers taken off, and its first bytes at hand.
struct DecompressedBytes: ~Copyable {
  /// Why the bytes ended before the input did.
  enum Failure {
    case system(Int32)
    /// The file became shorter while it was read; it had so many bytes.
    case short(of: Int)
    case gzip(GzipLayer.Failure)
  }

  private var file: FileBytes
  private var outer: GzipLayer?
  private var inner: GzipLayer?

  /// The first bytes, until they are handed over.
  private var lead = PageBuffer(capacity: ByteReader.peekSize)
  private var leadStart = 0
  private var leadEnd = 0

  /// Nothing more comes from the layers; the lead may still hold bytes.
  private(set) var ended = false
  /// Set at the end, if it came too early.
  private(set) var failure: Failure?

  /// Opens a path and recognises how the file is packed.
  static func open(_ path: String, limits: StreamLimits) throws(StreamError) -> Self {
    let opened = Self(try FileBytes(path: path), limits: limits)
    if let advice = Packing.advice(opened.first) { throw .unsupportedCompression(advice: advice) }
    return opened
  }

  private init(_ opened: consuming FileBytes, limits: StreamLimits) {
    file = opened
    fillLead()
    for _ in 0..<2 where Packing(first) == .gzip {
      let layer = GzipLayer(first: first, compressed: file.bytesRead, limits: limits)
      if outer == nil { outer = layer } else { inner = layer }
      fillLead()
    }
  }

  var isGzip: Bool { outer != nil }

  /// Bytes taken from the file so far.
  var compressedBytesRead: Int { file.bytesRead }

  /// The first bytes that have not been handed over; empty once reading has passed them.
  var first: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(lead.bytes(leadStart..<leadEnd))
  }

  /// Leaves out some of the first bytes.
  mutating func dropFirst(_ count: Int) {
    leadStart += count
  }

  /// Fills `buffer`, first with the bytes looked at, then straight from the layers; fewer bytes than asked
  /// for mean that the input has ended or `failure` is set.
  mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let fromLead = min(leadEnd - leadStart, buffer.count)
    if fromLead > 0 {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: first[..<fromLead]))
      leadStart += fromLead
    }
    guard fromLead < buffer.count, !ended else { return fromLead }
    return fromLead + fillFromLayers(UnsafeMutableRawBufferPointer(rebasing: buffer[fromLead...]))
  }

  private mutating func fillLead() {
    // A layer that was just added has its own copy of what lay here, and its own end to reach.
    ended = false
    failure = nil
    leadStart = 0
    leadEnd = fillFromLayers(lead.bytes(0..<ByteReader.peekSize))
  }

  private mutating func fillFromLayers(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count: Int
    switch (outer, inner) {
    case (let outer?, let inner?):
      count = inner.fill(buffer) { wanted in
        (outer.fill(wanted) { (file.fill($0), file.bytesRead) }, file.bytesRead)
      }
    case (let outer?, nil):
      count = outer.fill(buffer) { (file.fill($0), file.bytesRead) }
    default:
      count = file.fill(buffer)
    }
    if count < buffer.count {
      ended = true
      // The cause before its consequences: a layer inside also sees its input end.
      if let code = file.failure {
        failure = .system(code)
      } else if let size = file.missedSize {
        failure = .short(of: size)
      } else {
        failure = (outer?.failure ?? inner?.failure).map { .gzip($0) }
      }
    }
    return count
  }
}
