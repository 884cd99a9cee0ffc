import Foundation
import TestSupport
import Testing

@testable import Reporting

/// The pages in a real browser.
///
/// Needs Chromium and a Python with Playwright and axe: `ONPAR_BROWSER_PYTHON=…/bin/python swift
/// test --filter BrowserTests`; `ONPAR_BROWSER_OUT` keeps the pictures.
struct BrowserTests {
  private static let environment = ProcessInfo.processInfo.environment

  @Test(
    .enabled(if: environment["ONPAR_BROWSER_PYTHON"] != nil, "ONPAR_BROWSER_PYTHON is not set"),
    arguments: Fixture.allCases
  )
  func `a browser finds nothing to object to`(fixture: Fixture) throws {
    let base = Self.environment["ONPAR_BROWSER_OUT"] ?? NSTemporaryDirectory() + "onpar-pages"
    let folder = base + "/" + fixture.rawValue
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let report = Report(fixture.findings)
    for file in ReportFile.allCases {
      try Data(report.render(file)).write(to: URL(fileURLWithPath: folder + "/" + file.rawValue))
    }
    let check = Process()
    check.executableURL = URL(
      fileURLWithPath: try #require(Self.environment["ONPAR_BROWSER_PYTHON"])
    )
    check.arguments = [
      Repository.root + "/Scripts/check-report.py", folder + "/report.html", folder,
    ]
    let pipe = Pipe()
    check.standardOutput = pipe
    try check.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0, "\(String(decoding: output, as: UTF8.self))")
  }
}
