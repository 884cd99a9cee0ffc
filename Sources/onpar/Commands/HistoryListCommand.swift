import ArgumentParser
import History
import Pipeline
import Records

/// What is in the store, for people.
struct HistoryListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Show what was added to the history, and how many conversations each week holds.",
    discussion: """
      EXAMPLES:
        onpar history list
        onpar history list --store weeks.sqlite
      """
  )

  @OptionGroup var store: StoreOptions

  func run() throws {
    let history = try store.openToRead()
    let text = try store.orSay { () throws(HistoryError) in
      var lines = ["Added"]
      for load in try history.loads() {
        let names = load.inputs.map(\.name)
        var line = "  " + names.prefix(3).joined(separator: ", ")
        if names.count > 3 { line += " and \(names.count - 3) more" }
        line += ": \(load.conversations) conversations"
        if let latest = load.latest {
          line += ", up to \(Instant(milliseconds: Int64(latest)).iso8601)"
        }
        lines.append(load.manner.isEmpty ? line : line + "; read with \(load.manner)")
      }
      return (lines + (try HistoryWords.weeks(of: history))).joined(separator: "\n")
    }
    try Terminal.put(text + "\n")
  }
}

/// What several commands say of a store.
enum HistoryWords {
  static func weeks(of history: HistoryStore) throws(HistoryError) -> [String] {
    let count = try history.count()
    var lines = [
      "Kept: \(count) conversations, by the week (from Monday, in UTC) in which they begin"
    ]
    for (week, count) in try HistoryReading.weeks(of: history) {
      lines.append("  \(week)  \(count)")
    }
    return lines
  }
}
