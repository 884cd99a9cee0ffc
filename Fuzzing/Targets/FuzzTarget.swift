/// What arbitrary bytes are thrown at: one target per parser.
///
/// The fuzzer and the ordinary tests run the same bodies: the first looks for inputs that break one, the second
/// replays every input that is kept in `Corpus` and `Crashers`.
package enum FuzzTarget: String, CaseIterable, Sendable {
  /// Onpar's own JSON layouts: the decoder that knows shapes against the one that knows none.
  case native
  /// JSON records of all other formats, cut out of any container.
  case records
  /// XML: Onpar's own layout, and the records of all other formats.
  case xml
  /// Rows of CSV, and JSON, read through a mapping.
  case rows
  /// The text of mapping files.
  case mapping
  /// Bytes of files: gzip, encodings, lines.
  case bytes
  /// A whole file, from its first byte to what `inspect` prints.
  case inspect
  /// Words of messages.
  case wording
  /// Files that Onpar or its user wrote: facts, settings, claims, links, reports, audits.
  case own

  /// Runs the target once.
  ///
  /// The last byte of an input chooses among variants and piece sizes; the rest is what is read.
  ///
  /// - Throws: The promise that the input breaks. What traps, hangs or reads beyond its memory does not return.
  package func run(_ input: UnsafeRawBufferPointer) throws(Broken) {
    guard let knob = input.last else { return }
    let text = UnsafeRawBufferPointer(rebasing: input.dropLast())
    switch self {
    case .native: try NativeTarget(knob).run(text)
    case .records: try RecordsTarget(knob).run(text)
    case .xml: try XMLTarget(knob).run(text)
    case .rows: try RowsTarget(knob).run(text)
    case .mapping: try MappingTarget().run(text)
    case .bytes: try BytesTarget(knob).run(text)
    case .wording: try WordingTarget(knob).run(text)
    case .own: try OwnTarget(knob).run(text)
    case .inspect: break
    }
  }

  /// As `run`, for the one target that works in tasks.
  package func runTasks(_ input: [UInt8]) async throws(Broken) {
    guard self == .inspect, let knob = input.last else { return }
    try await InspectTarget(knob).run(Array(input.dropLast()))
  }
}

/// A promise that an input breaks.
package struct Broken: Error, CustomStringConvertible {
  package var description: String

  /// Breaks unless both sides are the same.
  static func unlessSame<Value: Equatable>(
    _ what: String,
    _ left: Value,
    _ right: Value
  ) throws(Broken) {
    if left != right { throw Broken(description: "\(what): \(left) and \(right)") }
  }

  /// Breaks unless the promise holds.
  static func unless(_ holds: Bool, _ what: String) throws(Broken) {
    if !holds { throw Broken(description: what) }
  }
}
