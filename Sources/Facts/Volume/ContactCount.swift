extension MetricDefinition {
  /// M01.
  ///
  /// Counted by cohorts; it has no column.
  package static let contactCount = MetricDefinition(
    "M01",
    "contact_count",
    "Contacts",
    unit: .count,
    level: .cohort,
    better: .neither,
    formula: "Engaged inbound contacts whose first customer message lies in the period.",
    edgeCases: """
      A contact that crosses midnight or the end of the period belongs to the period of its start, whole. \
      Duplicates are removed, split records joined and re-used threads split first. Test, spam and outbound \
      contacts are listed apart.
      """,
    reason: "Contacts, so that volume does not depend on the vendor's way of cutting threads."
  )
}
