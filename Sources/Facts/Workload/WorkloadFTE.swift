extension MetricDefinition {
  /// M62.
  ///
  /// Computed by comparisons; it has no column.
  package static let workloadFTE = MetricDefinition(
    "M62",
    "workload_fte",
    "Workload in full-time agents",
    unit: .fte,
    level: .period,
    better: .neither,
    formula: """
      Gross: the time that people need for contacts of the same kind, summed over bot_only contacts. Net: the same \
      over durable ones, less the time that additional repeat contacts of bot_first contacts cost. Divided by the \
      paid hours of the period, times the share present, times occupancy.
      """,
    edgeCases: """
      Of the same kind: human_first contacts of the topic, language and length of the first message, 20 or more; \
      else of the topic; else all. Contacts whose durability is not known count as not durable in the net figure. \
      The range is that of shrinkage 0.20 to 0.40 and occupancy 0.75 to 0.90.
      """,
    reason: "Net is the headline: work that comes back, or was never done, was not taken over."
  )
}
