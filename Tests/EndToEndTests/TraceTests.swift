import Foundation
import TestSupport
import Testing

/// `onpar trace` names exactly the contacts that a report has counted.
@Suite struct TraceTests {
  private static let sample = Repository.root + "/SampleData/easy-topics.messages.jsonl"

  /// The counts at the end of the JSON lines.
  private struct Counts: Decodable {
    var type: String
    var metric: String
    var numerator: Int?
    var denominator: Int
    var contacts: Int
    var shown: Int
    var excluded: [String: Int]
  }

  private struct Line: Decodable {
    struct Message: Decodable {
      var conversation_id: String
      var position: Int
      var time: String?
      var role: String
      var kind: String?
      var event: String?
      var text: String?
    }
    var contact_id: String
    var conversation_ids: [String]
    var file: String
    var line: Int?
    var numerator: Int?
    var denominator: Int?
    var values: [Double]?
    var value: Double?
    var group: String?
    var related_contacts: [String]?
    var evidence: String?
    var null_reason: String?
    var next_contact: String?
    var messages: [Message]
  }

  private func trace(
    _ arguments: [String],
    in folder: Scratch
  ) throws -> (lines: [Line], counts: Counts) {
    let outcome = try Program.run(
      ["trace"] + arguments + ["--format", "jsonl", "-q"],
      in: folder
    )
    try #require(outcome.status == 0, "\(arguments): \(outcome.errors)")
    let rows = Sample.lines(outcome.output)
    let counts = try JSONDecoder().decode(Counts.self, from: Data(try #require(rows.last)))
    #expect(counts.type == "counts")
    let lines = try rows.dropLast().map { try JSONDecoder().decode(Line.self, from: Data($0)) }
    #expect(lines.count == counts.shown)
    return (lines, counts)
  }

  private static let amounts: Set = [
    "first_response_time", "response_latency", "response_latency_bot", "csat_score", "ces_score",
  ]
  /// Statistics of which a figure has one row: its counts are those of all its statistics.
  private static let statistics: Set = [
    "rate", "share", "count", "width", "lower_bound", "score", "ratio", "gross",
  ]
  private static let kinds: Set = ["contact_count", "engaged_rate", "slow_reply_rate"]

  private static let prices = [
    "--set", "cost_human_hour=30", "--set", "cost_bot_contact=0.1",
    "--set", "cost_bot_resolution=0.2",
  ]

  /// Every whole-period row of metrics.csv that has whole numbers behind it, against the lines of the trace.
  @Test func `numerators and denominators are those of metrics.csv`() throws {
    let folder = try Scratch()
    try report([Self.sample] + Self.prices, in: folder)
    let facts = try Program.run(
      ["facts", Self.sample, "--raw-ids", "-o", "facts.jsonl", "-q"],
      in: folder
    )
    #expect(facts.status == 0)
    let table = try Table(try folder.read("out/metrics.csv"))
    let rows = table.rows.filter {
      let metric = $0["metric"] ?? ""
      // The range is traced by its width, and M43 by its lower bound.
      let isEnd = metric == "resolution_range" && $0["statistic"] != "width"
      let isShare = Self.statistics.contains($0["statistic"] ?? "") && !isEnd
      let isMedian = $0["statistic"] == "p50" && Self.amounts.contains(metric)
      // Every share of one cohort, and one of each kind of every cohort.
      return $0["period"] == "whole" && $0["null_reason"] != "needs_counterfactual"
        && (isShare || isMedian)
        && ($0["cohort"] == "bot_first" || Self.kinds.contains(metric) || $0["number"] == "M62")
    }
    #expect(rows.count > 60)
    for row in rows {
      let metric = try #require(row["metric"])
      let cohort = try #require(row["cohort"])
      let (lines, counts) = try trace(
        [metric, "facts.jsonl", "--from-facts", "--cohort", cohort, "--side", "denominator"]
          + Self.prices,
        in: folder
      )
      #expect(row["denominator"] == "\(counts.denominator)", "\(metric) of \(cohort)")
      #expect(row["numerator"] == counts.numerator.map { "\($0)" } ?? "", "\(metric) of \(cohort)")
      if metric == "served_hours_share" {
        // The counts are of hours, the lines of contacts that began in them.
        let hours = Set(lines.compactMap { $0.group?.prefix(9) })
        #expect(hours.count == counts.denominator)
      } else if let numerator = counts.numerator {
        #expect(lines.reduce(0) { $0 + ($1.numerator ?? 0) } == numerator, "\(metric)")
        #expect(lines.reduce(0) { $0 + ($1.denominator ?? 0) } == counts.denominator, "\(metric)")
      } else {
        let values = lines.reduce(0) { $0 + ($1.values?.count ?? 1) }
        #expect(
          values == counts.denominator || metric == "languages_served" || metric == "workload_fte",
          "\(metric)"
        )
        #expect(lines.count <= counts.denominator)
      }
      #expect(Set(lines.map(\.contact_id)).count == lines.count)
      #expect(lines.allSatisfy { !$0.messages.isEmpty && !$0.file.isEmpty }, "\(metric)")
      if row["evidence"] != nil, row["excluded"] != "" {
        let excluded = (row["excluded"] ?? "").split(separator: ";").map(String.init)
        #expect(
          excluded.sorted() == counts.excluded.map { "\($0.key):\($0.value)" }.sorted(),
          "\(metric)"
        )
      }
    }
  }

  @Test func `weeks are traced as metrics.csv has them`() throws {
    let folder = try Scratch()
    try report([Self.sample], in: folder)
    let table = try Table(try folder.read("out/metrics.csv"))
    let rows = table.rows.filter {
      $0["period"] == "week" && $0["cohort"] == "bot_first" && $0["metric"] == "handoff_rate"
    }
    #expect(rows.count > 4)
    for row in rows.prefix(3) {
      let (_, counts) = try trace(
        [
          "handoff_rate", Self.sample, "--cohort", "bot_first", "--period",
          row["period_start"] ?? "",
        ],
        in: folder
      )
      #expect(row["numerator"] == "\(counts.numerator ?? -1)")
      #expect(row["denominator"] == "\(counts.denominator)")
    }
  }

  private static let talk = """
    {"schema":"onpar/1","type":"conversation","conversation_id":"c1","customer_id":"u-Maria-77"}
    {"conversation_id":"c1","message_id":"1","timestamp":"2026-03-02T10:00:00Z","role":"customer","customer_id":"u-Maria-77","text":"hello, my order 4711234567 is late, I am maria"}
    {"conversation_id":"c1","message_id":"2","timestamp":"2026-03-02T10:00:05Z","role":"bot","author_id":"b","text":"It is on its way to anna@shop.example today."}
    {"conversation_id":"c1","message_id":"n","timestamp":"2026-03-02T10:00:06Z","role":"human","author_id":"h","visibility":"private","text":"a secret note"}
    {"conversation_id":"c1","message_id":"3","timestamp":"2026-03-02T10:00:30Z","role":"customer","customer_id":"u-Maria-77","text":"I want to talk to a human\\u001b[31m, call +49 30 1234567"}
    {"conversation_id":"c1","type":"event","event":"handoff_initiated","timestamp":"2026-03-02T10:00:31Z"}
    {"conversation_id":"c1","message_id":"4","timestamp":"2026-03-02T10:02:00Z","role":"human","author_id":"h","text":"=HYPERLINK(1) I am here."}
    {"conversation_id":"c2","message_id":"5","timestamp":"2026-03-04T10:00:00Z","role":"customer","customer_id":"u-Maria-77","text":"My parcel never arrived, please help"}
    {"conversation_id":"c2","message_id":"6","timestamp":"2026-03-04T10:00:20Z","role":"bot","author_id":"b","text":"I look into that for you."}

    """

  @Test func `the messages that decided are named, and events by the message before them`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Self.talk)
    let request = try trace(["human_request_rate", "chats.jsonl"], in: folder).lines
    #expect(request.map(\.contact_id) == ["c1"])
    #expect(request[0].file == "chats.jsonl" && request[0].line == 1)
    // The note is the third message of the conversation.
    #expect(request[0].messages.map(\.position) == [4])
    #expect(request[0].evidence == "heuristic")
    let handoff = try trace(["handoff_rate", "chats.jsonl"], in: folder).lines
    #expect(handoff.first?.messages.map(\.event) == ["handoff_initiated", nil])
    #expect(handoff.first?.messages.map(\.position) == [4, 5])
    let latency = try trace(["response_latency", "chats.jsonl"], in: folder).lines
    #expect(latency.map(\.values) == [[5], [20]])
    #expect(latency[0].messages.map(\.position) == [1, 2])
    // The human's reply ends a hand-off and is no reply of M11, so that only two are slow or not.
    let slow = try trace(["slow_reply_rate", "chats.jsonl"], in: folder)
    #expect(slow.counts.numerator == 1 && slow.counts.denominator == 2)
    #expect(slow.lines.map(\.contact_id) == ["c2"])
    let again = try trace(
      [
        "repeat_contact_rate_24h_any", "chats.jsonl", "--as-of", "2026-03-30", "--side",
        "denominator",
      ],
      in: folder
    ).lines
    #expect(again.map(\.next_contact) == ["c2", nil])
    #expect(again.map(\.numerator) == [0, 0])
    let null = try trace(
      ["unmet_human_request_rate", "chats.jsonl", "--side", "null"],
      in: folder
    ).lines
    #expect(null.map(\.contact_id) == ["c2"])
    #expect(null[0].null_reason == "not_applicable")
  }

  /// One customer: the second contact begins while the first is open, the third two days later; another one comes once.
  private static let chain = """
    {"conversation_id":"a","message_id":"1","timestamp":"2026-03-10T10:00:00Z","role":"customer","customer_id":"u1","channel":"web","language":"de","text":"Wo ist mein Paket, bitte?"}
    {"conversation_id":"b","message_id":"2","timestamp":"2026-03-10T10:00:30Z","role":"customer","customer_id":"u1","channel":"mail","text":"where is my parcel please"}
    {"conversation_id":"a","message_id":"3","timestamp":"2026-03-10T10:01:00Z","role":"bot","author_id":"x","text":"Es ist auf dem Weg zu Ihnen und kommt morgen an."}
    {"conversation_id":"b","message_id":"4","timestamp":"2026-03-10T10:02:00Z","role":"human","author_id":"h","text":"It is on its way to you."}
    {"conversation_id":"c","message_id":"5","timestamp":"2026-03-12T10:00:00Z","role":"customer","customer_id":"u1","text":"it did not arrive"}
    {"conversation_id":"c","message_id":"6","timestamp":"2026-03-12T10:00:05Z","role":"bot","author_id":"x","text":"I look into that for you."}
    {"conversation_id":"d","message_id":"7","timestamp":"2026-03-10T10:00:00Z","role":"customer","customer_id":"u2","text":"how do I change my address"}
    {"conversation_id":"d","message_id":"8","timestamp":"2026-03-10T10:00:05Z","role":"bot","author_id":"x","text":"Open your account and choose address."}
    {"schema":"onpar/1","type":"conversation","conversation_id":"c","csat":{"score":9,"min":0,"max":10}}
    {"schema":"onpar/1","type":"conversation","conversation_id":"d","csat":{"score":3,"min":0,"max":10}}
    {"conversation_id":"old","message_id":"9","timestamp":"2026-03-01T10:00:00Z","role":"customer","customer_id":"u3","text":"how do I change my name"}
    {"conversation_id":"old","message_id":"10","timestamp":"2026-03-01T10:00:05Z","role":"bot","author_id":"x","text":"Open your account and choose name."}

    """

  @Test func `contacts that a figure counts together are named together`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Self.chain)
    let asOf = ["--as-of", "2026-04-30"]
    func lines(_ words: [String]) throws -> [Line] { try trace(words + asOf, in: folder).lines }
    // All three are one chain, begun by a.
    let issues = try lines(["contacts_per_issue", "chats.jsonl"])
    #expect(issues.map(\.contact_id) == ["a", "d"] || issues.map(\.contact_id) == ["d", "a"])
    let chain = try #require(issues.first { $0.contact_id == "a" })
    #expect(chain.value == 3)
    #expect(chain.related_contacts == ["b", "c"])
    #expect(issues.first { $0.contact_id == "d" }?.related_contacts == nil)
    let parallel = try lines(["parallel_contact_rate", "chats.jsonl"])
    #expect(parallel.map(\.contact_id) == ["a"])
    #expect(parallel[0].related_contacts == ["b"])
    // 9 is a promoter, 3 a detractor.
    let nps = try lines(["nps", "chats.jsonl"])
    #expect(Set(nps.map { "\($0.contact_id) \($0.value ?? 0)" }) == ["c 100.0", "d -100.0"])
    let languages = try lines(["languages_served", "chats.jsonl"])
    #expect(languages.first { $0.contact_id == "a" }?.group == "de too_few")
    #expect(languages.count == 5)
    // Chains in which a human worked for a minute and a half, at 36 an hour; the bot's contacts at 1.
    let costs = try lines(
      [
        "cost_per_contact", "chats.jsonl", "--set", "cost_human_hour=36", "--set",
        "cost_bot_contact=1",
      ]
    )
    let cost = try #require(costs.first { $0.contact_id == "a" })
    #expect(abs((cost.value ?? 0) - (2 + 36 * 90.0 / 3600)) < 1e-9)
    #expect(cost.related_contacts == ["b", "c"])
    let hours = try lines(["served_hours_share", "chats.jsonl", "--side", "null"])
    #expect(hours.first { $0.contact_id == "d" }?.group == "Tue 10:00 in time")
    #expect(hours.allSatisfy { $0.null_reason == "too_few" })
    // Only the bot's contacts; nobody knows how long people need for such ones.
    let work = try lines(["workload_fte", "chats.jsonl"])
    #expect(Set(work.map(\.contact_id)) == ["a", "c", "d", "old"])
    let csv = try Program.run(
      ["trace", "M37", "chats.jsonl", "--format", "csv", "-q"] + asOf,
      in: folder
    )
    #expect(try Table(csv.output).rows.first?["related_contacts"] == "b")
    let text = try Program.run(["trace", "M34", "chats.jsonl", "-q"] + asOf, in: folder)
    #expect(text.text.contains("with b c"))
  }

  @Test func `texts are shown redacted, and harmless to a terminal and a spreadsheet`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Self.talk)
    let shown = try trace(
      ["human_request_rate", "chats.jsonl", "--show-text"],
      in: folder
    ).lines
    #expect(
      shown[0].messages.map(\.text) == ["I want to talk to a human\u{FFFD}[31m, call <phone>"]
    )
    let plain = try Program.run(
      ["trace", "M07", "chats.jsonl", "--show-text", "-q"],
      in: folder
    )
    #expect(plain.text.contains("my order <number> is late, I am <name>"))
    #expect(plain.text.contains("on its way to <email> today."))
    let csv = try Program.run(
      ["trace", "M08", "chats.jsonl", "--show-text", "--format", "csv", "-q"],
      in: folder
    )
    let table = try Table(csv.output)
    #expect(table.rows.first?["texts"]?.contains("human: =HYPERLINK(1) I am here.") == true)
    for outcome in [plain, csv] {
      #expect(!outcome.output.contains(0x1B))
      for word in ["4711234567", "anna@", "1234567", "secret note"] {
        #expect(!outcome.text.contains(word), "\(word)")
      }
    }
    let without = try Program.run(["trace", "M07", "chats.jsonl"], in: folder)
    #expect(!without.text.contains("order"))
    #expect(without.errors.contains("denominator 2"))
  }

  @Test func `order of inputs, cutting of files and jobs change nothing`() throws {
    let folder = try Scratch()
    var conversations: [String: [[UInt8]]] = [:]
    struct Head: Decodable { var conversation_id: String }
    for line in Sample.lines(Sample.messages) {
      let id = try JSONDecoder().decode(Head.self, from: Data(line)).conversation_id
      conversations[id, default: []].append(line)
    }
    let ids = conversations.keys.sorted()
    func file(_ ids: some Sequence<String>) -> [UInt8] {
      Sample.joined(ids.flatMap { conversations[$0] ?? [] })
    }
    try folder.write("all.jsonl", file(ids))
    try folder.write("a.jsonl", file(ids.prefix(ids.count / 3).reversed()))
    try folder.write("b.jsonl", file(ids.dropFirst(ids.count / 3)))
    struct Seen: Equatable {
      var contact: String
      var messages: [String]
      var texts: [String?]
    }
    for metric in ["frustrated_contact_rate", "bot_repeat_rate", "response_latency", "M24"] {
      let name = metric == "M24" ? "durable_resolution_rate" : metric
      func seen(_ files: [String]) throws -> [Seen] {
        try trace([name] + files + ["--side", "denominator", "--show-text"], in: folder).lines.map {
          Seen(
            contact: $0.contact_id,
            messages: $0.messages.map { "\($0.conversation_id):\($0.position)" },
            texts: $0.messages.map(\.text)
          )
        }
      }
      let one = try seen(["all.jsonl"])
      #expect(!one.isEmpty)
      #expect(one.allSatisfy { $0.texts.contains { $0 != nil } }, "\(name)")
      #expect(try seen(["b.jsonl", "a.jsonl"]) == one, "\(name)")
      #expect(try seen(["a.jsonl", "b.jsonl", "--jobs", "1"]) == one, "\(name)")
    }
  }

  @Test(arguments: [Sample.xml, Sample.conversations, Sample.grouped])
  func `every layout shows the same messages`(_ layout: [UInt8]) throws {
    let folder = try Scratch()
    try folder.write("chats", Sample.messages)
    try folder.write("other", layout)
    try folder.write("packed.gz", try gzip(layout, in: folder))
    struct Seen: Equatable {
      var contact: String
      var messages: [String]
    }
    func seen(_ file: String) throws -> [Seen] {
      try trace(["bot_repeat_rate", file, "--side", "denominator", "--show-text"], in: folder).lines
        .map { line in
          Seen(
            contact: line.contact_id,
            messages: line.messages.map { "\($0.position) \($0.role) \($0.text ?? "none")" }
          )
        }
    }
    let expected = try seen("chats")
    #expect(expected.count > 20)
    #expect(expected.allSatisfy { $0.messages.allSatisfy { !$0.hasSuffix(" none") } })
    #expect(try seen("other") == expected)
    #expect(try seen("packed.gz") == expected)
  }

  private struct Kept: Decodable {
    struct Count: Decodable {
      var name: String
      var count: Int
    }
    struct Cohort: Decodable {
      var cohort: String
      var counts: [Count]
    }
    struct Known: Decodable {
      var cohort: String
      var known: Int
      var of: Int
    }
    struct Quality: Decodable {
      var left_out: [Count]
      var flags: [Count]
      var outcomes: [Cohort]
      var handled: [Cohort]
      var identity: [Known]
    }
    var quality: Quality
  }

  @Test func `rows of the data-quality section are traced by their names`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    try report(["chats.jsonl"], in: folder)
    let quality = try JSONDecoder().decode(
      Kept.self,
      from: Data(try folder.read("out/report.json"))
    ).quality
    func expect(_ table: String, _ rows: [Kept.Count], cohort: String = "all") throws {
      let all = try trace([table, "chats.jsonl", "--cohort", cohort], in: folder)
      for row in rows {
        let found = all.lines.filter { line in
          line.group?.split(separator: " ").contains { $0 == row.name } ?? false
        }
        #expect(found.count == row.count, "\(table) \(row.name) of \(cohort)")
      }
      let row = try #require(rows.max { $0.count < $1.count })
      let one = try trace(
        [table, "chats.jsonl", "--cohort", cohort, "--group", row.name],
        in: folder
      )
      #expect(one.counts.contacts == row.count && one.counts.denominator == all.counts.denominator)
    }
    try expect("left_out", quality.left_out)
    try expect("remark", quality.flags)
    #expect(quality.flags.contains { $0.count > 0 } && quality.left_out.contains { $0.count > 0 })
    for cohort in quality.outcomes { try expect("outcome", cohort.counts, cohort: cohort.cohort) }
    for cohort in quality.handled { try expect("handled_by", cohort.counts, cohort: cohort.cohort) }
    for row in quality.identity {
      let counts = [
        Kept.Count(name: "known", count: row.known),
        Kept.Count(name: "unknown", count: row.of - row.known),
      ]
      try expect("customer", counts, cohort: row.cohort)
    }
  }

  @Test func `counts of a topic are those of the comparison by topic`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    try report(["chats.jsonl"], in: folder)
    let rows = try Table(try folder.read("out/comparison.csv")).rows.filter {
      $0["family"] == "topic"
    }
    #expect(rows.count > 3)
    for row in rows {
      let topic = try #require(row["topic"])
      for side in ["bot", "human"] where row["crude_\(side)_denominator"] != "" {
        let (_, counts) = try trace(
          [
            try #require(row["metric"]), "chats.jsonl", "--cohort", side + "_first", "--topic",
            topic,
          ],
          in: folder
        )
        #expect(row["crude_\(side)_numerator"] == counts.numerator.map { "\($0)" }, "\(topic)")
        #expect(row["crude_\(side)_denominator"] == "\(counts.denominator)", "\(topic)")
      }
    }
  }

  @Test func `facts of the core are no zeros, and a topic that is none is said`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    let made = try Program.run(
      ["facts", "chats.jsonl", "--metrics", "core", "--raw-ids", "-o", "core.jsonl"],
      in: folder
    )
    #expect(made.status == 0, "\(made.errors)")
    let outcome = try Program.run(
      ["trace", "bot_loop_rate", "core.jsonl", "--from-facts"],
      in: folder
    )
    #expect(outcome.errors.contains("denominator 0; null not_computed"), "\(outcome.errors)")
    let mistyped = try Program.run(
      ["trace", "engaged_rate", "chats.jsonl", "--topic", "refnud"],
      in: folder
    )
    #expect(
      mistyped.status == 64
        && mistyped.errors.contains("No contact has the topic refnud; there are")
    )
    #expect(mistyped.output.isEmpty)
  }

  @Test func `a week or a group that is none is said, and what there is`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Self.chain)
    let data = ["chats.jsonl", "--as-of", "2026-04-30"]
    for (words, told) in [
      // The first contact begins on Sunday, 1 March, the last on Thursday, 12 March.
      (
        ["handoff_rate", "--period", "2026-02-22"],
        "--period is 2026-02-22, and no contact is from its week; the first week begins on 2026-02-23, the last on 2026-03-09."
      ),
      (["handoff_rate", "--period", "2026-03-16"], "--period is 2026-03-16"),
      (["left_out", "--period", "2026-03-10"], "the figure looks at no contact with a time"),
      (["languages_served", "--group", "dd"], "--group is dd; expected one of de, en, served"),
      (["languages_served", "--group", "de en"], "--group is de en; expected"),
    ] {
      let outcome = try Program.run(["trace"] + words + data, in: folder)
      #expect(outcome.status == 64, "\(words): \(outcome.errors)")
      #expect(outcome.errors.contains(told), "\(words): \(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
    // Nobody begins in the week between, and nobody's language is served: these are zeros.
    for words in [
      ["handoff_rate", "--period", "2026-02-23"], ["handoff_rate", "--period", "2026-03-08"],
      ["handoff_rate", "--period", "2026-03-04"], ["handoff_rate", "--period", "2026-03-15"],
      ["languages_served", "--group", "de"], ["languages_served", "--group", "served"],
      ["languages_served", "--group", "en served", "--cohort", "human_first"],
    ] {
      let outcome = try Program.run(["trace"] + words + data, in: folder)
      #expect(outcome.status == 0, "\(words): \(outcome.errors)")
    }
  }

  /// Else what a line shows could not be asked for.
  @Test(arguments: [
    "languages_served", "served_hours_share", "csat_bounds", "cost_per_contact",
    "cost_per_durable_resolution", "workload_fte", "outcome", "remark", "left_out", "handled_by",
    "customer",
  ])
  func `every group that a line shows can be asked for, and so can each of its words`(
    _ metric: String
  ) throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    var all: [Line] = []
    for side in ["denominator", "null"] {
      all += try trace([metric, "chats.jsonl", "--side", side] + Self.prices, in: folder).lines
    }
    let shown = all.compactMap(\.group)
    #expect(!shown.isEmpty)
    let words = shown.flatMap { $0.split(separator: " ").map(String.init) }
    // Of "in time" and "not in time" one word alone tells them apart.
    let asked = Set(shown + words).subtracting(["in", "time"]).sorted()
    // Hours of the week are many, and every seventh does.
    for group in stride(from: 0, to: asked.count, by: asked.count > 30 ? 7 : 1).map({ asked[$0] }) {
      let found = try ["denominator", "null"].reduce(0) { count, side in
        count
          + (try trace(
            [metric, "chats.jsonl", "--group", group, "--side", side] + Self.prices,
            in: folder
          ).lines.count)
      }
      let has = shown.count { $0 == group || $0.split(separator: " ").contains { $0 == group } }
      #expect(found == has, "\(metric) \(group)")
    }
  }

  @Test func `limits shorten the list and not the counts`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    let all = try trace(["engaged_rate", "chats.jsonl"], in: folder)
    let few = try trace(["engaged_rate", "chats.jsonl", "--limit", "2"], in: folder)
    #expect(few.lines.map(\.contact_id) == all.lines.prefix(2).map(\.contact_id))
    #expect(few.counts.numerator == all.counts.numerator)
    #expect(few.counts.contacts == all.counts.contacts)
  }

  @Test(arguments: [
    (["M36", "-"], "repeat_contact_rate_7d_any"), (["handof_rate", "-"], "handoff_rate"),
    (["deflection_rate", "-"], "not counted contact by contact"),
    (["handoff_rate", "-", "--cohort", "bots"], "bot_first"),
    (["handoff_rate", "-", "--period", "March"], "--period"),
    (["first_response_time", "-", "--side", "numerator"], "no numerator"),
    (["handoff_rate", "-", "--show-text"], "twice"),
    (["handoff_rate", "x", "--from-facts", "--show-text"], "no text"),
    (["handoff_rate", "x", "--limit", "-1"], "--limit"),
    (["outcome", "x", "--group", "solved"], "confirmed_resolved"),
    (["handoff_rate", "x", "--group", "de"], "handoff_rate counts contacts under no groups"),
    (["served_hours_share", "x", "--group", "Mo"], "expected one of Mon, Tue, Wed"),
    (["workload_fte", "x", "--group", "by_language"], "by_stratum, by_topic, by_all"),
    (["remark", "x", "--side", "numerator"], "no numerator"),
  ])
  func `wrong usage ends with 64 and says what is right`(_ words: [String], _ told: String) throws {
    let folder = try Scratch()
    let outcome = try Program.run(["trace"] + words, in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(told), "\(outcome.errors)")
  }
}
