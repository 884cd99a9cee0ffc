import Foundation
import Testing

/// From a sample of contacts over people's labels to a corrected rate.
@Suite struct AuditTests {
  private static let signal = "frustrated_contact_rate"

  /// Enough contacts for both arms to be compared.
  private static let chats: [UInt8] = {
    guard let folder = try? Scratch(),
      let made = try? Program.run(
        ["sample", "--scenario", "easy-topics", "--seed", "5", "--conversations", "500"],
        in: folder
      )
    else { return [] }
    return made.output
  }()

  private func draw(
    _ options: [String] = [],
    in folder: Scratch
  ) throws -> (sheet: Table, key: Table) {
    if !folder.exists("chats.jsonl") { try folder.write("chats.jsonl", Self.chats) }
    let outcome = try Program.run(
      [
        "audit", "sample", "chats.jsonl", "--signal", Self.signal, "-o", "sheet.csv", "-q",
        "--force",
      ]
        + options,
      in: folder
    )
    try #require(outcome.status == 0, "\(outcome.errors)")
    return (try Table(try folder.read("sheet.csv")), try Table(try folder.read("sheet.key.csv")))
  }

  /// Writes the sheet again as a spreadsheet would: semicolons, a mark at the start, the labels filled in.
  private func label(
    _ sheet: Table,
    _ folder: Scratch,
    _ label: (_ item: String) -> String
  ) throws {
    var text = "\u{FEFF}item;label;note\r\n"
    for row in sheet.rows {
      let item = row["item"] ?? ""
      text += "\(item);\(label(item));\"a note; with \"\"quotes\"\"\"\r\n"
    }
    try folder.write("labelled.csv", text)
  }

  private func apply(_ folder: Scratch) throws -> Outcome {
    try Program.run(
      ["audit", "apply", "labelled.csv", "--key", "sheet.key.csv", "-o", "audit.csv"],
      in: folder
    )
  }

  @Test func `the sheet is blind, redacted and random, and the key holds the rest`() throws {
    let folder = try Scratch()
    let (sheet, key) = try draw(["--per-cohort", "40"], in: folder)
    #expect(sheet.columns == ["item", "label", "note", "question", "transcript"])
    #expect(sheet.rows.count == 80)
    #expect(Set(sheet.rows.map { $0["item"] ?? "" }).count == 80)
    #expect(sheet.rows.allSatisfy { $0["label"] == "" })
    #expect(Set(sheet.rows.map { $0["item"] ?? "" }) == Set(key.rows.map { $0["item"] ?? "" }))
    #expect(key.rows.count { $0["cohort"] == "bot_first" } == 40)
    // Nothing in the sheet names a contact, an arm or a flag.
    let text = try folder.text("sheet.csv")
    for word in ["sim-", "bot_first", "human_first", "true", "false", "bot:", "human:"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(sheet.rows.allSatisfy { ($0["transcript"] ?? "").hasPrefix("customer: ") })
    // The order of the rows tells no arm: both stand in both halves.
    let arms = Dictionary(uniqueKeysWithValues: key.rows.map { ($0["item"] ?? "", $0["cohort"]) })
    let half = sheet.rows.prefix(40).count { arms[$0["item"] ?? ""] == "bot_first" }
    #expect((8...32).contains(half))
    #expect(!text.contains(/[0-9]{5}/))
  }

  @Test func `what is drawn is what metrics.csv counts, and a seed draws it again`() throws {
    let folder = try Scratch()
    let (first, key) = try draw(in: folder)
    let sheet = try folder.read("sheet.csv")
    _ = try draw(in: folder)
    #expect(try folder.read("sheet.csv") == sheet)
    let (other, _) = try draw(["--seed", "2"], in: folder)
    #expect(other.rows.map { $0["item"] } != first.rows.map { $0["item"] })
    try report(["chats.jsonl"], in: folder)
    let table = try Table(try folder.read("out/metrics.csv"))
    for cohort in ["bot_first", "human_first"] {
      let row = try #require(
        table.rows.first {
          $0["metric"] == Self.signal && $0["cohort"] == cohort && $0["period"] == "whole"
        }
      )
      let drawn = try #require(key.rows.first { $0["cohort"] == cohort })
      #expect(drawn["cohort_contacts"] == row["denominator"])
      #expect(drawn["cohort_flagged"] == row["numerator"])
    }
    // More than there are draws all.
    let (all, keys) = try draw(["--per-cohort", "100000"], in: folder)
    let counts = Set(keys.rows.map { "\($0["cohort"] ?? "") \($0["cohort_contacts"] ?? "")" })
    let total = counts.reduce(0) { $0 + (Int($1.split(separator: " ").last ?? "") ?? 0) }
    #expect(all.rows.count == total)
  }

  @Test func `order of inputs, cutting of files and jobs draw the same sheet`() throws {
    let folder = try Scratch()
    _ = try draw(in: folder)
    let (sheet, key) = (try folder.read("sheet.csv"), try folder.read("sheet.key.csv"))
    struct Head: Decodable { var conversation_id: String }
    var parts: [String: [[UInt8]]] = [:]
    for line in Sample.lines(Self.chats) {
      let id = try JSONDecoder().decode(Head.self, from: Data(line)).conversation_id
      parts[id.utf8.last ?? 0 < 0x35 ? "a" : "b", default: []].append(line)
    }
    for (name, lines) in parts { try folder.write(name + ".jsonl", Sample.joined(lines)) }
    let outcome = try Program.run(
      [
        "audit", "sample", "b.jsonl", "a.jsonl", "--signal", Self.signal, "-o", "other.csv",
        "--key", "other-key.csv", "--jobs", "3", "-q",
      ],
      in: folder
    )
    try #require(outcome.status == 0, "\(outcome.errors)")
    #expect(try folder.read("other.csv") == sheet)
    #expect(try folder.read("other-key.csv") == key)
  }

  @Test func `labels give sensitivity, specificity and the rate, as counted by hand`() throws {
    let folder = try Scratch()
    let (sheet, key) = try draw(["--per-cohort", "60"], in: folder)
    let keyed = Dictionary(uniqueKeysWithValues: key.rows.map { ($0["item"] ?? "", $0) })
    // People see what the rule saw, and one contact in five besides; one is unclear, one is left out.
    let order = sheet.rows.map { $0["item"] ?? "" }
    func answer(_ item: String) -> String {
      let place = order.firstIndex(of: item) ?? 0
      if place == 0 { return "" }
      if place == 1 { return "Unclear" }
      return keyed[item]?["flagged"] == "true" || place % 5 == 0 ? " YES " : "no"
    }
    try label(sheet, folder, answer)
    let outcome = try apply(folder)
    try #require(outcome.status == 0, "\(outcome.errors)")
    let counts = try Table(try folder.read("audit.csv"))
    for cohort in ["bot_first", "human_first"] {
      let row = try #require(counts.rows.first { $0["cohort"] == cohort })
      let items = order.filter { keyed[$0]?["cohort"] == cohort }
      func count(_ flagged: String, _ word: String) -> String {
        "\(items.count { keyed[$0]?["flagged"] == flagged && answer($0) == word })"
      }
      #expect(row["found"] == count("true", " YES "))
      #expect(row["missed"] == count("false", " YES "))
      #expect(row["false_alarms"] == count("true", "no"))
      #expect(row["passed"] == count("false", "no"))
      let labelled = ["found", "missed", "false_alarms", "passed", "unclear", "unlabelled"]
        .reduce(0) { $0 + (Int(row[$1] ?? "") ?? 0) }
      #expect(labelled == 60)
      let found = row["found"] ?? ""
      let seen = (Int(found) ?? 0) + (Int(row["missed"] ?? "") ?? 0)
      #expect(outcome.text.contains("(\(found) of \(seen); "), "\(outcome.text)")
    }
    #expect(outcome.text.contains("Difference by the labels, bot less human, not adjusted:"))
    #expect(!outcome.text.contains("sim-"))
  }

  /// Excel saves "Unicode text" as UTF-16 with a mark and tabs.
  @Test func `a sheet and its key may come back in another encoding`() throws {
    let folder = try Scratch()
    let (sheet, _) = try draw(["--per-cohort", "5"], in: folder)
    try label(sheet, folder) { $0.utf8.first ?? 0 < 0x68 ? "yes" : "no" }
    try #require(try apply(folder).status == 0)
    let expected = try folder.read("audit.csv")
    let text = try folder.text("labelled.csv").replacing(";", with: "\t").replacing(
      "note",
      with: "é🤖"
    )
    let key = try folder.text("sheet.key.csv")
    func little(_ text: String) -> [UInt8] {
      text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }
    let big: (String) -> [UInt8] = { $0.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } }
    let wide: (String) -> [UInt8] = {
      $0.unicodeScalars.flatMap { scalar in (0..<4).map { UInt8(scalar.value >> ($0 * 8) & 0xFF) } }
    }
    for encode in [little, big, wide] {
      try folder.write("labelled.csv", encode(text))
      // Without a mark it is told by the letters of its first heading.
      try folder.write("sheet.key.csv", encode(key))
      let outcome = try apply(folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try folder.read("audit.csv") == expected)
    }
  }

  @Test func `a report with labels of both arms corrects the rate and gives a verdict`() throws {
    let folder = try Scratch()
    let (sheet, key) = try draw(["--per-cohort", "5000"], in: folder)
    let flags = Dictionary(
      uniqueKeysWithValues: key.rows.map { ($0["item"] ?? "", $0["flagged"] == "true") }
    )
    // People agree with every flag: the corrected rate is the flagged one.
    try label(sheet, folder) { flags[$0] == true ? "yes" : "no" }
    try #require(try apply(folder).status == 0)
    try report(["chats.jsonl"], to: "plain", in: folder)
    try report(["chats.jsonl", "--audit", "audit.csv"], in: folder)
    let plain = try Table(try folder.read("plain/comparison.csv"))
    let table = try Table(try folder.read("out/comparison.csv"))
    #expect(!plain.rows.contains { $0["family"] == "audited" })
    let row = try #require(table.rows.first { $0["family"] == "audited" })
    let flagged = try #require(
      table.rows.first { $0["family"] == "secondary" && $0["metric"] == Self.signal }
    )
    #expect(flagged["reason"] == "detector_not_validated")
    for side in ["bot", "human"] {
      #expect(row[side] == flagged[side], "\(side)")
      #expect(row["crude_" + side] == flagged["crude_" + side])
    }
    #expect(row["warnings"]?.contains("corrected_for_errors") == true)
    #expect(row["reason"] != "detector_not_validated")
    #expect(row["q_value"] != "")
    let json = try JSONSerialization.jsonObject(with: Data(try folder.read("out/report.json")))
    let audited = (json as? [String: Any])?["audited"] as? [[String: Any]]
    #expect(audited?.count == 1)
    let page = try folder.text("out/report.html")
    #expect(page.contains("Flagged rates, corrected by labels"))
    #expect(try !folder.text("plain/report.html").contains("Flagged rates, corrected by labels"))
    #expect(try folder.text("out/report.md").contains("flagged by word lists, "))
    #expect(try !folder.text("out/report.md").contains("a lower bound"))
    // The rest of the report is as it was.
    let same = table.rows.filter { $0["family"] != "audited" }
    #expect(same == plain.rows)
  }

  @Test func `labels of one arm alone allow no verdict`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Self.chats)
    try folder.write(
      "audit.csv",
      "metric,cohort,contacts,flagged,found,missed,false_alarms,passed,unclear,unlabelled\r\n"
        + "\(Self.signal),bot_first,300,30,8,2,3,27,0,0\r\n"
    )
    try report(["chats.jsonl", "--audit", "audit.csv"], in: folder)
    let table = try Table(try folder.read("out/comparison.csv"))
    let row = try #require(table.rows.first { $0["family"] == "audited" })
    #expect(row["verdict"] == "inconclusive")
    #expect(row["reason"] == "detector_not_validated")
    #expect(row["difference"] == "")
    #expect(row["null_reason"] == "detector_not_validated")
  }

  @Test func `files that do not fit are refused with their line`() throws {
    let folder = try Scratch()
    let (sheet, _) = try draw(["--per-cohort", "5"], in: folder)
    try label(sheet, folder) { _ in "maybe" }
    let word = try apply(folder)
    #expect(word.status == 65)
    #expect(word.errors.contains("line 2 of the sheet: the label is maybe"))
    try folder.write("labelled.csv", "item,label\nzzzzzzzz,yes\n")
    let stranger = try apply(folder)
    #expect(stranger.status == 65)
    #expect(stranger.errors.contains("zzzzzzzz"))
    for text in ["", "label,note\n", "item,label\nbbbbbbbb,yes\nbbbbbbbb,no\n", "\"open"] {
      try folder.write("labelled.csv", text)
      #expect(try apply(folder).status == 65, "\(text)")
    }
    try folder.write("chats.jsonl", Self.chats)
    for text in [
      "", "metric,cohort\n",
      "metric,cohort,contacts,flagged,found,missed,false_alarms,passed,unclear,unlabelled\n"
        + "joy,bot_first,1,1,1,0,0,0,0,0\n",
      "metric,cohort,contacts,flagged,found,missed,false_alarms,passed,unclear,unlabelled\n"
        + "shouting_rate,bot_first,9,10,1,0,0,0,0,0\n",
      "metric,cohort,contacts,flagged,found,missed,false_alarms,passed,unclear,unlabelled\n"
        + "shouting_rate,bot_first,99999999999999999999,1,1,0,0,0,0,0\n",
    ] {
      try folder.write("audit.csv", text)
      let outcome = try Program.run(
        ["report", "chats.jsonl", "--audit", "audit.csv", "--out", "no"],
        in: folder
      )
      #expect(outcome.status == 65, "\(text)")
      #expect(!folder.exists("no"))
    }
    let missing = try Program.run(
      ["report", "chats.jsonl", "--audit", "nothing.csv", "--out", "no"],
      in: folder
    )
    #expect(missing.status == 66)
  }

  @Test(arguments: [
    (["sample", "x", "--signal", "joy", "-o", "s.csv"], "No metric is called"),
    (["sample", "x", "--signal", "M07", "-o", "s.csv"], "yes or no"),
    (["sample", "x", "--signal", "M45", "-o", "s.csv"], "retell_rate"),
    (["sample", "-", "--signal", "M47", "-o", "s.csv"], "twice"),
    (["sample", "x", "--signal", "M47", "-o", "-"], "two files"),
    (["sample", "x", "--signal", "M47", "-o", "s", "--key", "s"], "two files"),
    (["sample", "x", "--signal", "M47", "-o", "s", "--per-cohort", "0"], "--per-cohort"),
  ])
  func `wrong usage ends with 64 and says what is right`(_ words: [String], _ told: String) throws {
    let folder = try Scratch()
    let outcome = try Program.run(["audit"] + words, in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(told), "\(outcome.errors)")
    #expect(try folder.names().isEmpty)
  }
}
