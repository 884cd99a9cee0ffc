package import Records

/// Sees records as they come in, with their words, which nothing behind it does.
///
/// There is none in a report. With one, a single worker reads, so that records come in the order of the inputs.
package protocol MessageObserver: AnyObject, Sendable {
  /// - Parameters:
  ///   - batch: Decoded records; their bytes are valid during the call only.
  ///   - wholeFormat: The format of conversations that come whole.
  ///   - pieceFormat: The format of those that come record by record. Formats never share ids.
  func see(_ batch: RecordBatch, wholeFormat: Format, pieceFormat: Format)

  /// A name of somebody who wrote in the next batch; good during the call only.
  ///
  /// Records hold ids alone. Told of exports that name their authors besides.
  func meet(_ name: ByteSlice)
}

extension MessageObserver {
  package func meet(_ name: ByteSlice) {}
}
