import Mappings
import Records

/// The text of a mapping file: a mapping that reads records without a trap, or errors with their lines.
struct MappingTarget {
  func run(_ text: UnsafeRawBufferPointer) throws(Broken) {
    let mapping: Mapping
    do throws(MappingFaults) {
      mapping = try MappingFile.compile(String(decoding: text, as: UTF8.self), file: "fuzz.yaml")
    } catch {
      try Broken.unless(!error.all.isEmpty, "refused without a reason")
      // A carriage return, U+0085, U+2028 and U+2029 end lines of YAML as well.
      let lines = text.count { [0x0A, 0x0D, 0x85, 0xA8, 0xA9].contains($0) } + 2
      for fault in error.all {
        try Broken.unless((1...lines).contains(fault.line ?? 1), "no such line: \(fault)")
      }
      return
    }
    let run = ForeignRun(MappedReader(mapping))
    Self.record.withUnsafeBytes { run.read(json: $0, line: 0) }
    run.finish()
    _ = Self.record.withUnsafeBytes { head in
      Recognition.recognise(head, isWhole: true, mappings: [mapping])
    }
  }

  /// Something for the mapping's paths to find.
  private static let record = Array(
    """
    {"id": "c-1", "opened": 1700000000, "user": {"id": 7, "mail": "a@b.example"}, "lang": "en",
     "state": "closed", "vote": {"stars": 4, "at": "2024-01-02T03:04:05Z"}, "labels": [{"l": "x"}],
     "messages": [{"n": 1, "at": 3, "who": "bot:x", "t": "post", "text": "<p>Hello &amp; you</p>"},
      {"n": 2, "at": "4.5", "who": "c", "t": "post", "body": [{"html": "a"}, {"html": "b"}]},
      {"n": null, "at": "1 Jan 2024 10:00", "who": [], "t": {}, "text": "[10:00] A: hi"}]}
    """.utf8
  )
}
