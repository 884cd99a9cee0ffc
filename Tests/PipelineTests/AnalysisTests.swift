import Conversations
import Facts
import Pipeline
import Records
import Testing

/// What the second half of a run takes over, and what it leaves behind.
@Suite struct AnalysisTests {
  private func transcripts(_ count: Int) -> Transcripts {
    var transcripts = Transcripts()
    transcripts.conversations = (0..<count).map { index in
      let start = Int64(1_740_996_000_000) + Int64(index) * Span.hour
      return Conversation(
        format: .onparMessages,
        id: "c\(index)",
        customer: "k\(index % 7)",
        timeline: [
          said(by: .customer, at: start),
          said(by: .bot, at: start + 5_000),
        ]
      )
    }
    return transcripts
  }

  private func said(by role: Role, at milliseconds: Int64) -> TimelineEntry {
    TimelineEntry(
      time: Instant(milliseconds: milliseconds),
      role: role,
      shape: MessageKind.text.rawValue,
      flags: .scanned,
      words: 6
    )
  }

  @Test func `measuring takes the conversations, and they still count as read`() async {
    var read = transcripts(40)
    let measured = await Analysis.measure(&read, options: .init())
    #expect(read.conversations.isEmpty)
    #expect(measured.table.count == 40)
    // Without a record a run is a loss, but not where there were conversations.
    #expect(!read.isOverLoss(0.5))
    #expect(Transcripts().isOverLoss(0.5))
  }

  /// More contacts than are laid out at a time.
  @Test(arguments: [1, 2, 3])
  func `a table of many pieces is that of any number of workers`(jobs: Int) async {
    var (one, many) = (transcripts(9_000), transcripts(9_000))
    var options = Analysis.Options()
    let expected = await Analysis.measure(&one, options: options).table
    options.jobs = jobs
    let found = await Analysis.measure(&many, options: options).table
    #expect(found.count == 9_000)
    #expect(found.customer == expected.customer)
    #expect(found.start == expected.start)
    #expect(found.rates == expected.rates)
    #expect(found.values == expected.values)
    #expect(found.replies.map(\.value) == expected.replies.map(\.value))
    #expect(found.replies.map(\.contact) == expected.replies.map(\.contact))
    #expect(found[.responseLatency].value.count == 9_000)
  }
}
