/// An audit in a report: how a rule did in both arms, and the comparison that this allows.
package struct AuditedDetector: Sendable {
  package let audit: DetectorAudit
  /// Nil when no contact of the arm was drawn.
  package let bot: AuditFigures?
  package let human: AuditFigures?
  /// The rates on the common mix, corrected; what is crude in it is as it was flagged.
  package let finding: ComparisonFinding

  init(_ audit: DetectorAudit, _ finding: ComparisonFinding, level: Double) {
    self.audit = audit
    self.finding = finding
    bot = audit.bot.map { AuditFigures($0, level: level) }
    human = audit.human.map { AuditFigures($0, level: level) }
  }
}
