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
    Terminal.outliveFailedWrites()
    Interruption.listen()
    async let _ = Preparation.make(for: CommandLine.arguments)
    await runCommand()
  }

  /// Reads the arguments, does what they ask for, and ends the program.
  ///
  /// It ends here and not where `main` does: there a new thread would be made for nothing else.
  private static func runCommand() async -> Never {
    do {
      var command = try command()
      do {
        if var command = command as? any AsyncParsableCommand {
          try await command.run()
        } else {
          try command.run()
        }
      } catch let error as ValidationError {
        refuse(error, by: type(of: command))
      }
      exit()
    } catch {
      exit(withError: error)
    }
  }

  /// Says what is wrong with the arguments of a command that found it out while it ran, and how that command is used.
  ///
  /// The library names the usage of `onpar` in its place.
  private static func refuse(
    _ error: ValidationError,
    by command: any ParsableCommand.Type
  ) -> Never {
    let usage = usageString(for: command)
    let path = usage.split(separator: " ").prefix { $0.first != "[" && $0.first != "<" }
    Terminal.say(
      """
      Error: \(error.message)
      Usage: \(usage)
        See '\(path.joined(separator: " ")) --help' for more information.
      """
    )
    exit(withError: ExitStatus.usage.error)
  }

  /// What the arguments ask for.
  ///
  /// The command of the first argument is read without the commands above it, which saves a twentieth of a small
  /// report's instructions: they have no options of their own. Where that does not give this command itself, all are
  /// read, because errors and help name the commands above.
  private static func command() throws -> sending any ParsableCommand {
    let arguments = CommandLine.arguments.dropFirst()
    let first = configuration.subcommands.first {
      $0.configuration.commandName == arguments.first && $0.configuration.subcommands.isEmpty
    }
    if let first, let command = try? first.parseAsRoot(Array(arguments.dropFirst())),
      type(of: command) == first
    {
      return command
    }
    return try parseAsRoot()
  }
}
