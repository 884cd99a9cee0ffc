import ArgumentParser
import Pipeline

/// A configuration to begin with.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write onpar.yaml: every parameter with its default, and gates as examples.",
    discussion: """
      `onpar report` reads onpar.yaml of the current folder. Until a value is changed it changes nothing.

      EXAMPLES:
        onpar init
        onpar init weekly.yaml --force
      """
  )

  @Argument(
    help: "The file; onpar.yaml in the current folder without it.",
    completion: .file(extensions: ["yaml", "yml"])
  )
  var file = SettingOptions.usualFile

  @Flag(help: "Replace a file that is there.")
  var force = false

  func run() throws {
    guard force || file == "-" || !SmallFile.exists(file) else {
      Terminal.say("onpar: error: \(file) is there already; --force replaces it")
      throw ExitStatus.cannotCreate.error
    }
    let output = try OutputFile(file, from: [])
    output.write(Array(Settings().file.utf8))
    try output.finish()
    if file != "-" { Terminal.say("onpar: \(file) was written; `onpar report` reads it") }
  }
}
