import ArgumentParser
import ByteStreams
import Diagnostics
import Pipeline
import Records

/// Says what a mapping makes of an export.
struct MappingCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what of an export a mapping fits, and show three conversations as understood.",
    discussion: """
      The exit status is 64 when the mapping file is wrong, and 65 when it fits nothing or something could not be used.

      EXAMPLES:
        onpar mapping check export.yaml export.json
      """
  )

  @Argument(help: "The mapping file.", completion: .file(extensions: ["yaml", "yml"]))
  var mapping: String

  @Argument(help: "The export.", completion: .file())
  var file: String

  @Option(
    name: .customLong("assume-tz"),
    help: ArgumentHelp("Time zone of timestamps without an offset.", valueName: "zone")
  )
  var assumeZone = "UTC"

  func validate() throws { _ = try CalendarZone.parsed(assumeZone, flag: "--assume-tz") }

  func run() throws {
    var mappings = try MappingFiles.read([mapping])
    _ = try MappingFiles.sideFiles(of: &mappings)
    let (found, errors) = resolveInputs([file])
    for error in errors { Terminal.say("onpar: error: \(error)") }
    guard let input = found.first, errors.isEmpty, let first = mappings.first else {
      throw ExitStatus.noInput.error
    }
    let trial: MappingTrial
    do throws(StreamError) {
      trial = try MappingTrial(
        first,
        input,
        zone: CalendarZone(named: assumeZone) ?? .utc
      )
    } catch {
      Terminal.say("onpar: error: \(file): \(error.problem(input: 0).detail)")
      throw ExitStatus.noInput.error
    }
    if let refusal = trial.refusal {
      Terminal.say("onpar: error: \(file): \(refusal)")
      throw ExitStatus.dataError.error
    }
    try Terminal.put((trial.summaryLines + trial.conversationLines).joined(separator: "\n") + "\n")
    if trial.faultCount > 0 || trial.messages.reduce(0, +) == 0 {
      throw ExitStatus.dataError.error
    }
  }
}

extension MappingTrial {
  /// What fits and what does not.
  var summaryLines: [String] {
    let roles = zip(Role.allCases, messages).filter { $1 > 0 }
      .map { "\($0.name) \($1)" }.joined(separator: ", ")
    var lines = [
      "records".padded(to: 18) + "\(records)",
      "public messages".padded(to: 18) + (roles.isEmpty ? "none" : roles),
      "private notes".padded(to: 18) + "\(notes)",
      "events".padded(to: 18) + "\(events)",
      "not usable".padded(to: 18) + "\(faultCount)",
    ]
    lines += faults.map { "  " + $0 }
    if faultCount > faults.count { lines.append("  and \(faultCount - faults.count) more") }
    if remarks.isEmpty {
      lines.append("every path led to a value, every role occurs, every message has a time")
    } else {
      lines.append("look at:")
      lines += remarks.map { "  " + $0 }
    }
    return lines
  }

  /// The first conversations as understood.
  var conversationLines: [String] {
    var lines: [String] = []
    for talk in talks {
      var head = "conversation \(talk.id)"
      if let customer = talk.customer { head += ", customer \(customer)" }
      if let channel = talk.channel { head += ", channel \(channel)" }
      if let topic = talk.topic { head += ", topic \(topic)" }
      if talk.isTest { head += ", a test" }
      lines += ["", oneLine(head)]
      let entries = talk.entries.enumerated().sorted {
        ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
      }
      for (_, entry) in entries.prefix(12) {
        let time = entry.time.isKnown ? entry.time.iso8601 : "no time"
        let word = entry.isEvent ? "(\(entry.word))" : entry.word + (entry.isPrivate ? " note" : "")
        let text = entry.text.split(whereSeparator: \.isNewline).joined(separator: " / ")
        let short = text.count > 60 ? text.prefix(59) + "…" : text[...]
        lines.append("  " + time.padded(to: 26) + word.padded(to: 20) + oneLine(String(short)))
      }
      if talk.entries.count > 12 { lines.append("  … \(talk.entries.count - 12) more") }
    }
    if lines.isEmpty { lines = ["", "no conversation was found"] }
    return lines
  }
}
