import Comparisons
import Serialization

/// The work that the bot took over.
extension FindingsJSON {
  static func workload(_ workload: Workload, _ json: inout JSONWriter) {
    json.member(
      "workload",
      object: { json in
        json.member("bot_only", workload.botOnly)
        json.member("durable", workload.durable)
        json.member("durability_not_known", workload.undecided)
        json.member("human_first_with_handle_time", workload.handled)
        json.member("mean_handle_time_s", workload.meanHandleTime)
        json.member("handle_time_by_topic", workload.byTopic)
        json.member("handle_time_by_all", workload.byAll)
        json.member("fallback_share", workload.fallbackShare)
        json.member("fallback_marked", workload.isFallbackMarked)
        json.member("period_days", workload.days)
        amount("gross", workload.gross, &json)
        json.member("repeat_contact_hours", workload.returnHours)
        amount("net", workload.net, &json)
        json.member("null_reason", workload.nullReason)
        json.member("paid_hours", workload.staffing.paidHours)
        json.member("shrinkage", workload.staffing.shrinkage)
        json.member("occupancy", workload.staffing.occupancy)
        json.member("cost_bot_contact", workload.prices.botContact)
        json.member("cost_bot_resolution", workload.prices.botResolution)
        json.member("cost_human_hour", workload.prices.humanHour)
        json.member("currency", workload.prices.currency)
      }
    )
  }

  private static func amount(
    _ name: String,
    _ amount: Workload.Amount?,
    _ json: inout JSONWriter
  ) {
    json.key(name)
    guard let amount else { return json.null() }
    json.object { json in
      json.member("hours", amount.hours)
      json.member("agents", amount.agents)
      json.member("least", amount.least)
      json.member("most", amount.most)
    }
  }
}
