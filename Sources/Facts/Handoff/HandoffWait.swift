extension MetricDefinition {
  /// M09.
  package static let handoffWait = MetricDefinition(
    "M09",
    "handoff_wait",
    "Wait after hand-off",
    unit: .seconds,
    level: .contact,
    better: .lower,
    formula: "From the first hand-off to the first human message after it.",
    edgeCases: "No human follows: null handoff_failed, censored at contact end.",
    reason: "Shown with time_to_human so that a short queue cannot hide a long bot detour."
  )

  /// M09, the sum over all hand-offs.
  package static let handoffWaitTotal = MetricDefinition(
    "M09",
    "handoff_wait_total",
    "Wait after all hand-offs",
    unit: .seconds,
    level: .contact,
    better: .lower,
    formula: "The sum of the waits after every hand-off of the contact.",
    edgeCases: """
      A further notice while a hand-off stands open starts no second wait. The last one unanswered: censored \
      at contact end.
      """,
    reason: "Being passed on twice is waiting twice."
  )
}
