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
    try Self.orSay { () throws(ReportFolder.Failure) in try folder.check() }
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
    let (report, written) = await Self.files(findings, jobs: jobs)
    var files = written
    // Always written, so that an old one never stands beside a new report.
    files.append((Self.quarantineName, Quarantine(transcripts, name: names).bytes()))
    if let junit = report.junit {
      if let junitFile { junitFile.write(junit) } else { files.append((junitName, junit)) }
    }
    try Self.orSay { [folder, files] () throws(ReportFolder.Failure) in
      try folder.write(files, removing: [Self.junitName])
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

  private typealias File = (name: String, bytes: [UInt8])

  /// The report in words, and its files.
  ///
  /// Figures are written while their words are found, and then the page beside the other files in words.
  private static func files(_ findings: Findings, jobs: Int) async -> (Report, [File]) {
    guard jobs > 1 else {
      let report = Report(findings)
      return (report, figures(findings) + [page(report)] + otherWords(report))
    }
    async let figures = figures(findings)
    let report = Report(findings)
    async let otherWords = otherWords(report)
    let page = page(report)
    return (report, await figures + [page] + (await otherWords))
  }

  private static func figures(_ findings: Findings) -> [File] {
    ReportFile.allCases.filter(\.holdsFiguresAlone)
      .map { ($0.rawValue, Report.figures($0, of: findings)) }
  }

  private static func page(_ report: Report) -> File {
    (ReportFile.html.rawValue, report.render(.html))
  }

  private static func otherWords(_ report: Report) -> [File] {
    ReportFile.allCases.filter { !$0.holdsFiguresAlone && $0 != .html }
      .map { ($0.rawValue, report.render($0)) }
  }

  private static func orSay(_ act: () throws(ReportFolder.Failure) -> Void) throws {
    do throws(ReportFolder.Failure) {
      try act()
    } catch {
      Terminal.say("onpar: error: \(error.message); the old report, if any, is untouched")
      throw error.status.error
    }
  }
}
