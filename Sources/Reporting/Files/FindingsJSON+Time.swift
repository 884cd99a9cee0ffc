import Comparisons
import Facts
import Serialization

/// Curves, control charts, and what changed at a launch.
extension FindingsJSON {
  static func curves(_ curves: [Curve], _ json: inout JSONWriter) {
    json.member(
      "curves",
      array: { json in
        for curve in curves {
          json.object { json in
            json.member("curve", curve.event.rawValue)
            json.member("cohort", curve.cohort.name)
            json.member("contacts", curve.contacts)
            json.member("customers", curve.customers)
            json.member("open", curve.open)
            json.member("horizon_s", curve.horizon)
            json.member("end_of_follow_up_s", curve.endOfFollowUp)
            json.member("half_time_s", curve.halfTime)
            json.member("null_reason", curve.nullReason)
            json.member(
              "points",
              array: { json in
                for point in curve.points {
                  json.object { json in
                    json.member("time_s", point.time)
                    json.member("value", point.value)
                    json.member("lower", point.lower)
                    json.member("upper", point.upper)
                    json.member("at_risk", point.atRisk)
                    json.member("events", point.events)
                    json.member("competing", point.competing)
                  }
                }
              }
            )
          }
        }
      }
    )
  }

  static func weeklyCharts(_ charts: [WeeklyChart], _ json: inout JSONWriter) {
    json.member(
      "weekly_charts",
      array: { json in
        for chart in charts {
          json.object { json in
            json.member("metric", chart.metric.id)
            json.member("statistic", chart.statistic)
            json.member("cohort", chart.cohort.name)
            json.member("complete_weeks", chart.completeWeeks)
            json.member("baseline_weeks", chart.baselineWeeks)
            json.member("center", chart.center)
            json.member("sigma_z", chart.sigmaZ)
            json.member("null_reason", chart.nullReason)
            json.member(
              "weeks",
              array: { json in
                for week in chart.weeks {
                  json.object { json in
                    json.member("week_start", DayText.iso(daysSince1970: week.monday))
                    json.member("value", week.value)
                    json.member("lower", week.lower)
                    json.member("upper", week.upper)
                    json.member("alert", week.isAlert)
                    json.member("alert_reason", Report.alertReason(week, chart.metric))
                    json.member("watched", week.isWatched)
                  }
                }
              }
            )
          }
        }
      }
    )
  }

  static func launch(_ launch: Launch?, _ json: inout JSONWriter) {
    json.key("launch")
    guard let launch else { return json.null() }
    json.object { json in
      json.member("date", DayText.iso(daysSince1970: launch.day))
      json.member("first_week_after", DayText.iso(daysSince1970: launch.monday))
      json.member("assumption", Launch.assumption)
      json.member(
        "changes",
        array: { json in
          for change in launch.changes {
            json.object { json in
              json.member("method", change.method.rawValue)
              json.member("metric", change.metric.id)
              json.member("statistic", change.statistic)
              json.member("cohort", change.cohort.name)
              json.member("scale", change.isRatio ? "ratio" : "difference")
              json.member("weeks_before", change.weeksBefore)
              json.member("weeks_after", change.weeksAfter)
              estimate("level_change", change.level, &json)
              estimate("slope_change", change.slope, &json)
              json.member("sentence", change.sentence)
            }
          }
        }
      )
    }
  }

  static func outcomeBounds(_ bounds: OutcomeBounds?, _ json: inout JSONWriter) {
    json.key("unknown_outcome_bounds")
    guard let bounds else { return json.null() }
    json.object { json in
      json.member("metric", RateMetric.lenientResolution.id)
      json.member("bot_lower", bounds.bot.lowerBound)
      json.member("bot_upper", bounds.bot.upperBound)
      json.member("human_lower", bounds.human.lowerBound)
      json.member("human_upper", bounds.human.upperBound)
      json.member("difference_lower", bounds.difference.lowerBound)
      json.member("difference_upper", bounds.difference.upperBound)
      json.member("bot_unknown", bounds.botUnknown)
      json.member("bot_contacts", bounds.botContacts)
      json.member("human_unknown", bounds.humanUnknown)
      json.member("human_contacts", bounds.humanContacts)
      json.member("sign_identified", bounds.isSignIdentified)
    }
  }

  static func ratingBounds(_ bounds: RatingBounds?, _ json: inout JSONWriter) {
    json.key("rating_bounds")
    guard let bounds else { return json.null() }
    json.object { json in
      json.member("bot_lower", bounds.bot.lowerBound)
      json.member("bot_upper", bounds.bot.upperBound)
      json.member("human_lower", bounds.human.lowerBound)
      json.member("human_upper", bounds.human.upperBound)
      json.member("bot_unanswered", bounds.botUnanswered)
      json.member("human_unanswered", bounds.humanUnanswered)
      json.member("sign_identified", bounds.isSignIdentified)
      json.member("tipping_point", bounds.tippingPoint)
      json.member("every_contact_counts_as_asked", bounds.countsEveryone)
      json.member("sentence", bounds.sentence)
    }
  }

  static func superiority(_ found: RatingSuperiority?, _ json: inout JSONWriter) {
    json.key("rating_superiority")
    guard let found else { return json.null() }
    json.object { json in
      estimate("probability", found.estimate, &json)
      json.member("p_value", found.pValue)
      json.member("bot_ratings", found.botRatings)
      json.member("human_ratings", found.humanRatings)
      json.member("sentence", found.sentence)
    }
  }

  static func crossChecks(_ checks: CrossChecks?, _ json: inout JSONWriter) {
    json.key("cross_checks")
    guard let checks else { return json.null() }
    json.object { json in
      json.member("metric", RateMetric.durableResolution.id)
      for value in checks.values {
        json.member(value.name, value.estimate)
        json.member(value.name + "_se", value.standardError)
      }
      json.member("cochran_mantel_haenszel_chi_square", checks.chiSquare)
      json.member("cochran_mantel_haenszel_p_value", checks.pValue)
    }
  }
}
