package import Diagnostics

/// Why one input could not be read, or not to its end.
///
/// All bytes before the damage have been handed over when an error is thrown. Offsets count decoded bytes
/// from 0, as `ByteReader.decodedBytes` does.
package enum StreamError: Error, Sendable, Hashable {
  /// The system refused to open the input; `code` is its `errno`.
  case cannotOpen(code: Int32)
  /// The system refused to read on; `code` is its `errno`.
  case cannotRead(code: Int32, decodedOffset: Int)
  /// The bytes are not gzip, or a checksum does not fit; `detail` is zlib's own word for it.
  case corruptGzip(decodedOffset: Int, detail: String)
  /// The input ends inside a gzip member.
  case endsEarly(decodedOffset: Int)
  /// The file ended after `bytes`; it had `of` when it was opened.
  case becameShorter(decodedOffset: Int, bytes: Int, of: Int)
  /// Decompression passed `StreamLimits.maxExpansionRatio`.
  case expansionLimit(decodedOffset: Int, ratio: Int)
  /// Packed in a way that is not read here; `advice` says what it is and what to do.
  case unsupportedCompression(advice: String)
}

extension StreamError: CustomStringConvertible {
  /// What was found, in words for a person.
  package var description: String {
    switch self {
    case .cannotOpen(let code):
      "cannot be opened: \(systemMessage(code))"
    case .cannotRead(let code, let offset):
      "cannot be read beyond decoded byte \(offset): \(systemMessage(code))"
    case .corruptGzip(let offset, let detail):
      "is damaged gzip after decoded byte \(offset): \(detail)"
    case .endsEarly(let offset):
      "ends inside compressed data, after decoded byte \(offset)"
    case .becameShorter(_, let bytes, let size):
      "ends after \(bytes) bytes; it had \(size) when it was opened"
    case .expansionLimit(let offset, let ratio):
      "grows to more than \(ratio) times its size when decompressed; stopped at decoded byte \(offset)"
    case .unsupportedCompression(let advice):
      advice
    }
  }

  /// The decoded offset up to which all bytes are good; nil where nothing was read at all.
  package var decodedOffset: Int? {
    switch self {
    case .cannotOpen, .unsupportedCompression: nil
    case .cannotRead(_, let offset), .corruptGzip(let offset, _), .endsEarly(let offset),
      .becameShorter(let offset, _, _), .expansionLimit(let offset, _):
      offset
    }
  }

  /// The same as an entry for the ledger.
  ///
  /// - Parameter input: The input's rank in input order.
  /// - Returns: A problem of the kind `endsEarly` or `unreadable`.
  package func problem(input: Int) -> Problem {
    let kind: ProblemKind =
      switch self {
      case .endsEarly, .becameShorter: .endsEarly
      default: .unreadable
      }
    return Problem(
      kind,
      at: SourcePosition(input: input, byte: decodedOffset),
      detail: description,
      consequence: decodedOffset == nil
        ? "this input is left out; the run is incomplete"
        : "what came before is used; the run is incomplete"
    )
  }
}
