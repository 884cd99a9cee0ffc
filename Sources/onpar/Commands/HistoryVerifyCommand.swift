import ArgumentParser
import Facts
import History
import Pipeline

/// Whether the store can be trusted.
struct HistoryVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that the history is whole and readable.",
    discussion: """
      Checks the file as SQLite does, then every row against the number that was kept of it. Ends with 0 when all is \
      sound and with 65 when anything is not.

      EXAMPLES:
        onpar history verify
        onpar history verify --store weeks.sqlite --quiet
      """
  )

  @OptionGroup var store: StoreOptions

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  func run() async throws {
    let history = try store.openToRead()
    var problems: [String] = []
    var lines: [String] = []
    do throws(HistoryError) {
      try history.expectFacts(FactRowSchema.version)
      problems = try await HistoryReading.problems(of: history, jobs: processorCount())
      lines = [
        "\(store.path): sound; store version \(try history.version()), \(FactRowSchema.name), "
          + "key \(try history.keyFingerprint() ?? "none")"
      ]
      lines += try HistoryWords.weeks(of: history)
    } catch {
      throw store.said(error)
    }
    for problem in problems.prefix(10) {
      Terminal.say("onpar: error: \(store.path): \(problem)")
    }
    guard problems.isEmpty else {
      if problems.count > 10 { Terminal.say("onpar: \(problems.count - 10) more") }
      Terminal.say("onpar: make a new store from the exports, or take the last copy that was sound")
      throw ExitStatus.dataError.error
    }
    if !quiet { try Terminal.put(lines.joined(separator: "\n") + "\n") }
  }
}
