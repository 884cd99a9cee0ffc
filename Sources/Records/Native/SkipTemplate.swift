/// Skips a value of the same shape as one before it, such as the metadata that some exports write on every line.
///
/// Brackets, keys and what stands between them are compared with those of the earlier value word by word; only its
/// strings, numbers and words are scanned. That holds exactly what `JSONScanner.skip` accepts, as the earlier value
/// was accepted. Anything else goes to `skip`, and is learnt.
struct SkipTemplate {
  private var bytes: [UInt8] = []
  /// Where each piece between scalars ends in `bytes`; the pieces follow one another.
  private var ends: [Int] = []
  private var hits = 0
  private var misses = 0
  /// Longer values are not worth keeping.
  private static let limit = 4096

  mutating func skip(_ scanner: inout JSONScanner, nesting: inout [UInt64]) -> Bool {
    let next = scanner.peek()
    guard next == 0x7B || next == 0x5B else { return scanner.skip(nesting: &nesting) }
    let before = scanner
    if !ends.isEmpty {
      if matches(&scanner) {
        hits += 1
        return true
      }
      scanner = before
      misses += 1
    }
    guard scanner.skip(nesting: &nesting) else { return false }
    // Values of ever changing shape are not learnt for ever.
    if misses <= 64 + hits {
      learn(before.position, scanner.position)
    }
    return true
  }

  /// Consumes a value of the shape that was learnt last; after false, the scanner may stand anywhere in the value.
  ///
  /// Mutating, so that it is read where it stands: a copy would count two references for every message.
  @inline(__always)
  mutating func matches(_ scanner: inout JSONScanner) -> Bool {
    guard !ends.isEmpty else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      ends.withUnsafeBufferPointer { ends in
        guard let pieces = bytes.baseAddress else { return false }
        var start = 0
        var piece = 0
        while true {
          let count = ends[piece] - start
          guard scanner.end - scanner.position >= count,
            ByteSlice.areEqual(pieces + start, scanner.position, count)
          else { return false }
          scanner.position += count
          start = ends[piece]
          piece += 1
          if piece == ends.count { return true }
          guard scanner.scalar() else { return false }
        }
      }
    }
  }

  /// - Parameters:
  ///   - start: A value that is known to be sound.
  ///   - end: Behind it.
  private mutating func learn(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    guard end - start <= Self.limit else { return }
    var scanner = JSONScanner(start, end)
    while scanner.position < end {
      let byte = scanner.position.pointee
      switch byte {
      case 0x22:
        let text = scanner.position
        _ = scanner.string()
        // A colon behind it makes it a key, which is part of the shape.
        let behind = scanner.position
        if scanner.peek() == 0x3A {
          bytes.append(contentsOf: UnsafeBufferPointer(start: text, count: scanner.position - text))
        } else {
          scanner.position = behind
          ends.append(bytes.count)
        }
      case 0x7B, 0x7D, 0x5B, 0x5D, 0x2C, 0x3A, 0x20, 0x0A, 0x0D, 0x09, 0x1E:
        bytes.append(byte)
        scanner.position += 1
      default:
        guard scanner.scalar() else {
          ends.removeAll(keepingCapacity: true)
          return
        }
        ends.append(bytes.count)
      }
    }
    ends.append(bytes.count)
  }
}
