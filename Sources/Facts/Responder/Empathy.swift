extension MetricDefinition {
  /// M57.
  package static let empathyRate = MetricDefinition(
    "M57",
    "empathy_rate",
    "Acknowledges feeling",
    unit: .proportion,
    level: .reply,
    better: .higher,
    formula: "A substantive reply holds a phrase that names the customer's feeling.",
    ratio: """
      such replies / substantive replies to customer messages with a signal of M47 to M50
      """,
    edgeCases: """
      Consecutive messages of one side are one reply. Replies in a language without the list are left out. An \
      apology that names no feeling does not count.
      """,
    reason: """
      Conditional on emotion, since sympathy for a password reset is noise. A phrase is not empathy: a marker only.
      """
  )

  /// M57.
  package static let cannedEmpathyShare = MetricDefinition(
    "M57",
    "canned_empathy_share",
    "Canned among empathic replies",
    unit: .proportion,
    level: .reply,
    better: .lower,
    formula:
      "An empathic reply whose masked text stands in at least 20 different contacts of the period.",
    ratio: "such replies / empathic replies as in empathy_rate",
    edgeCases: "First replies count here.",
    reason: "Tells a macro from a person who reads."
  )
}
