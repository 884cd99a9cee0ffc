import ArgumentParser
import ByteStreams
import Diagnostics
import Mappings
import Pipeline
import Records

/// Proposes a mapping from what an export shows.
struct MappingNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Propose a mapping from the names and values in an export.",
    discussion: """
      Prints the mapping on standard output; on standard error the first three conversations as it understands them, \
      and everything that it is not sure of. Lines marked with ? are guesses or gaps.

      EXAMPLES:
        onpar mapping new export.json > export.yaml
      """
  )

  @Argument(help: "The export: JSON, JSONL, XML or CSV, plain or gzip.", completion: .file())
  var file: String

  @Option(help: ArgumentHelp("The name of the format, for reports.", valueName: "name"))
  var name: String?

  func run() throws {
    let (found, errors) = resolveInputs([file])
    for error in errors { Terminal.say("onpar: error: \(error)") }
    guard let input = found.first, errors.isEmpty else { throw ExitStatus.noInput.error }
    let draft: MappingDraft?
    do throws(StreamError) {
      draft = try MappingDraft(of: input, name: name ?? Self.stem(input.name))
    } catch {
      Terminal.say("onpar: error: \(file): \(error.problem(input: 0).detail)")
      throw ExitStatus.noInput.error
    }
    guard let draft else {
      Terminal.say(
        "onpar: error: \(file): no list of messages was found; expected JSON, JSONL, XML or CSV with texts in it"
      )
      throw ExitStatus.dataError.error
    }
    try Terminal.put(draft.text)
    do throws(MappingFaults) {
      let mapping = try MappingFile.compile(draft.text, file: "draft")
      if file == "-" {
        Terminal.say(
          "What it makes of the conversations is not shown: standard input is read once."
        )
      } else if let trial = try? MappingTrial(mapping, input, byteLimit: MappingDraft.window) {
        for line in trial.conversationLines { Terminal.say(line) }
      }
    } catch {
      for fault in error.all { Terminal.say(fault.description) }
    }
    Terminal.say("Not sure of:")
    for doubt in draft.doubts { Terminal.say("  - " + doubt) }
    Terminal.say("Then: onpar mapping check FILE.yaml " + (file == "-" ? "EXPORT" : file))
  }

  private static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.split(separator: ".").first.map(String.init) ?? name
  }
}
