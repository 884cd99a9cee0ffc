import ByteStreams
import Conversations
import Facts
import Pipeline
import Records
import Reporting
import TestSupport
import Testing
import Wording

#if canImport(Glibc)
/// A report whose memory waits in a file says what one in memory says.
@Suite struct PageFileReportTests {
  private static let sample = Repository.root + "/SampleData/easy-topics"
  private let lexicon: Lexicon

  init() throws { lexicon = try Lexicon.embedded() }

  /// All files of a report of the sample; no two runs share anything.
  private func report(
    _ ending: String,
    jobs: Int = 1,
    in file: PageFile? = nil,
    _ change: (inout Analysis.Options) -> Void = { _ in }
  ) async -> [[UInt8]] {
    var reading = IngestOptions()
    reading.jobs = jobs
    reading.blockSize = 10_000
    reading.detects = true
    reading.pageFile = file
    let inputs = resolveInputs([Self.sample + ending]).inputs
    var options = Analysis.Options()
    options.jobs = jobs
    options.pageFile = file
    change(&options)
    var transcripts = await IngestRun.read(inputs, options: reading, lexicon: lexicon)
    let measured = await Analysis.measure(&transcripts, options: options)
    let findings = await Analysis.findings(transcripts, measured, options: options)
    let report = Report(findings)
    return ReportFile.allCases.map { report.render($0) }
  }

  @Test(arguments: [".messages.jsonl", ".xml"], [1, 3])
  func `every file of a report is the same`(ending: String, jobs: Int) async {
    let file = PageFile(keeping: 0, leastList: 1, sparing: 0) { namelessFile() }
    let aside = await report(ending, jobs: jobs, in: file)
    // Timelines, facts and the table: more than the input has.
    #expect(file.bytes > 1_000_000)
    #expect(aside == (await report(ending, jobs: jobs)))
  }

  @Test func `so it is where no file can be made, and where it is full`() async {
    let none = PageFile(keeping: 0, leastList: 1, sparing: 0) { -1 }
    let expected = await report(".xml")
    #expect(await report(".xml", in: none) == expected)
    // From some byte on everything stays in memory.
    let some = PageFile(keeping: 700_000, leastList: 1, sparing: 0) { namelessFile() }
    #expect(await report(".xml", in: some) == expected)
    #expect(some.bytes > 0)
  }

  @Test func `an early end and a calendar, which looks at timelines again, change nothing`() async {
    let file = PageFile(keeping: 0, leastList: 1, sparing: 0) { namelessFile() }
    func change(_ options: inout Analysis.Options) {
      options.facts.asOf = Instant(milliseconds: 1_773_964_800_000)
      options.facts.calendar = BusinessCalendar(hours: "Mon-Fri 09:00-17:00")
    }
    #expect(
      await report(".messages.jsonl", jobs: 2, in: file, change)
        == (await report(".messages.jsonl", change))
    )
  }
}
#endif
