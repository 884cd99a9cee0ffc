import Testing

/// The same input gives the same bytes: no clock, no chance, no race shows.
@Suite struct DeterminismTests {
  @Test func `neither workers nor blocks nor a second run change a byte`() throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Sample.messages)
    try folder.write("b.jsonl", try gzip(Sample.few, in: folder))
    let inputs = ["a.jsonl", "b.jsonl"]
    let first = try report(inputs + ["--jobs", "1"], in: folder)
    for (jobs, size) in [
      (1, 100), (2, 100), (7, 100), (2, 4096), (7, 4096), (1, 1_000_000), (7, 1_000_000),
    ] {
      let options = ["--jobs", "\(jobs)", "--block-size", "\(size)"]
      let again = try report(inputs + options, in: folder)
      ReportFiles.expectIdentical(again, first, "\(jobs) workers, blocks of \(size) bytes")
    }
    let again = try report(inputs, in: folder)
    ReportFiles.expectIdentical(again, first, "a second run")
  }

  @Test func `what was set aside is listed in the same words whoever met it`() throws {
    let folder = try Scratch()
    var lines = Sample.lines(Sample.few)
    for place in stride(from: 3, to: lines.count, by: 29) { lines[place].removeLast() }
    try folder.write("a.jsonl", Sample.joined(lines))
    let first = try report(["a.jsonl", "--jobs", "1"], in: folder, status: 65)
    #expect(!(first.bytes["quarantine.jsonl"] ?? []).isEmpty)
    for (jobs, size) in [(1, 100), (7, 100), (7, 4096)] {
      let options = ["--jobs", "\(jobs)", "--block-size", "\(size)"]
      let again = try report(["a.jsonl"] + options, in: folder, status: 65)
      ReportFiles.expectIdentical(again, first, "\(jobs) workers, blocks of \(size) bytes")
    }
  }

  @Test func `a time stands in the report only when it was given`() throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Sample.few)
    let plain = try report(["a.jsonl"], in: folder)
    let stamped = try report(
      ["a.jsonl", "--stamp", "2031-07-08T09:10:11Z"],
      to: "stamped",
      in: folder
    )
    #expect(try !folder.text("out/run.json").contains("2031"))
    #expect(try folder.text("stamped/run.json").contains("2031-07-08T09:10:11Z"))
    #expect(try folder.text("stamped/report.html").contains("2031-07-08T09:10:11Z"))
    for name in ["metrics.csv", "comparison.csv", "curves.csv", "weekly.csv"] {
      #expect(plain.bytes[name] == stamped.bytes[name])
    }
  }
}
