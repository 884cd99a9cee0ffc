import Comparisons
import Facts
import Serialization

/// What is really served: languages (M05), hours of the week (M06) and requests for a human (M30 to M32).
extension FindingsJSON {
  static func languagesServed(_ all: [LanguagesServed], _ json: inout JSONWriter) {
    json.member(
      "languages_served",
      array: { json in
        for found in all {
          json.object { json in
            json.member("cohort", found.cohort.name)
            json.member("served", found.served)
            json.member("contacts_without_language", found.unknown)
            json.member("margin", found.margin)
            json.member("margin_is_default", found.marginIsDefault)
            json.member(
              "languages",
              array: { json in
                for language in found.languages {
                  json.object { json in
                    json.member("language", language.code)
                    json.member("contacts", language.contacts)
                    json.member("status", language.status.rawValue)
                    estimate("reply_language_match", language.match, &json)
                    estimate("durable", language.durable, &json)
                    estimate("difference_to_largest", language.difference, &json)
                  }
                }
              }
            )
          }
        }
      }
    )
  }

  static func servedHours(_ all: [ServedHours], _ json: inout JSONWriter) {
    json.member(
      "served_hours",
      array: { json in
        for found in all {
          json.object { json in
            json.member("cohort", found.cohort.name)
            json.member("served", found.served)
            json.member("judged", found.judged)
            estimate("durable_in_staffed_hours", found.durableStaffed, &json)
            estimate("durable_in_other_hours", found.durableUnstaffed, &json)
            json.member(
              "hours",
              array: { json in
                for (place, hour) in found.hours.enumerated() {
                  json.object { json in
                    json.member("day", place / 24 + 1)
                    json.member("hour", place % 24)
                    json.member("contacts", hour.contacts)
                    json.member("answered_in_time", hour.answered)
                    json.member("served", hour.isServed)
                  }
                }
              }
            )
          }
        }
      }
    )
  }

  /// Null where nobody asked for a human, or it was not computed.
  static func requestHours(_ found: RequestHours?, _ json: inout JSONWriter) {
    guard let found else {
      json.member("requests_by_hour", nil as String?)
      return
    }
    json.member(
      "requests_by_hour",
      object: { json in
        json.member("cohort", found.cohort.name)
        for (name, all, length) in [
          ("quarters", found.quarters, RequestHours.quarterLength), ("hours", found.hours, 1),
        ] {
          json.member(
            name,
            array: { json in
              for (place, hour) in all.enumerated() {
                json.object { json in
                  json.member("from_hour", place * length)
                  estimate("asked", hour.asked, &json)
                  estimate("deflected", hour.deflected, &json)
                  estimate("unmet", hour.unmet, &json)
                  estimate("seconds", hour.seconds, &json)
                  estimate("messages", hour.messages, &json)
                }
              }
            }
          )
        }
      }
    )
  }
}
