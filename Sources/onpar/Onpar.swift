import ArgumentParser

@main
struct Onpar: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "onpar",
    abstract: "Is the bot on par with our people? Answers from a company's own chat logs, offline.",
    discussion: """
      EXAMPLES:
        onpar report SampleData/easy-topics.messages.jsonl --out Reports
        onpar inspect export.jsonl.gz
        zcat export.jsonl.gz | onpar report - --out weekly
        onpar facts export/ --pseudonym-key-file key -o facts.jsonl
        onpar history add export/ --pseudonym-key-file key
        onpar signals export.jsonl -o signals.jsonl
        onpar explain M24
        onpar trace handoff_rate export.jsonl --cohort bot_first --limit 5

      EXIT STATUS:
        0 done · 1 a gate failed · 64 wrong usage · 65 too much input set aside, or an input that ends early \
      (the report is written, and marked) · 66 an input is missing · 70 a fault in Onpar · 73 output cannot be \
      created · 74 output or input fails · 130 interrupted
      """,
    version: onparVersion,
    subcommands: [
      ReportCommand.self, FactsCommand.self, HistoryCommand.self, SignalsCommand.self,
      PlanCommand.self, ShardCommand.self, SummarizeCommand.self, MergeCommand.self,
      CheckCommand.self, InspectCommand.self,
      FormatsCommand.self, MappingCommand.self,
      ClaimsCommand.self, DiffCommand.self, ExplainCommand.self, TraceCommand.self,
      AuditCommand.self,
      InitCommand.self,
      ConfigCommand.self, SampleCommand.self,
    ]
  )

  static func main() async {
    Terminal.ignoreClosedPipes()
    Interruption.listen()
    async let preparation: Void = Preparation.make(for: CommandLine.arguments)
    await main(nil)
    await preparation
  }
}
