import ArgumentParser
import Facts
import History
import Pipeline
import Records

/// Removes what is old.
struct HistoryPruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Remove old conversations from the history; their bytes are gone from the file.",
    discussion: """
      A conversation goes when its last message or event is older than the day. Those without any time stay.

      EXAMPLES:
        onpar history prune --before 2025-01-01
        onpar history prune --keep-weeks 104
      """
  )

  @OptionGroup var store: StoreOptions

  @Option(help: ArgumentHelp("The first day that is kept.", valueName: "date"))
  var before: String?

  @Option(
    name: .customLong("keep-weeks"),
    help: ArgumentHelp(
      "Weeks that are kept, counted back from that of the last message.",
      valueName: "n"
    )
  )
  var keepWeeks: Int?

  @Flag(
    name: .customLong("old-facts"),
    help: "Remove what an older version of Onpar wrote and this one cannot read."
  )
  var oldFacts = false

  @Option(
    name: .customLong("tz"),
    help: ArgumentHelp("Time zone of days and weeks; UTC without it.", valueName: "zone")
  )
  var zone = "UTC"

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  func validate() throws {
    let given = [before != nil, keepWeeks != nil, oldFacts].count { $0 }
    guard given == 1 else {
      throw ValidationError(
        "Say what goes by one of --before DATE, --keep-weeks N and --old-facts."
      )
    }
    if let before, CivilDate.day(in: before) == nil {
      throw ValidationError("--before is \(before); expected a date such as 2026-03-02.")
    }
    if let keepWeeks, !(1...10_000).contains(keepWeeks) {
      throw ValidationError("--keep-weeks is \(keepWeeks); expected 1 to 10000.")
    }
    _ = try CalendarZone.parsed(zone, flag: "--tz")
  }

  func run() throws {
    let zone = try CalendarZone.parsed(zone, flag: "--tz")
    let history = try store.open()
    let (gone, left) = try store.orSay { () throws(HistoryError) -> (Int, Int) in
      if oldFacts {
        let gone = try history.prune(factsBefore: FactRowSchema.version)
        return (gone, try history.count())
      }
      var start: Instant?
      if let keepWeeks {
        start = try HistoryErasing.start(keepingWeeks: keepWeeks, of: history, zone: zone)
      } else if let before, let day = CivilDate.day(in: before) {
        start = HistoryErasing.start(ofDay: day, zone: zone)
      }
      guard let start else { return (0, try history.count()) }
      return (try history.prune(before: Int(start.milliseconds)), try history.count())
    }
    if !quiet {
      Terminal.say("onpar: \(gone) conversations removed from \(store.path), \(left) kept")
    }
  }
}
