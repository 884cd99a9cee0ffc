import Comparisons
import Serialization

extension FindingsJSON {
  /// Counts by stratum: each group once, then two rows of numbers for each measure, in the order of the groups.
  static func composition(_ composition: Composition, _ json: inout JSONWriter) {
    json.member("null_reason", composition.nullReason)
    strings("variables", composition.variables, &json)
    json.member(
      "groups",
      array: { json in
        for group in composition.groups {
          json.object { json in
            json.member("cohort", group.cohort)
            strings("values", group.values, &json)
            json.member("contacts", group.contacts)
          }
        }
      }
    )
    json.member(
      "rates",
      array: { json in
        for rate in composition.rates {
          json.object { json in
            json.member("metric", rate.metric)
            json.member("yes", row: rate.yes)
            json.member("known", row: rate.known)
          }
        }
      }
    )
  }
}
