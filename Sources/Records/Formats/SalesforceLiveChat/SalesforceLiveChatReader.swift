/// Transcripts of Salesforce's older chat, whose talk is one text in HTML.
///
/// FORMATS 6.5. Rows of events are exact where the text is not, so that both are kept until all have come.
package final class SalesforceLiveChatReader: FormatReader {
  package static let profile = FormatProfile(
    "salesforce-livechat",
    tier: 2,
    confidence: "C",
    container: "query result, talk in HTML",
    sides: .byName,
    tellsHandoff: false,
    tellsRating: false,
    blindSpots: [
      "The talk names its writers only: lines above it say who is an agent or a bot.",
      "Times are whole seconds; nothing says that the bot gives up.",
    ]
  )

  private enum Sort { static let transcript: UInt8 = 0, event: UInt8 = 1 }
  private var records = Gatherer()

  package static var signNames: [StaticString]? {
    ["attributes", "LiveChatVisitorId", "LiveChatTranscriptId"]
  }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    if isTranscript(record) { return "a LiveChatTranscript" }
    return isEvent(record) ? "a LiveChatTranscriptEvent" : nil
  }

  private static func isTranscript(_ record: TreeNode) -> Bool {
    record["attributes"]["type"].equals("LiveChatTranscript")
      || (record.has("LiveChatVisitorId") && record.has("Body"))
  }

  private static func isEvent(_ record: TreeNode) -> Bool {
    record["attributes"]["type"].equals("LiveChatTranscriptEvent")
      || (record.has("LiveChatTranscriptId") && record.has("Type"))
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    if Self.isEvent(record) {
      let key = record["LiveChatTranscriptId"].text
      return records.keep(record, sort: Sort.event, under: key, out)
    }
    guard !record["Id"].filled.isAbsent else { return out.noteOdd("Id", .absent) }
    records.keep(record, sort: Sort.transcript, under: record["Id"].text, out)
  }

  package func absorb(_ other: SalesforceLiveChatReader) { records.absorb(other.records) }

  package func finish(_ out: Emitter) {
    records.each(out) { id, group in
      let events = group.filter { $0.sort == Sort.event }.map(\.record)
      let transcripts = group.filter { $0.sort == Sort.transcript }.map(\.record)
      let kept = out.newestPlace(transcripts) { out.time(Self.updated($0)) }
      for (place, record) in transcripts.enumerated() {
        emit(id, record, place == kept ? events : [], out)
      }
    }
    records = Gatherer()
  }

  private static func updated(_ record: TreeNode) -> TreeNode {
    record.first("LastModifiedDate", "SystemModstamp")
  }

  private func emit(
    _ id: ByteSlice,
    _ record: TreeNode,
    _ events: [TreeNode],
    _ out: Emitter
  ) {
    var about = About()
    about.customer = record.first("ContactId", "LiveChatVisitorId").filled
    about.created = out.time(record.first("RequestTime", "StartTime"))
    about.updated = out.time(Self.updated(record))
    about.closed = out.time(record["EndTime"])
    out.begin(id, about)
    var talk = LiveChatBody(
      start: out.time(record.first("StartTime", "RequestTime")),
      tellsEvents: events.isEmpty,
      out
    )
    talk.read(record["Body"].text)
    for event in events { emit(event, out) }
    if events.isEmpty {
      let ender = record["EndedBy"].text
      let by: Role =
        ender.equals("Visitor") ? .customer : ender.equals("Agent") ? .human : .system
      if ender.count > 0 { out.event(.closed, at: about.closed, by: by) }
    }
    out.end()
  }

  private func emit(_ event: TreeNode, _ out: Emitter) {
    let type = event["Type"].text
    let time = out.time(event.first("Time", "CreatedDate"))
    if type.equals("Accept") {
      out.event(.agentJoined, at: time, by: .human, author: event["AgentId"].filled)
    } else if type.hasPrefix("Transfer") {
      out.event(.transferred, at: time)
    } else if type.equals("LeaveAgent") {
      out.event(.agentLeft, at: time, by: .human, author: event["AgentId"].filled)
    } else if type.equals("LeaveVisitor") {
      out.event(.customerLeft, at: time, by: .customer)
    } else if type.equals("Enqueue") || type.hasPrefix("ChatRequest") {
      out.event(.queueEnter, at: time)
    } else if type.hasPrefix("End") {
      out.event(.closed, at: time)
    } else {
      out.event(.other, at: time)
    }
  }
}
