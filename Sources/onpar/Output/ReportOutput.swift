import ArgumentParser
import Comparisons
import Pipeline
import Reporting

/// Where a report goes: looked at before anything is read, and written when all is known.
struct ReportOutput {
  private let folder: ReportFolder
  /// JUnit XML outside of the folder.
  private let junitFile: OutputFile?
  /// The name of JUnit XML in the folder.
  private let junitName: String

  private static let junitName = "gates.junit.xml"
  private static let quarantineName = "quarantine.jsonl"

  /// - Parameters:
  ///   - path: The folder.
  ///   - junit: Where JUnit XML goes, if the user said so.
  ///   - sources: Files that the report is made from, and must not replace.
  /// - Throws: The exit status, once it was said what is in the way.
  init(_ path: String, junit: String?, from sources: [String]) throws {
    let folder = ReportFolder(path: path)
    self.folder = folder
    let names = ReportFile.allCases.map(\.rawValue) + [Self.quarantineName]
    // In the folder it is one of the report's files: the folder may not be there yet, or be exchanged as a whole.
    let inFolder = junit.flatMap { folder.name(of: $0) }
    if let inFolder, names.contains(inFolder) {
      Terminal.say("onpar: error: \(junit ?? "") is the name of another file of the report")
      throw ExitStatus.usage.error
    }
    junitName = inFolder ?? Self.junitName
    for name in names + [junitName] {
      let file = path + "/" + name
      if let source = sources.first(where: { OutputFile.isSame($0, file) }) {
        Terminal.say("onpar: error: \(file) would replace \(source), from which it is made")
        throw ExitStatus.usage.error
      }
    }
    junitFile = inFolder == nil ? try junit.map { try OutputFile($0, from: sources) } : nil
    do throws(ReportFolder.Failure) {
      try folder.check()
    } catch {
      throw Self.said(error)
    }
    Interruption.enter(.reporting)
  }

  /// Writes the report, and says on standard error what it found unless `quiet`.
  ///
  /// `names` says how files are called in a report that is shared. `status` is what became of the input: what was not read could have decided otherwise, so that it goes before a gate.
  ///
  /// - Throws: The exit status, if it is not 0.
  func write(
    _ findings: Findings,
    _ transcripts: Transcripts,
    names: ((_ place: Int, _ name: String) -> String)? = nil,
    status: ExitStatus,
    quiet: Bool,
    jobs: Int
  ) async throws {
    let report: Report
    do throws(ReportFolder.Failure) {
      let staged = try folder.stage()
      report = await Self.add(findings, to: staged, jobs: jobs)
      // Always written, so that an old one never stands beside a new report.
      staged.add(Self.quarantineName, Quarantine(transcripts, name: names).bytes())
      if let junit = report.junit {
        if let junitFile { junitFile.write(junit) } else { staged.add(junitName, junit) }
      }
      try staged.commit(removing: [Self.junitName])
    } catch {
      throw Self.said(error)
    }
    Interruption.enter(.working)
    try junitFile?.finish()
    if !quiet {
      // Five lines; the last ends with the place of the report.
      var summary = report.terminalSummary(color: Terminal.mayColor)
      while summary.last == "\n" { summary.removeLast() }
      Terminal.say(summary + "; see \(folder.path)/report.html")
    }
    if status != .done { throw status.error }
    guard report.hasFailedGate else { return }
    if quiet, let line = report.gateLine { Terminal.say("onpar: gates: " + line) }
    throw ExitStatus.gateFailed.error
  }

  /// Writes the report, and gives it in words.
  ///
  /// Figures are written while their words are found, and then the page.
  private static func add(
    _ findings: Findings,
    to staged: StagedReport,
    jobs: Int
  ) async -> Report {
    guard jobs > 1 else {
      let report = Report(findings)
      addFigures(findings, to: staged)
      addWords(report, to: staged)
      return report
    }
    async let figures: Void = addFigures(findings, to: staged)
    let report = Report(findings)
    addWords(report, to: staged)
    await figures
    return report
  }

  private static func addFigures(_ findings: Findings, to staged: StagedReport) {
    for file in ReportFile.allCases where file.holdsFiguresAlone {
      staged.add(file.rawValue, Report.figures(file, of: findings))
    }
  }

  private static func addWords(_ report: Report, to staged: StagedReport) {
    for file in ReportFile.allCases where !file.holdsFiguresAlone {
      staged.add(file.rawValue, report.render(file))
    }
  }

  /// Says what went wrong, for the exit status.
  private static func said(_ failure: ReportFolder.Failure) -> any Error {
    Terminal.say("onpar: error: \(failure.message); the old report, if any, is untouched")
    return failure.status.error
  }
}
