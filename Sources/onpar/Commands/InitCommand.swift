import ArgumentParser
import Pipeline

/// A configuration to begin with.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write onpar.yaml: every parameter with its default, and gates as examples.",
    discussion: """
      `onpar report` reads onpar.yaml of the current folder, and other files with --config. Until a value is changed \
      it changes nothing.

      EXAMPLES:
        onpar init
        onpar init weekly.yaml --force
        onpar init gates.yaml --gates
      """
  )

  @Argument(
    help: "The file; onpar.yaml in the current folder without it.",
    completion: .file(extensions: ["yaml", "yml"])
  )
  var file = SettingOptions.usualFile

  @Flag(help: "Replace a file that is there.")
  var force = false

  @Flag(help: "Put the examples of gates in force; without it they are comments.")
  var gates = false

  func run() throws {
    guard force || file == "-" || !SmallFile.exists(file) else {
      Terminal.say("onpar: error: \(file) is there already; --force replaces it")
      throw ExitStatus.cannotCreate.error
    }
    let output = try OutputFile(file, from: [])
    output.write(Array((gates ? Settings.fileWithGates : Settings().file).utf8))
    try output.finish()
    guard file != "-" else { return }
    var reader = "onpar report"
    if file != SettingOptions.usualFile { reader += " --config " + file }
    if gates { reader += " --gates" }
    Terminal.say("onpar: \(file) was written; `\(reader)` reads it")
  }
}
