import Foundation
import TestSupport
import Testing

/// The committed report of the sample: what stands where, and that it says something.
struct SampleReportTests {
  private static let page = try? String(
    contentsOfFile: Repository.root + "/Reports/report.html",
    encoding: .utf8
  )

  /// Sections in their order, each with metrics of which it shows figures.
  private static let themes: [(id: String, metrics: [String])] = [
    (
      "comparison",
      [
        "durable_resolution_rate", "repeat_contact_rate_7d_any", "resolved_within_24h",
        "first_response_time",
      ]
    ),
    ("mix", ["entry_share", "handled_share", "languages_served"]),
    ("resolution", ["confirmed_resolution_rate", "lenient_resolution_rate", "resolution_range"]),
    ("return", ["repeat_contact_rate_7d_any", "repeat_to_human_rate"]),
    (
      "person",
      [
        "human_request_rate", "deflected_human_request_rate", "unmet_human_request_rate",
        "handoff_failure_rate", "time_to_human", "human_request_effort_seconds",
        "human_request_effort_messages",
      ]
    ),
    (
      "frustration",
      [
        "frustrated_contact_rate", "bot_repeat_rate", "bot_loop_rate", "canned_reply_rate",
        "long_reply_rate", "redirect_rate", "flagged_frustration_rate",
      ]
    ),
    ("satisfaction", ["csat_top2", "survey_response_rate", "csat_bounds"]),
    ("topics", []),
    (
      "work",
      ["response_latency", "response_latency_bot", "response_latency_human", "slow_reply_rate"]
    ),
    ("workload", ["handle_time"]),
    ("vendors", ["intercom_like", "containment_cognigy", "deflected_ultimate"]),
    ("weeks", []), ("quality", []), ("method", []),
  ]

  private func section(_ id: String) throws -> String {
    let page = try #require(Self.page)
    let start = try #require(page.range(of: "<section id=\"\(id)\""))
    return String(page[start.lowerBound...].prefix(upTo: "</section>"))
  }

  @Test func `sections come in the order in which an analyst asks`() throws {
    let page = try #require(Self.page)
    let ids = page.components(separatedBy: "<section id=\"").dropFirst()
      .map { String($0.prefix { $0 != "\"" }) }
    #expect(ids == Self.themes.map(\.id) + ["inputs"])
  }

  /// A row of them, with a figure of the bot's or the humans' and what it is of; not only a reason why there is none.
  @Test(arguments: themes.map(\.id))
  func `each section shows figures of what it is about`(id: String) throws {
    let section = try section(id)
    let metrics = try #require(Self.themes.first { $0.id == id }).metrics
    let rows = section.components(separatedBy: "<tr").dropFirst()
    for metric in metrics {
      let link = "href=\"#def-" + metric.replacingOccurrences(of: "_", with: "-") + "\""
      let own = rows.filter { $0.contains(link) }
      #expect(
        own.contains { row in
          row.contains(#/<td [^>]*class="n"[^>]*>[0-9]/#) && row.contains(#/of [0-9]/#)
        },
        "\(metric) of \(own.count) rows"
      )
    }
    #expect(section.contains("class=\"lead\""))
  }
}

extension StringProtocol {
  fileprivate func prefix(upTo end: String) -> String {
    components(separatedBy: end).first ?? ""
  }
}
