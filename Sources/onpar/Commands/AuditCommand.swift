import ArgumentParser

/// Checks a rule against people's labels.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Check a flagged rate against labels of your own.",
    discussion: """
      Word lists miss some contacts and flag others wrongly, and not equally often on both sides. `audit sample` draws \
      contacts of each side at random for people to label; `audit apply` counts how often the rule was right; \
      `onpar report --audit` corrects the rate. Docs/Audit.md tells more.

      EXAMPLES:
        onpar audit sample export.jsonl --signal frustrated_contact_rate -o sheet.csv
        onpar audit apply sheet.csv --key sheet.key.csv -o audit.csv
        onpar report export.jsonl --audit audit.csv --out out
      """,
    subcommands: [AuditSampleCommand.self, AuditApplyCommand.self]
  )
}
