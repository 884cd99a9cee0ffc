import Diagnostics
import Mappings
import Pipeline

/// Files that Onpar wrote, or its user for it: read whole, or refused at a place that is there.
///
/// The knob says which file it is.
struct OwnTarget {
  private let knob: UInt8

  init(_ knob: UInt8) { self.knob = knob }

  func run(_ text: UnsafeRawBufferPointer) throws(Broken) {
    let bytes = Array(text)
    switch knob % 7 {
    case 0: try facts(text)
    case 1:
      let found = ConfigFile.read(String(decoding: text, as: UTF8.self), file: "fuzz.yaml") {
        name in
        switch name.utf8.count % 5 {
        case 0: .single
        case 1: .list
        case 2: .table
        case 3: .tables
        default: nil
        }
      }
      try places(of: found.faults, in: text)
    case 2:
      do throws(MappingFaults) {
        _ = try ClaimsFile.read(String(decoding: text, as: UTF8.self), file: "fuzz.yaml")
        return
      } catch {
        try Broken.unless(!error.all.isEmpty, "refused without a reason")
        try places(of: error.all, in: text)
      }
    case 3: try links(bytes)
    case 4: _ = try? KeptReportReader.read(bytes, name: "fuzz.json")
    case 5: _ = try? AuditFile.read(bytes, name: "fuzz.csv")
    default:
      // The sheet, and behind an empty byte its key.
      let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
      _ = try? AuditSheet.read(sheet: Array(parts[0]), key: Array(parts.last ?? []))
    }
  }

  /// Lines of facts: in large blocks and in small ones the same, and each of them a row or a problem with its line.
  private func facts(_ text: UnsafeRawBufferPointer) throws(Broken) {
    let file = try TemporaryFile(text)
    func read(_ blockSize: Int) throws(Broken) -> (rows: String, problems: [String]) {
      var options = IngestOptions()
      options.blockSize = blockSize
      let found: Transcripts
      do throws(MixedKeys) {
        found = try FactsFiles.read([file.input], options: options)
      } catch {
        return ("more than one key", [])
      }
      let lines = text.count { $0 == 0x0A } + 1
      for problem in found.ledger.first where !problem.kind.concernsWholeInput {
        let line = problem.position.line ?? 0
        try Broken.unless((1...lines).contains(line), "no such line: \(problem)")
      }
      try Broken.unless(found.conversations.count <= lines, "more conversations than lines")
      return (
        String(decoding: Inspection(found).json(), as: UTF8.self),
        found.ledger.first.map { "\($0)" }
      )
    }
    let large = try read(256 << 10)
    let small = try read(1 + Int(knob))
    try Broken.unlessSame("facts in large and in small blocks", large.rows, small.rows)
    try Broken.unlessSame("problems in large and in small blocks", large.problems, small.problems)
  }

  /// Every fault of YAML stands on a line that is there.
  private func places(
    of faults: [MappingFault],
    in text: UnsafeRawBufferPointer
  ) throws(Broken) {
    // A carriage return, U+0085, U+2028 and U+2029 end lines of YAML as well.
    let lines = text.count { [0x0A, 0x0D, 0x85, 0xA8, 0xA9].contains($0) } + 2
    for fault in faults {
      try Broken.unless((1...lines).contains(fault.line ?? 1), "no such line: \(fault)")
    }
  }

  private func links(_ bytes: [UInt8]) throws(Broken) {
    do throws(LinkFileError) {
      _ = try LinkFile.read(bytes)
    } catch {
      let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
      try Broken.unless((0...lines).contains(error.line), "no such line: \(error.line)")
    }
  }
}
