import ArgumentParser
import Comparisons
import Pipeline
import Pseudonyms

/// A report that may leave the house.
struct SharingFlags: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Hide counts below min_cell, what they would follow from, and names of files.",
      discussion: "Docs/Privacy.md says what is left out."
    )
  )
  var shareable = false

  @Option(
    name: .customLong("pseudonym-key-file"),
    help: ArgumentHelp(
      "With --shareable: name files by keyed pseudonyms; they are numbered without it.",
      valueName: "file"
    ),
    completion: .file()
  )
  var keyFile: String?

  func validate() throws {
    if keyFile != nil, !shareable {
      throw ValidationError(
        "--pseudonym-key-file needs --shareable here: a report names no customer."
      )
    }
  }

  /// Refuses what would print figures that must be hidden.
  func expectAlone(_ others: [(flag: String, isGiven: Bool)]) throws {
    guard shareable, let other = others.first(where: \.isGiven) else { return }
    throw ValidationError(
      "--shareable cannot hide what \(other.flag) prints; write two reports, one with each."
    )
  }

  /// How files are called; nil when they keep their names.
  func names() throws -> ((_ place: Int, _ name: String) -> String)? {
    guard shareable else { return nil }
    guard let keyFile else { return { place, _ in "input \(place + 1)" } }
    let key = try KeyFile.read(keyFile)
    return { _, name in "file-" + key.pseudonym(ofFile: name) }
  }

  /// The findings as they may be shown; ends with 65 when nothing of them may.
  func shown(
    _ findings: Findings,
    minCell: Int,
    names: ((_ place: Int, _ name: String) -> String)?
  ) throws -> Findings {
    guard let names else { return findings }
    guard let shown = findings.shareable(threshold: minCell, name: names) else {
      Terminal.say(
        "onpar: error: one side has fewer than \(minCell) contacts, or all come from fewer customers; a shareable report "
          + "would show nothing, so none is written, and the old report, if any, is untouched"
      )
      throw ExitStatus.dataError.error
    }
    return shown
  }
}
