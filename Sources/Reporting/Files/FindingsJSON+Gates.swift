import Comparisons
import Facts
import Serialization

/// Gates in `report.json`.
extension FindingsJSON {
  static func gates(_ results: [GateResult], _ json: inout JSONWriter) {
    json.member(
      "gates",
      array: { json in
        for result in results {
          json.object { json in
            let gate = result.gate
            json.member("name", gate.name)
            json.member("metric", gate.metric.id)
            json.member("statistic", gate.statistic)
            json.member("cohort", gate.cohort.name)
            json.member("rule", gate.ruleName)
            json.member("written", gate.text)
            json.member("limit", result.limit)
            json.member("side", result.isUpperLimit ? "at_most" : "at_least")
            json.member("scale", result.scale?.rawValue ?? "value")
            estimate("estimate", result.estimate, &json)
            if result.scale != nil {
              estimate("bot", result.bot, &json)
              estimate("human", result.human, &json)
              json.member("caveat", result.caveat)
            }
            json.member("outcome", result.outcome.rawValue)
            json.member("reason", result.reason)
            json.member("set_by", gate.source)
          }
        }
      }
    )
  }
}
