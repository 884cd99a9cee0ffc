import CZlib

/// Packs bytes as gzip, many times over with the same memory.
package final class GzipPacker {
  // zlib keeps the address of this record.
  private let stream: UnsafeMutablePointer<z_stream>

  package init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // The least effort: columns repeat themselves so much that more gains little. 15 bits of window, 16 for gzip.
    let status = deflateInit2_(
      stream,
      Z_BEST_SPEED,
      Z_DEFLATED,
      15 + 16,
      8,
      Z_DEFAULT_STRATEGY,
      ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size)
    )
    precondition(
      status == Z_OK,
      "zlib cannot be set up: no memory, or not the library of the headers"
    )
  }

  deinit {
    deflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// - Precondition: Less than 4 GiB.
  package func pack(_ bytes: [UInt8]) -> [UInt8] {
    deflateReset(stream)
    let room = Int(deflateBound(stream, uLong(bytes.count)))
    return [UInt8](unsafeUninitializedCapacity: room) { packed, count in
      bytes.withUnsafeBufferPointer { plain in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: plain.baseAddress)
        stream.pointee.avail_in = UInt32(plain.count)
        stream.pointee.next_out = packed.baseAddress
        stream.pointee.avail_out = UInt32(room)
        let status = deflate(stream, Z_FINISH)
        precondition(status == Z_STREAM_END, "the room that zlib asked for was too small")
      }
      count = room - Int(stream.pointee.avail_out)
    }
  }
}
