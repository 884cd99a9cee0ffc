import ArgumentParser
import Comparisons
import Pipeline

/// What a report is held against: gates of the configuration, and claims.
struct JudgementFlags: ParsableArguments {
  @Flag(help: "Hold the figures against the gates of the configuration; end with 1 when one fails.")
  var gates = false

  @Option(
    help: ArgumentHelp(
      "Where the gates go as JUnit XML; gates.junit.xml in the folder without it.",
      valueName: "file"
    ),
    completion: .file(extensions: ["xml"])
  )
  var junit: String?

  @Option(
    help: ArgumentHelp("What is claimed of the bot, held against the log.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var claims: String?

  func validate() throws {
    if junit != nil, !gates { throw ValidationError("--junit needs --gates.") }
  }

  /// The gates to look at; none unless asked.
  func gates(of settings: Settings) throws -> [Gate] {
    guard gates else { return [] }
    guard !settings.gates.isEmpty else {
      throw ValidationError(
        "--gates needs gates in the configuration, such as "
          + "gates: {unmet_human_request_rate: {max: 5%}}; `onpar init FILE --gates` writes examples."
      )
    }
    return settings.gates
  }

  func readClaims() throws -> [Claim] { try claims.map { try ClaimFiles.read($0) } ?? [] }
}
