/// One input, decoded: from the file's bytes to the text's.
///
/// ```swift
/// var reader = try ByteReader(input)
/// if looksLikeXML(reader.peek()) { reader.handle(.asIs) }
/// while case let count = try reader.read(into: buffer), count > 0 { … }
/// reader.finish()
/// ```
///
/// Gzip is opened, by content and at most twice; `TextHandling` says what happens to the encoding. Nothing
/// is mapped into memory or copied to disk: a file that shrinks meanwhile is short, and not a crash.
///
/// What goes wrong half-way is kept until the good bytes before it have been handed over.
package struct ByteReader: ~Copyable, @unchecked Sendable {
  // Unchecked: the layers are objects, but no one else ever holds them.

  /// Bytes that `peek` can show, and that recognition of formats may look at.
  package static let peekSize = 64 << 10

  /// The bounds that this reader keeps.
  package let limits: StreamLimits

  /// Bytes handed over by `read` so far.
  package private(set) var decodedBytes = 0

  private var bytes: DecompressedBytes
  private var unicode: UnicodeLayer?
  private var isTextHandlingSettled = false

  /// Opens an input and looks at its first bytes.
  ///
  /// - Parameters:
  ///   - input: The input; "-" as its path is standard input.
  ///   - limits: The bounds to keep.
  /// - Throws: `cannotOpen` or `unsupportedCompression`; everything else is thrown by `read`.
  package init(_ input: Input, limits: StreamLimits = StreamLimits()) throws(StreamError) {
    self.init(try DecompressedBytes.open(input.path, limits: limits), limits: limits)
  }

  private init(_ opened: consuming DecompressedBytes, limits: StreamLimits) {
    self.limits = limits
    bytes = opened
  }

  /// Bytes taken from the file so far; against `Input.bytes` it tells how far reading has come.
  package var compressedBytesRead: Int { bytes.compressedBytesRead }

  /// How many U+FFFD stand for UTF-16 or UTF-32 that was not text.
  package var replacements: Int { unicode?.replacements ?? 0 }

  /// The first decompressed bytes, at most `peekSize`, before any change of encoding.
  ///
  /// The pointer is good until the first `read`; afterwards the bytes are no longer at hand, and the
  /// result is empty.
  package func peek() -> UnsafeRawBufferPointer {
    bytes.first
  }

  /// Whether the input is packed with gzip.
  package var isGzip: Bool { bytes.isGzip }

  /// Whether what `peek` shows is followed by an error, which `read` throws.
  package var endsBadly: Bool { bytes.failure != nil }

  /// Whether `peekText` differs from `peek`: a byte order mark, or another encoding than UTF-8.
  package var decodesText: Bool {
    let encoding = TextEncoding(peek())
    return encoding.markLength > 0 || encoding.form != .utf8
  }

  /// The first decompressed bytes as `TextHandling.jsonText` would hand them over.
  ///
  /// A character that the end of the look-ahead cuts in two becomes U+FFFD.
  package func peekText() -> [UInt8] {
    plainText(peek())
  }

  /// Chooses what is done about the encoding; without a choice it is `jsonText`.
  ///
  /// - Precondition: Nothing has been read yet, and no other choice was made.
  package mutating func handle(_ handling: TextHandling) {
    precondition(!isTextHandlingSettled, "the text handling is chosen once, before the first read")
    isTextHandlingSettled = true
    guard handling != .asIs else { return }
    let encoding = TextEncoding(peek())
    bytes.dropFirst(encoding.markLength)
    // A layer has its buffer before it can say that none is needed.
    if encoding.form != .utf8 { unicode = UnicodeLayer(encoding.form) }
    if case .bytes(let table) = handling, unicode == nil, encoding.markLength == 0 {
      unicode = UnicodeLayer(table)
    }
  }

  /// Fills `buffer` as far as the input goes.
  ///
  /// - Parameter buffer: Where the bytes go; not empty. A start on a page boundary is read fastest.
  /// - Returns: How many bytes were written; 0 at the end, and only there.
  /// - Throws: What ended the input early, once all bytes before it have been handed over.
  package mutating func read(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(StreamError) -> Int {
    if !isTextHandlingSettled { handle(.jsonText) }
    let count =
      if let unicode {
        unicode.fill(buffer) { bytes.fill($0) }
      } else {
        bytes.fill(buffer)
      }
    decodedBytes += count
    if count == 0, let failure = bytes.failure { throw error(failure) }
    return count
  }

  /// Closes the input.
  ///
  /// Letting go of the reader does the same; this says so.
  package consuming func finish() {}

  private func error(_ failure: DecompressedBytes.Failure) -> StreamError {
    switch failure {
    case .system(let code): .cannotRead(code: code, decodedOffset: decodedBytes)
    case .short(let size):
      .becameShorter(decodedOffset: decodedBytes, bytes: bytes.compressedBytesRead, of: size)
    case .gzip(.corrupt(let detail)): .corruptGzip(decodedOffset: decodedBytes, detail: detail)
    case .gzip(.endsEarly): .endsEarly(decodedOffset: decodedBytes)
    case .gzip(.expansion):
      .expansionLimit(decodedOffset: decodedBytes, ratio: limits.maxExpansionRatio)
    case .gzip(.memory): .cannotRead(code: outOfMemory, decodedOffset: decodedBytes)
    }
  }
}
