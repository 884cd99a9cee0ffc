import Comparisons
import Facts
import Serialization

/// Claims in `report.json`, and by themselves for `onpar claims --json`.
extension FindingsJSON {
  static let claimsSchema = "onpar-claims/1"

  static func claimsAlone(_ findings: Findings) -> [UInt8] {
    var json = JSONWriter(indented: true)
    json.object { json in
      json.member("schema", claimsSchema)
      json.member("level", findings.level)
      json.member("scope", ClaimWords.scope)
      claims(findings.claims, &json)
    }
    json.newline()
    return json.bytes
  }

  static func claims(_ results: [ClaimResult], _ json: inout JSONWriter) {
    json.member(
      "claims",
      array: { json in
        for result in results {
          json.object { json in
            json.member("kind", result.claim.kind.name)
            json.member("number", result.claim.kind.number)
            json.member("say", result.claim.say)
            json.member("who", result.claim.by)
            json.member("verdict", result.verdict.rawValue)
            json.member("reason", result.reason)
            json.member(
              "conditions",
              array: { json in
                for condition in result.conditions {
                  json.object { json in
                    json.member("text", condition.text)
                    json.member("state", condition.state.name)
                    figure(condition.figure, &json)
                  }
                }
              }
            )
            json.member(
              "beside",
              array: { json in
                for one in result.beside { json.object { figure(one, &$0) } }
              }
            )
            strings("checks", result.checks, &json)
            strings("confounders", result.confounders, &json)
            json.member("stated_in", result.claim.source)
          }
        }
      }
    )
  }

  private static func figure(_ figure: ClaimFigure, _ json: inout JSONWriter) {
    json.member("label", figure.label)
    json.member("unit", figure.unit.rawValue)
    json.member("scale", figure.scale?.rawValue ?? "value")
    estimate("estimate", figure.estimate, &json)
    json.member("bot_contacts", figure.sides?.bot)
    json.member("human_contacts", figure.sides?.human)
    json.member("limits", figure.limits)
  }
}

extension Report {
  /// The claims as JSON, without the rest of the report.
  package var claimsJSON: [UInt8] { FindingsJSON.claimsAlone(findings) }
}
