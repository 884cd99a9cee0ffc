import ByteStreams
import Diagnostics
import Records

/// A file as bytes and as lines, read in large and in small steps.
struct BytesTarget {
  private let knob: UInt8

  init(_ knob: UInt8) { self.knob = knob }

  /// Small enough that inputs of a few bytes reach them.
  private var limits: StreamLimits {
    StreamLimits(maxExpansionRatio: 20, freeExpansion: 64 << 10, maxLineBytes: 1 + Int(knob) * 4)
  }

  func run(_ text: UnsafeRawBufferPointer) throws(Broken) {
    let file = try TemporaryFile(text)
    for handling in [TextHandling.jsonText, .asIs] {
      let large = bytes(of: file, handling, step: 64 << 10)
      let small = bytes(of: file, handling, step: Pieces(knob: knob).size)
      try Broken.unlessSame("bytes in large and in small steps", large, small)
      // Two of UTF-16 may become three of UTF-8.
      let most = max(text.count * 20, 64 << 10) * 3 / 2 + 3
      try Broken.unless(large.bytes.bytes <= most, "\(large.bytes.bytes) bytes of \(text.count)")
    }
    let wide = lines(of: file, blockSize: 256 << 10)
    let narrow = lines(of: file, blockSize: 1 + Int(knob))
    try Broken.unlessSame("lines in large and in small blocks", wide, narrow)
    recognise(file)
  }

  private struct Bytes: Equatable {
    var bytes = Digest()
    var replacements = 0
    var error: String?
  }

  private func bytes(of file: TemporaryFile, _ handling: TextHandling, step: Int) -> Bytes {
    var result = Bytes()
    var all: [UInt8] = []
    do throws(StreamError) {
      var reader = try ByteReader(file.input, limits: limits)
      reader.handle(handling)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: step, alignment: 1)
      defer { buffer.deallocate() }
      defer { result.replacements = reader.replacements }
      while case let count = try reader.read(into: buffer), count > 0 { all += buffer[0..<count] }
    } catch {
      result.error = "\(error)"
    }
    all.withUnsafeBytes { result.bytes.add($0) }
    return result
  }

  private struct Lines: Equatable {
    var bytes = Digest()
    var skipped = 0
    var problems: [String] = []
    var error: String?
  }

  private func lines(of file: TemporaryFile, blockSize: Int) -> Lines {
    var result = Lines()
    var all: [UInt8] = []
    do throws(StreamError) {
      var reader = try ByteReader(file.input, limits: limits)
      reader.handle(.jsonText)
      let source = LineBlockSource(reader, input: 0, blockSize: blockSize)
      defer {
        result.skipped = source.skippedLines
        result.problems = source.problems.first.map { "\($0.kind) \($0.detail)" }
      }
      var block = LineBlock()
      while try source.next(&block) { all += block.bytes }
    } catch {
      result.error = "\(error)"
    }
    all.withUnsafeBytes { result.bytes.add($0) }
    return result
  }

  /// What a worker does before it reads: a look ahead, as bytes and as text.
  private func recognise(_ file: TemporaryFile) {
    guard let reader = try? ByteReader(file.input, limits: limits) else { return }
    _ = Recognition.recognise(reader.peek(), isWhole: true)
    _ = reader.peekText().withUnsafeBytes { Recognition.recognise($0, isWhole: false) }
  }
}
