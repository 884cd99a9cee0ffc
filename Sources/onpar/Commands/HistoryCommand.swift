import ArgumentParser

/// Weeks kept in one file, and the report over all of them.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Keep the facts of every week in one file, and report on all of them.",
    discussion: """
      `history add` keeps what later reports need, under pseudonyms and without message text; exports may overlap. \
      `history report` writes the report over everything kept. Docs/History.md tells more.

      EXAMPLES:
        onpar history add export/ --pseudonym-key-file key
        onpar history report --out weekly
        onpar history list
        onpar history verify
        onpar history forget customer-17 --pseudonym-key-file key
        onpar history prune --keep-weeks 104
      """,
    subcommands: [
      HistoryAddCommand.self, HistoryReportCommand.self, HistoryListCommand.self,
      HistoryVerifyCommand.self, HistoryPruneCommand.self, HistoryForgetCommand.self,
    ]
  )
}
