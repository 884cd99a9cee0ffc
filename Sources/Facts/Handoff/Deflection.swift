extension MetricDefinition {
  /// M27.
  package static let deflectionRate = MetricDefinition(
    "M27",
    "deflection_rate",
    "Deflection",
    unit: .proportion,
    level: .cohort,
    better: .neither,
    formula: "Always null: logs cannot show who would have reached a human without the bot.",
    ratio: "(human contacts per visitor in a hold-out - with the bot) / in the hold-out",
    edgeCases: "Needs a randomised hold-out.",
    reason: "We refuse the number rather than print another under its name."
  )
}
