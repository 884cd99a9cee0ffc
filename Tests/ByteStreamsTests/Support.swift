import ByteStreams
import CZlib

/// Packs bytes as one gzip member, with zlib itself.
func gzip(_ bytes: [UInt8], level: Int32 = 6) throws -> [UInt8] {
  var stream = z_stream()
  let opened = deflateInit2_(
    &stream,
    level,
    Z_DEFLATED,
    15 + 16,
    8,
    Z_DEFAULT_STRATEGY,
    ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size)
  )
  guard opened == Z_OK else { throw TestFailure("deflateInit2: \(opened)") }
  defer { deflateEnd(&stream) }
  var input = bytes
  var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(bytes.count))) + 64)
  let status = input.withUnsafeMutableBufferPointer { from in
    output.withUnsafeMutableBufferPointer { to in
      stream.next_in = from.baseAddress
      stream.avail_in = UInt32(from.count)
      stream.next_out = to.baseAddress
      stream.avail_out = UInt32(to.count)
      return deflate(&stream, Z_FINISH)
    }
  }
  guard status == Z_STREAM_END else { throw TestFailure("deflate: \(status)") }
  return Array(output.prefix(Int(stream.total_out)))
}

/// Everything that comes out of a file, and what ended it.
struct Drained: Equatable {
  var bytes: [UInt8]
  var error: StreamError?
  var replacements = 0
}

/// Reads a file to its end in pieces of one size.
func drain(
  _ path: String,
  readSize: Int = 10_000,
  handling: TextHandling? = nil,
  limits: StreamLimits = StreamLimits()
) -> Drained {
  var drained = Drained(bytes: [])
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: readSize, alignment: 16)
  defer { buffer.deallocate() }
  do {
    var reader = try ByteReader(input(path), limits: limits)
    if let handling { reader.handle(handling) }
    do {
      while case let count = try reader.read(into: buffer), count > 0 {
        drained.bytes += buffer[..<count]
      }
    } catch {
      drained.error = error
    }
    drained.replacements = reader.replacements
    reader.finish()
  } catch {
    drained.error = error
  }
  return drained
}

func input(_ path: String) -> Input {
  Input(path: path, name: path, bytes: nil)
}

/// Chance that can be repeated: a failing test names its seed.
///
/// The algorithm is SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Lines of every length from nothing up, some blank, some ending in `\r\n`, the last one open.
func variedText(lines: Int, seed: Int) -> [UInt8] {
  var generator = SeededGenerator(seed: seed)
  var text: [UInt8] = []
  for line in 0..<lines {
    let length = Int.random(in: 0...90, using: &generator)
    for _ in 0..<length {
      text += [UInt8("{\"a\": é漢}".utf8.randomElement(using: &generator) ?? 0)]
    }
    if line == lines - 1 {
      text += Array("end".utf8)
    } else {
      text += line % 3 == 0 ? [13, 10] : [10]
    }
  }
  return text
}
