package import ByteStreams
package import Diagnostics
import Facts
import Records

/// Deals the lines of many files into buckets, so that what belongs together lies together.
///
/// Lines keep their bytes and, within a bucket, their order: that of the inputs, then of the lines in each. Nothing but
/// one block is held.
package struct Sharding {
  /// What belongs together.
  package enum Key: String, Sendable, CaseIterable {
    /// The messages of a conversation: for transcripts in Onpar's own JSON lines.
    case conversation
    /// The contacts of a customer: for files of `onpar facts`.
    case customer
  }

  /// Why nothing was dealt.
  package struct Fault: Error {
    /// In words for a person.
    package let reason: String
  }

  /// What came in.
  package struct Tally: Sendable {
    /// Lines with something in them, by input.
    package var lines: [Int]
    /// Lines whose key cannot be read; they are dealt by their bytes.
    package var rejected: [ProblemKind: Int] = [:]
  }

  private let inputs: [Input]
  private let key: Key
  private let buckets: Int
  private let options: IngestOptions
  /// The only file of transcripts, to be noted beside its buckets; nil where there are several, or facts.
  package private(set) var origin: BucketOrigin?

  /// - Throws: What cannot be dealt, before anything is.
  package init(
    _ inputs: [Input],
    by key: Key,
    buckets: Int,
    options: IngestOptions
  ) throws(Fault) {
    self.inputs = inputs
    self.key = key
    self.buckets = buckets
    self.options = options
    for input in inputs { try check(input) }
  }

  private mutating func check(_ input: Input) throws(Fault) {
    let signs: InputSigns
    do throws(StreamError) {
      signs = try InputSigns(input, options)
    } catch {
      throw Fault(reason: "\(input.path) \(error)")
    }
    // Others that write files in parts leave empty ones.
    guard !signs.isEmpty else { return }
    switch key {
    case .customer where !signs.isFacts:
      throw Fault(
        reason:
          "\(input.path) is no file of `onpar facts`; --by customer deals facts, of which every row names its customer"
      )
    case .conversation where signs.isFacts:
      throw Fault(
        reason: "\(input.path) holds facts, whose conversations are whole; --by customer deals them"
      )
    case .conversation where signs.format?.isOwn != true || !signs.isLines:
      throw Fault(
        reason: "\(input.path) is \(signs.format?.name ?? "of no known format")"
          + (signs.isLines ? "" : ", not one JSON object a line")
          + "; --by conversation deals Onpar's own JSON lines. `onpar plan` says what other files need"
      )
    case .conversation where inputs.count == 1:
      origin = BucketOrigin(input, format: signs.format?.name, why: signs.why)
    case .customer, .conversation: return
    }
  }

  /// Hands every line to `put` with its bucket and its number in its file; `put` is false when there is no use in
  /// going on.
  ///
  /// - Throws: What ended an input early; then what was dealt is not whole.
  package func run(
    _ put: (_ line: UnsafeRawBufferPointer, _ bucket: Int, _ number: Int) -> Bool
  ) throws(Fault) -> Tally {
    var tally = Tally(lines: [Int](repeating: 0, count: inputs.count))
    var keys = LineKeys(key, zone: options.assumedZone)
    let problems = FactsFiles.eachLine(of: inputs, options) { line, position in
      guard line.contains(where: { $0 > 0x20 }) else { return true }
      tally.lines[position.input] += 1
      let bucket = keys.key(of: line, &tally.rejected) { Bucket.of($0, among: buckets) }
      return put(line, bucket ?? 0, position.line ?? 0)
    }
    if let first = problems.first.first {
      throw Fault(reason: "\(inputs[first.position.input].path) \(first.detail)")
    }
    return tally
  }
}

/// Finds the key of a line.
private struct LineKeys: ~Copyable {
  private let key: Sharding.Key
  private var decoder: NativeDecoder
  private let batch = RecordBatch()
  private let store = TreeStore()

  init(_ key: Sharding.Key, zone: CalendarZone) {
    self.key = key
    decoder = NativeDecoder(zone: zone)
  }

  /// Gives the key to `take`; where it cannot be read, the line itself.
  ///
  /// - Returns: Nil for the line of counts, which belongs to no customer.
  mutating func key(
    of line: UnsafeRawBufferPointer,
    _ rejected: inout [ProblemKind: Int],
    _ take: (UnsafeRawBufferPointer) -> Int
  ) -> Int? {
    guard let start = line.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
    let end = start + line.count
    switch key {
    case .conversation:
      defer { batch.removeAll() }
      decoder.decode(start, end, line: 0, into: batch)
      for fault in decoder.takeFaults() { rejected[fault.kind, default: 0] += 1 }
      guard batch.count > 0 else { return take(line) }
      return take(batch.records[0].conversation.buffer)
    case .customer:
      defer { store.removeAll() }
      guard let row = try? store.parseJSON(start, end), row.isObject else {
        rejected[.malformed, default: 0] += 1
        return take(line)
      }
      if row["type"].equals("counts") { return nil }
      // Contacts of nobody known need not lie together.
      let name = row.first("customer", "contact_id").text
      guard !name.isAbsent else {
        rejected[.missingField, default: 0] += 1
        return take(line)
      }
      return take(name.buffer)
    }
  }
}
