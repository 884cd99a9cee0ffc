import Testing

/// `onpar check`: what another process left is what its receipt says, or the run ends loudly.
@Suite struct CheckTests {
  private func made() throws -> Scratch {
    let folder = try Scratch()
    try folder.write("in/a.jsonl", Sample.few)
    for line in [
      "plan in --json > plan", "facts in --raw-ids -q -o rows --receipt rows.receipt",
      "facts in --raw-ids -q --format arrow -o rows.arrow --receipt arrow.receipt",
      "shard in -q --by conversation --buckets 3 --out dealt --receipt dealt.receipt",
    ] {
      let outcome = try Program.shell("$ONPAR " + line, in: folder)
      try #require(outcome.status == 0, "\(line): \(outcome.errors)")
    }
    return folder
  }

  @Test func `what is as it was written passes in silence`() throws {
    let folder = try made()
    for pair in [
      ["rows.receipt", "rows"], ["arrow.receipt", "rows.arrow"], ["dealt.receipt", "dealt"],
    ] {
      for more in [[], ["--plan", "plan"]] {
        let outcome = try Program.run(["check"] + pair + more, in: folder)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(pair): \(outcome.errors)")
      }
    }
  }

  @Test(arguments: [
    ("rm rows.receipt", "rows", 66, "no receipt"), ("rm rows", "rows", 65, "is missing"),
    ("echo garbage >> rows", "rows", 65, "is not what its receipt says"),
    ("sed -i '1s/:/ :/' rows", "rows", 65, "is not what its receipt says"),
    ("head -c 100 rows > x; mv x rows", "rows", 65, "is not what its receipt says"),
    ("cp rows rows.receipt", "rows", 65, "is no receipt"),
    (": > rows.receipt", "rows", 65, "is no receipt"),
    ("echo '{\"schema\":\"onpar-receipt/1\"}' > rows.receipt", "rows", 65, "is damaged"),
    ("sed -i 's/\"id\": \"./\"id\": \"x/' rows.receipt", "rows", 65, "is not in the plan"),
    ("sed -i 's/\"bytes\": 1*/&9/' plan", "rows", 65, "in the plan it has"),
    ("echo '{}' > plan", "rows", 65, "is no plan"),
    ("rm dealt/bucket-00001.jsonl", "dealt", 65, "bucket-00001.jsonl is missing"),
    ("truncate -s -5 dealt/bucket-00000.jsonl", "dealt", 65, "is not what its receipt says"),
    ("cp dealt/bucket-00000.jsonl dealt/bucket-00009.jsonl", "dealt", 65, "is not in its receipt"),
  ])
  func `what is missing, cut, changed or too much is told`(
    fault: String,
    made name: String,
    status: Int32,
    words: String
  ) throws {
    let folder = try made()
    _ = try Program.shell(fault, in: folder)
    let outcome = try Program.run(["check", name + ".receipt", name, "--plan", "plan"], in: folder)
    #expect(outcome.status == status && outcome.errors.contains(words), "\(outcome.errors)")
  }
}
