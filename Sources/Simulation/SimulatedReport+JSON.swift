import Comparisons
import Facts
package import Samples
import Serialization

extension SimulatedReport {
  /// One line of JSON with a line end.
  package func json() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("scenario", scenario)
      json.member("seed", Int(clamping: seed))
      json.member("contacts", contacts)
      json.key("strata")
      json.array { json in
        for variable in strata { json.value(variable) }
      }
      json.key("family")
      json.array { json in
        for finding in family { Self.write(finding, to: &json) }
      }
      json.key("others")
      json.array { json in
        for finding in others { Self.write(finding, to: &json) }
      }
      json.key("rates")
      json.array { json in
        for summary in rates { Self.write(summary, to: &json) }
      }
      json.member("words", String(decoding: words, as: UTF8.self))
    }
    json.newline()
    return json.bytes
  }

  private static func write(_ finding: ComparisonFinding, to json: inout JSONWriter) {
    let isRatio = finding.scale == .ratio
    json.object { json in
      json.member("name", finding.metric.id + " " + finding.statistic)
      json.member("better", finding.metric.better.rawValue)
      json.member("effect", isRatio ? finding.ratio : finding.difference)
      json.member("crude", isRatio ? finding.crudeRatio : finding.crudeDifference)
      json.member("bot", finding.bot)
      json.member("human", finding.human)
      json.member("q", finding.qValue)
      json.member("margin", finding.margin)
      json.member("verdict", finding.verdict.rawValue)
      json.member("reason", finding.reason)
    }
  }

  private static func write(_ summary: MetricSummary, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", summary.metric.id + " " + summary.statistic)
      json.member("cohort", summary.cohort.name)
      json.member("effect", summary.estimate)
      json.member("numerator", summary.estimate.numerator)
      json.member("denominator", summary.estimate.denominator)
    }
  }
}

extension JSONWriter {
  /// Value, lower and upper limit.
  fileprivate mutating func member(_ name: String, _ estimate: Estimate?) {
    key(name)
    array { json in
      json.value(estimate?.value)
      json.value(estimate?.lower)
      json.value(estimate?.upper)
    }
  }
}

extension Planted {
  /// One line of JSON with a line end.
  package func json() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("scenario", scenario)
      json.key("strata")
      json.array { json in
        for variable in strata { json.value(variable) }
      }
      json.key("measures")
      json.array { json in
        for measure in measures {
          json.object { json in
            json.member("name", measure.name)
            json.member("ratio", measure.isRatio)
            json.member("bot", measure.bot)
            json.member("human", measure.human)
            json.member("effect", measure.effect)
            json.member("adjusted", measure.adjusted)
          }
        }
      }
    }
    json.newline()
    return json.bytes
  }
}
