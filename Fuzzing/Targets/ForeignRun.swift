import Diagnostics
import Records

/// Records of one input through one reader, from trees to all that it emits.
final class ForeignRun {
  private(set) var digest = Digest()
  private(set) var used = 0
  private(set) var setAside = 0
  private(set) var emitted = 0
  private let reader: any RecordReader
  private let out: Emitter
  private let taken = Taken()

  private final class Taken {
    var digest = Digest()
    var records = 0
  }

  init(_ reader: any RecordReader, store: TreeStore = TreeStore()) {
    self.reader = reader
    let taken = taken
    let batch = RecordBatch(capacity: 1)
    out = Emitter(batch: batch, store: store, authors: .none, zone: .utc) { out in
      taken.digest.add(out.batch)
      taken.records += out.batch.count
    }
    out.fileName = "folder/C123 -- D4.json.gz"
  }

  var store: TreeStore { out.store }

  /// Reads the bytes of one JSON record.
  func read(json record: UnsafeRawBufferPointer, line: Int, array: [UInt8] = []) {
    guard let start = record.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    place(line)
    array.withUnsafeBytes { out.arrayName = out.batch.keep($0) }
    do throws(TreeError) {
      reader.readWhole(try out.store.parseJSON(start, start + record.count), out)
      used += 1
    } catch {
      setAside += 1
      digest.add("\(error)")
    }
    close()
    out.emitted = .missing
  }

  /// Reads a record that is a tree already.
  func read(_ record: TreeNode, around: TreeNode = .absent, line: Int) {
    place(line)
    out.around = around
    reader.read(record, out)
    used += 1
    close()
    out.around = .absent
  }

  /// Reads what had to wait for other records.
  func finish() {
    reader.finish(out)
    close()
    digest.add(Int64(bitPattern: taken.digest.hash))
    emitted = taken.records
    for (name, count) in out.oddValues.all { digest.add("\(name) \(count)") }
  }

  private func place(_ line: Int) {
    out.go(toInput: 0, block: nil, line: Int32(clamping: line))
    out.recordNumber += 1
  }

  private func close() {
    for fault in out.takeFaults() { digest.add(fault.kind.rawValue + fault.detail) }
    out.flush()
    out.arrayName = .absent
  }

  /// What every reading promises for an input of so many bytes.
  func check(bytes: Int) throws(Broken) {
    try Broken.unless(used + setAside <= bytes + 1, "more records than bytes")
    // A record of a few bytes may tell a beginning, a few events and an end.
    try Broken.unless(
      emitted <= 8 * bytes + 64,
      "\(emitted) emitted records of \(bytes) bytes"
    )
  }
}
