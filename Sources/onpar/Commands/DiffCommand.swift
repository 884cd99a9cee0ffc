import ArgumentParser
import Comparisons
import Pipeline
import Reporting

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What changed from one report to the next, and why.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two reports: what moved, whether beyond chance, and why.",
    discussion: """
      Reads report.json of both; a folder stands for the one in it, and - for standard input. A comes before B. \
      Says first whether anything is defined otherwise, so that figures are not comparable; then which figures moved, \
      with intervals and control of false findings; and how much of it is another mix of contacts. The exit status \
      does not depend on what moved.

      EXAMPLES:
        onpar diff last-week/report.json this-week/report.json
        onpar diff last-week this-week --all
        onpar diff last-week this-week --markdown > changes.md
        onpar diff last-week this-week --between last-week-by-new-settings
        zcat kept/report.json.gz | onpar diff - this-week --json
      """
  )

  @Argument(
    help: ArgumentHelp("The earlier report.json, or its folder.", valueName: "a"),
    completion: .file(extensions: ["json"])
  )
  var first: String

  @Argument(
    help: ArgumentHelp("The later report.json, or its folder.", valueName: "b"),
    completion: .file(extensions: ["json"])
  )
  var second: String

  @Option(
    help: ArgumentHelp(
      "A report of A's export with B's version and settings (or of B's with A's), which tells data from definition.",
      valueName: "c"
    ),
    completion: .file(extensions: ["json"])
  )
  var between: String?

  @Flag(help: "Show every figure, not only what moved and the headline measures.")
  var all = false

  @Flag(help: "Print JSON, with every figure.")
  var json = false

  @Flag(help: "Print Markdown.")
  var markdown = false

  func validate() throws {
    if [first, second, between].count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Only one of the reports can come from standard input.")
    }
    if json, markdown { throw ValidationError("--json and --markdown exclude each other.") }
  }

  func run() throws {
    let (a, b) = (try read(first), try read(second))
    let bridge = try between.map { try self.bridge($0, a, b) }
    let page = DiffPage(RunDiff(a, b, between: bridge), all: all)
    if json {
      try Terminal.put(page.json)
    } else {
      try Terminal.put(markdown ? page.markdown : page.text(color: Terminal.mayColorOutput))
    }
  }

  private func bridge(_ given: String, _ a: KeptReport, _ b: KeptReport) throws -> DiffBridge {
    let middle = try read(given)
    do throws(DiffBridge.Fault) {
      return try DiffBridge(middle, from: a, to: b)
    } catch {
      Terminal.say(
        "onpar: error: \(middle.name) \(error.words); expected A's files with B's version and settings, or B's with A's; "
          + "nothing is compared"
      )
      throw ExitStatus.dataError.error
    }
  }

  private func read(_ given: String) throws -> KeptReport {
    var info = stat()
    let isFolder = given != "-" && stat(given, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
    let path = isFolder ? (given.hasSuffix("/") ? given : given + "/") + "report.json" : given
    let name = path == "-" ? "standard input" : path
    let bytes: [UInt8]
    switch SmallFile.contents(path, limit: KeptReportReader.limit) {
    case .bytes(let found): bytes = found
    case .unreadable(let reason):
      Terminal.say("onpar: error: \(name) cannot be read: \(reason); expected a report.json")
      throw ExitStatus.noInput.error
    case .tooLarge:
      let most = KeptReportReader.limit >> 20
      Terminal.say("onpar: error: \(name) is larger than \(most) MiB; expected a report.json")
      throw ExitStatus.dataError.error
    }
    do throws(ReportFault) {
      return try KeptReportReader.read(bytes, name: name)
    } catch {
      Terminal.say("onpar: error: \(error); nothing is compared")
      throw ExitStatus.dataError.error
    }
  }
}
