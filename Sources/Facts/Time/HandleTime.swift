extension MetricDefinition {
  /// M17.
  package static let handleTime = MetricDefinition(
    "M17",
    "handle_time",
    "Human handle time",
    unit: .seconds,
    level: .contact,
    better: .neither,
    formula: """
      The sum over public human messages of the time since the public message before, at most 300 seconds for each.
      """,
    edgeCases: """
      A first message has none before it and adds nothing. One gap without a time or against the clock: the whole \
      sum is null. No human took part: null not_applicable.
      """,
    reason:
      "Longer gaps are other work. Shown with the adjusted value, which is the one for workload and cost."
  )

  /// M17, concurrency-adjusted.
  package static let handleTimeAdjusted = MetricDefinition(
    "M17",
    "handle_time_adjusted",
    "Human handle time, adjusted for concurrency",
    unit: .seconds,
    level: .contact,
    better: .neither,
    formula: """
      As handle_time, each instant divided by the number of contacts that the same person was working on at that \
      instant.
      """,
    edgeCases: """
      All contacts of the person count, measured or not. Messages of an unknown author are not adjusted, and \
      their contacts are counted.
      """,
    reason: "Who chats with two customers at once does not work twice the hours."
  )
}
