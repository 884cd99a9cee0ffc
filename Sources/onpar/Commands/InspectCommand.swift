import ArgumentParser
import Conversations
import Diagnostics
import Pipeline
import Records

/// What is in an export, before anything is measured.
struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what an export holds: formats, roles, times, coverage, problems.",
    discussion: """
      EXAMPLES:
        onpar inspect export.jsonl
        onpar inspect exports/ --json > inspection.json
      """
  )

  @OptionGroup var paths: InputPaths
  @OptionGroup var input: InputOptions
  @OptionGroup var sources: SettingOptions

  @Flag(help: "Print one JSON object for the whole run.")
  var json = false

  func run() async throws {
    var settings = try sources.settings(input.assignments, quiet: input.quiet).whole
    let inputs = try paths.resolve()
    settings.detectors = false
    let transcripts = try await input.read(inputs, settings)
    let inspection = Inspection(transcripts)
    try Terminal.put(json ? inspection.json() : Array(inspection.text(transcripts).utf8))
    let status = input.status(of: transcripts, settings)
    if status != .done { throw status.error }
  }
}

extension Inspection {
  /// The same for people.
  func text(_ transcripts: Transcripts) -> String {
    var lines: [String] = []
    for summary in transcripts.inputs {
      let format = summary.format ?? "not used"
      lines.append(
        oneLine(
          "\(summary.name): \(format) (\(summary.why)), \(summary.records) records used, \(summary.setAside) set aside"
        )
      )
    }
    lines.append("")
    func row(_ name: String, _ value: String) {
      lines.append(name.padded(to: 24) + oneLine(value))
    }
    row("conversations", "\(rows.count)")
    if testSessions > 0 { row("test sessions", "\(testSessions), left out") }
    let roles = zip(Role.allCases, messagesByRole).filter { $1 > 0 }
    row("public messages", roles.map { "\($0.name) \($1)" }.joined(separator: ", "))
    if roleSources.byName > 0 {
      row(
        "told by name only",
        "\(roleSources.byName) messages of bots and people (heuristic; --bot-author, --human-author)"
      )
    }
    if roleSources.given > 0 {
      row("told by you", "\(roleSources.given) messages of bots and people")
    }
    if roleSources.conflicts > 0 {
      row(
        "conflict",
        "\(roleSources.conflicts) messages by a bot's name where a field says human; the field wins"
      )
    }
    row("private notes", "\(notes)")
    row("events", "\(events)")
    row(
      "duplicates dropped",
      "\(duplicateConversations) conversations, \(duplicateMessages) messages"
    )
    if let first = transcripts.earliest, let last = transcripts.latest {
      row("time span", "\(first.iso8601) to \(last.iso8601)")
      if let gap = transcripts.longestGap {
        row(
          "longest gap",
          "about \(gap.hours) h without a public message, from \(gap.from.iso8601)"
        )
      }
    } else {
      row("time span", "no timestamps")
    }
    row(
      "customer id known",
      "\(withCustomer) of \(rows.count) conversations, \(customers) customers"
    )
    row("topic known", "\(withTopic) of \(rows.count)" + Self.list(topics))
    row(
      "language known",
      "\(rows.count == 0 ? 0 : languages.reduce(0) { $0 + $1.count }) of \(rows.count)"
        + Self.list(languages)
    )
    if withTags > 0 { row("tagged", "\(withTags) of \(rows.count)" + Self.list(tags)) }
    row(
      "rated",
      "\(withRating) of \(rows.count)" + (withComment > 0 ? ", \(withComment) with a comment" : "")
    )
    row("explicit resolution", "\(withResolution) of \(rows.count)")
    let telling = rows.filter { $0.handoffInitiated != nil }
    row(
      "hand-off initiated",
      "\(telling.count { $0.handoffInitiated == true }) of \(telling.count)"
        + (telling.count < rows.count
          ? "; \(rows.count - telling.count) are of an export that cannot say" : "")
    )
    row("handed off", "\(rows.count { $0.handedOff }) of \(rows.count)")
    row("without a timestamp", "\(untimed) messages and events")
    row("naive timestamps", "\(naive)")
    row("implausible timestamps", "\(implausible)")
    if late > 0 { row("out of order of time", "\(late) messages and events") }
    row("bytes replaced", "\(transcripts.replacedSequences)")
    if transcripts.oddNumbers > 0 {
      row("NaN and infinities", "\(transcripts.oddNumbers), read as null")
    }
    if !transcripts.unknownFields.isEmpty {
      let names = transcripts.unknownFields.prefix(8).map { "\($0.name) (\($0.count))" }
      row("fields not known", names.joined(separator: ", "))
    }
    if !transcripts.unknownValues.isEmpty {
      let names = transcripts.unknownValues.prefix(8).map { "\($0.name) (\($0.count))" }
      row("values not known", names.joined(separator: ", "))
    }
    let setAside = transcripts.recordsSetAside
    row(
      "records",
      "\(transcripts.recordsUsed + setAside) read = \(transcripts.recordsUsed) used + \(setAside) set aside"
    )
    return lines.joined(separator: "\n") + "\n"
  }

  private static func list(_ counts: [(name: String, count: Int)]) -> String {
    guard !counts.isEmpty else { return "" }
    let shown = counts.prefix(6).map { entry in
      let isLong = entry.name.count > 60
      return (isLong ? entry.name.prefix(59) + "…" : entry.name[...]) + " \(entry.count)"
    }.joined(separator: ", ")
    return ": " + shown + (counts.count > 6 ? ", and \(counts.count - 6) more" : "")
  }
}

extension String {
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
