import Comparisons

/// `gates.junit.xml`: one test case for each gate, as systems for continuous integration read them.
///
/// What passed is a case without more, what failed has a `failure`, and what could not be decided is `skipped` with its
/// reason. No case has a duration: no clock is read.
enum GatesXML {
  static func bytes(_ gates: GateTable, level: String) -> [UInt8] {
    let all = gates.rows.count
    let failed = gates.rows.count { $0.result.outcome == .failed }
    let passed = gates.rows.count { $0.result.outcome == .passed }
    let counts =
      "tests=\"\(all)\" failures=\"\(failed)\" errors=\"0\" skipped=\"\(all - failed - passed)\" time=\"0\""
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites name=\"onpar\" \(counts)>",
      " <testsuite name=\"onpar gates\" \(counts)>",
    ]
    for row in gates.rows {
      let head =
        "  <testcase classname=\"onpar.gates\" name=\"\(escaped(name(row)))\" time=\"0\""
      let words = escaped(message(row, level: level))
      switch row.result.outcome {
      case .passed: lines.append(head + "/>")
      case .failed:
        lines += [
          head + ">", "   <failure type=\"gate\" message=\"\(words)\"/>", "  </testcase>",
        ]
      case .notEnoughData, .notComparable, .notMeasurable:
        lines += [head + ">", "   <skipped message=\"\(words)\"/>", "  </testcase>"]
      }
    }
    lines += [" </testsuite>", "</testsuites>", ""]
    return Array(lines.joined(separator: "\n").utf8)
  }

  private static func name(_ row: GateTable.Row) -> String {
    row.result.gate.name + " " + row.limit + (row.cohort.map { " (" + $0 + ")" } ?? "")
  }

  /// `Asked for a human and never got one: 18.3 % (95 % interval 17.4 to 19.3 %) of 6 579; Failed`.
  private static func message(_ row: GateTable.Row, level: String) -> String {
    row.title + ": " + row.figure
      + (row.interval.map { " (\(level) interval \($0))" } ?? "")
      + (row.basis.map { ", " + $0 } ?? "") + "; limit " + row.limit + ": "
      + row.result.outcome.word.lowercased() + (row.remark.map { ", " + $0 } ?? "")
  }

  private static func escaped(_ text: String) -> String {
    escapedForMarkup(plain(text, limit: 2_000))
  }
}

extension Report {
  /// The gates as JUnit XML; nil when none was asked for.
  package var junit: [UInt8]? { gates.map { GatesXML.bytes($0, level: index.level) } }

  /// The gates in one line; nil when none was asked for.
  package var gateLine: String? { gates?.line }

  /// Whether a gate was asked for and its limit is broken.
  package var hasFailedGate: Bool {
    gates?.rows.contains { $0.result.outcome == .failed } ?? false
  }
}
