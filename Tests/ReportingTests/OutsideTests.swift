import Comparisons
import Foundation
import TestSupport
import Testing

@testable import Reporting

/// Pages and tables of the fixtures as others see them: a browser, DuckDB, pandas.
///
/// Run where `Scripts/pictures/tools.sh` has put them, the browser only with `ONPAR_BROWSER=1`, since it takes minutes.
/// `make test-browser` runs both, and `make test-tables` the tables of whole reports.
struct OutsideTests {
  private static func python(_ tools: String) -> String? {
    let path = Repository.root + "/.build/tools/" + tools + "/bin/python"
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }

  private func folder(_ fixture: Fixture, _ findings: Findings) throws -> String {
    let folder = NSTemporaryDirectory() + "onpar-\(UUID().uuidString)/" + fixture.rawValue
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let report = Report(findings)
    for file in ReportFile.allCases {
      try Data(report.render(file)).write(to: URL(fileURLWithPath: folder + "/" + file.rawValue))
    }
    return folder
  }

  /// What the script prints when it does not end with 0.
  private func faults(_ python: String?, _ script: String, _ argument: String) throws -> String? {
    let check = Process()
    check.executableURL = URL(fileURLWithPath: try #require(python))
    check.arguments = [Repository.root + "/Scripts/pictures/" + script, argument]
    let pipe = Pipe()
    check.standardOutput = pipe
    check.standardError = pipe
    try check.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    check.waitUntilExit()
    return check.terminationStatus == 0 ? nil : String(decoding: output, as: UTF8.self)
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["ONPAR_BROWSER"] != nil && python("browser") != nil,
      "run by make test-browser"
    ),
    arguments: Fixture.allCases
  )
  func `a browser finds nothing to object to`(fixture: Fixture) throws {
    let folder = try folder(fixture, fixture.findings)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try faults(Self.python("browser"), "check.py", folder + "/report.html") == nil)
  }

  @Test(
    .enabled(if: python("tables") != nil, "no DuckDB or pandas: Scripts/pictures/tools.sh tables"),
    arguments: Fixture.allCases
  )
  func `others read the tables as their page says`(fixture: Fixture) throws {
    var findings = fixture.findings
    if fixture == .hostile {
      // Days come from the calendar and statistics from the dictionary, never from the export; these are neither.
      findings.run.firstDay = Fixture.botWorse.findings.run.firstDay
      findings.summaries.removeAll {
        $0.period == .week(monday: .max, complete: false) || $0.statistic.contains("<")
      }
    }
    let folder = try folder(fixture, findings)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try faults(Self.python("tables"), "tables.py", folder) == nil)
  }
}
