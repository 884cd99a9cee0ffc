import Foundation
import TestSupport
import Testing

@testable import Records

/// Offsets of zones from the machine's files, beside what the C library makes of the same files.
@Suite struct CalendarZoneTests {
  /// Says why a test is skipped where there are no zones.
  private static let hasZones: Bool = {
    if let advice = CalendarZone.advice { print("Skipped: \(advice)") }
    return CalendarZone.advice == nil
  }()

  /// Seconds since 1970 of a time in UTC such as `2026-03-29T01:00:00`.
  private static func second(_ text: String) throws -> Int64 {
    var parser = TimestampParser(assumed: .utc)
    let instant = Array(text.utf8).withUnsafeBytes { parser.parse($0)?.instant }
    return try #require(instant).milliseconds / 1000
  }

  private static func offset(_ zone: CalendarZone, _ second: Int64) -> Int64 {
    zone.offset(at: Instant(milliseconds: second * 1000)) / 1000
  }

  @Test(
    .enabled(if: hasZones),
    arguments: [
      ("Europe/Berlin", "2026-03-29T00:59:59", 3600),
      ("Europe/Berlin", "2026-03-29T01:00:00", 7200),
      ("Europe/Berlin", "2026-10-25T00:59:59", 7200),
      ("Europe/Berlin", "2026-10-25T01:00:00", 3600),
      // Behind the last change that any file lists.
      ("Europe/Berlin", "2099-03-29T00:59:59", 3600),
      ("Europe/Berlin", "2099-03-29T01:00:00", 7200),
      ("America/New_York", "2026-03-08T06:59:59", -18_000),
      ("America/New_York", "2026-03-08T07:00:00", -14_400),
      ("America/New_York", "2026-11-01T05:59:59", -14_400),
      ("America/New_York", "2026-11-01T06:00:00", -18_000),
      ("Asia/Kolkata", "2026-07-01T00:00:00", 19_800),
      ("Asia/Kathmandu", "1985-12-31T18:29:59", 19_800),
      ("Asia/Kathmandu", "1985-12-31T18:30:00", 20_700),
      // Half an hour of summer time, in the southern summer.
      ("Australia/Lord_Howe", "2026-04-04T14:59:59", 39_600),
      ("Australia/Lord_Howe", "2026-04-04T15:00:00", 37_800),
      ("Australia/Lord_Howe", "2090-01-01T00:00:00", 39_600),
      // Ramadan, when clocks go back.
      ("Africa/Casablanca", "2026-02-10T00:00:00", 3600),
      ("Africa/Casablanca", "2026-03-01T00:00:00", 0),
      ("Africa/El_Aaiun", "2026-03-01T00:00:00", 0),
      // Summer time is the standard there, and winter time the exception.
      ("Europe/Dublin", "2026-07-01T00:00:00", 3600), ("Europe/Dublin", "2026-12-01T00:00:00", 0),
      ("Europe/Dublin", "2098-12-01T00:00:00", 0), ("America/Nuuk", "2070-07-01T00:00:00", -3600),
      // The day that was left out.
      ("Pacific/Apia", "2011-12-30T09:59:59", -36_000),
      ("Pacific/Apia", "2011-12-30T10:00:00", 50_400),
      ("Etc/GMT+2", "2026-01-01T00:00:00", -7200),
      ("Africa/Monrovia", "1971-01-01T00:00:00", -2670),
      ("Etc/UTC", "2026-01-01T00:00:00", 0),
    ]
  )
  func `clocks go as people there say`(name: String, time: String, offset: Int64) throws {
    let zone = try #require(CalendarZone(named: name))
    #expect(Self.offset(zone, try Self.second(time)) == offset)
  }

  @Test(.enabled(if: hasZones))
  func `a fraction of a second before a change is before it`() throws {
    let zone = try #require(CalendarZone(named: "Europe/Berlin"))
    let change = try Self.second("2026-03-29T01:00:00") * 1000
    #expect(zone.offset(at: Instant(milliseconds: change - 1)) == Span.hour)
    #expect(zone.offset(at: Instant(milliseconds: change)) == 2 * Span.hour)
    #expect(zone.offset(at: Instant(milliseconds: -1)) == Span.hour)
    #expect(abs(zone.offset(at: .missing)) < Span.day)
    #expect(abs(zone.offset(at: Instant(milliseconds: .max))) < Span.day)
  }

  /// Every name below a folder, without the lists that lie beside the zones.
  private static func names(in folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().filter { name in
      var isFolder: ObjCBool = false
      return ZoneDatabase.isName(name)
        && FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
  }

  /// What `date` of the GNU system says of moments in seconds since 1970; nil where it is another one.
  private static func reference(_ zone: String, _ seconds: [Int64]) throws -> [Int64]? {
    let input = URL(fileURLWithPath: NSTemporaryDirectory())
      .appendingPathComponent("onpar-zones-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: input) }
    try Data(seconds.map { "@\($0)\n" }.joined().utf8).write(to: input)
    let date = Process()
    date.executableURL = URL(fileURLWithPath: "/bin/date")
    date.arguments = ["-f", input.path, "+%::z"]
    date.environment = ["TZ": zone, "TZDIR": ZoneDatabase.folder ?? "", "LC_ALL": "C"]
    let output = Pipe()
    date.standardOutput = output
    date.standardError = FileHandle.nullDevice
    guard (try? date.run()) != nil else { return nil }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    date.waitUntilExit()
    guard date.terminationStatus == 0 else { return nil }
    return text.split(separator: "\n").map { line in
      let parts = line.dropFirst().split(separator: ":").compactMap { Int64($0) }
      return parts.reduce(0) { $0 * 60 + $1 } * (line.hasPrefix("-") ? -1 : 1)
    }
  }

  /// Moments at which a rule changes clocks in some years, one second before and after too.
  private static func turns(_ zone: ZoneFile, in years: [Int]) -> [Int64] {
    years.flatMap { year in
      let start = Int64(CivilDate.day(year: year, month: 1, day: 1)) * 86_400
      return (0..<Int64(53)).compactMap { week -> Int64? in
        var low = start + week * 7 * 86_400
        var high = low + 7 * 86_400
        let before = zone.offset(at: low)
        guard zone.offset(at: high) != before else { return nil }
        while high - low > 1 {
          let middle = (low + high) / 2
          if zone.offset(at: middle) == before { low = middle } else { high = middle }
        }
        return high
      }
    }
  }

  @Test(.enabled(if: hasZones), arguments: [1])
  func `every zone of the machine is what the C library says`(seed: Int) throws {
    let folder = try #require(ZoneDatabase.folder)
    guard try Self.reference("UTC", [0]) == [0] else {
      print("Skipped: there is no GNU date that could be asked.")
      return
    }
    var random = SeededRandom(seed)
    let end = try Self.second("2100-01-01T00:00:00")
    var seen: Set<Data> = []
    for name in try Self.names(in: folder) {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
      let zone = try #require(ZoneFile(Array(bytes)), "\(name)")
      // Many names are links to the same clocks.
      guard seen.insert(bytes).inserted else { continue }
      var seconds = (0..<100).map { _ in Int64(random.below(Int(end))) }
      for turn in zone.changes + Self.turns(zone, in: [2026, 2038, 2071, 2096, 2099])
      where (0..<end).contains(turn) {
        seconds += [turn - 1, turn, turn + 1]
      }
      let expected = try #require(try Self.reference(name, seconds), "\(name)")
      let found = seconds.map(zone.offset)
      let wrong = zip(seconds, zip(found, expected)).first { $0.1.0 != $0.1.1 }
      #expect(
        wrong == nil && found.count == expected.count,
        "\(name): \(String(describing: wrong))"
      )
    }
    #expect(seen.count > 10)
  }

  @Test(arguments: [
    "", "/", "/etc/passwd", ".", "..", "../passwd", "Europe/../../../etc/passwd", "Europe/./Berlin",
    "Europe//Berlin", "Europe/", "/usr/share/zoneinfo/Europe/Berlin", "Europe", "Europe/Berlin\0",
    "Europe/Berlin ", "Europe\\Berlin", ":Europe/Berlin", "Európe", "localtime", "posixrules",
    "right/Europe/Berlin", "posix/Europe/Berlin", "tzdata.zi", "zone.tab", "Mars",
    String(repeating: "A", count: 5000), "A" + String(repeating: "/A", count: 50), "CET-1CEST",
    "<A>1",
  ])
  func `what is no name of a zone is none`(name: String) {
    #expect(CalendarZone(named: name) == nil)
  }

  @Test(arguments: ["UTC", "GMT", "Z"])
  func `the zone of the world needs no file`(name: String) throws {
    #expect(try #require(CalendarZone(named: name)).name == "UTC")
  }

  @Test func `a folder without the zones that all have is no database`() throws {
    let folder = NSTemporaryDirectory() + "/onpar-zones-\(UUID().uuidString)"
    #expect(!ZoneDatabase.hasZones(folder))
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(!ZoneDatabase.hasZones(folder))
    try Data().write(to: URL(fileURLWithPath: folder + "/UTC"))
    #expect(ZoneDatabase.hasZones(folder))
  }

  @Test func `only ordinary files of ordinary size are read`() throws {
    let folder = NSTemporaryDirectory() + "/onpar-zones-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder + "/Folder",
      withIntermediateDirectories: true
    )
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func put(_ name: String, _ bytes: [UInt8]) throws {
      try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
    }
    let sound = TZif(footer: "CET-1CEST,M3.5.0,M10.5.0/3").bytes
    try put("Sound", sound)
    try put("Empty", [])
    try put("Large", sound + [UInt8](repeating: 0, count: ZoneDatabase.sizeLimit))
    #expect(mkfifo(folder + "/Pipe", 0o600) == 0)
    #expect(CalendarZone(named: "Sound", in: folder)?.name == "Sound")
    for name in ["Empty", "Large", "Pipe", "Folder", "Absent", "../Sound"] {
      #expect(CalendarZone(named: name, in: folder) == nil, "\(name)")
    }
  }
}
