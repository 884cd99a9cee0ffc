import ArgumentParser

/// Mapping files: describe an export that Onpar does not know.
struct MappingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mapping",
    abstract: "Draft a mapping file for an unknown export, or check one.",
    discussion: """
      A mapping file says in YAML where the fields of an export stand. Every command that reads inputs takes it with \
      --mapping. Docs/Mapping.md describes it.
      """,
    subcommands: [MappingNewCommand.self, MappingCheckCommand.self]
  )
}
