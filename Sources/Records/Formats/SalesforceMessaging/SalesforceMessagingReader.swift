/// Messaging sessions of Salesforce and the entries of their conversations.
///
/// FORMATS 5.6. Sessions and entries stand in different results, of one conversation in several pages.
package final class SalesforceMessagingReader: FormatReader {
  package static let profile = FormatProfile(
    "salesforce-messaging",
    tier: 1,
    confidence: "B",
    container: "query result pages",
    sides: .structural,
    tellsHandoff: true,
    tellsRating: false,
    blindSpots: [
      "Language and topic are custom fields: a mapping file can name them.",
      "Entries of enhanced channels do not tell that the bot gives up.",
    ]
  )

  private enum Sort { static let session: UInt8 = 0, entry: UInt8 = 1 }
  private var records = Gatherer()

  package static var signNames: [StaticString]? {
    ["attributes", "MessagingEndUserId", "ConversationId", "entry_type", "entryType"]
  }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    if isSession(record) { return "a MessagingSession" }
    if isEntry(record) { return "a ConversationEntry" }
    return conversation(ofNew: record).isAbsent
      ? nil : "\"entry_type\" with \"conversation_identifer\""
  }

  private static func isSession(_ record: TreeNode) -> Bool {
    record["attributes"]["type"].equals("MessagingSession")
      || (record.has("MessagingEndUserId") && record.has("ChannelType"))
  }

  private static func isEntry(_ record: TreeNode) -> Bool {
    record["attributes"]["type"].equals("ConversationEntry")
      || (record.has("ConversationId") && record.has("EntryType") && record.has("ActorType"))
  }

  /// The conversation of a newer entry; Salesforce misspells the field.
  static func conversation(ofNew record: TreeNode) -> ByteSlice {
    guard !record.first("entry_type", "entryType").isAbsent else { return .absent }
    return record.first(
      "conversation_identifer",
      "conversation_identifier",
      "conversationIdentifier"
    ).filled
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    if Self.isSession(record) {
      let key = record.first("ConversationId", "Id").filled
      guard !key.isAbsent else { return out.noteOdd("Id", .absent) }
      return records.keep(record, sort: Sort.session, under: key, out)
    }
    let key =
      Self.isEntry(record) ? record["ConversationId"].filled : Self.conversation(ofNew: record)
    guard !key.isAbsent else { return out.noteOdd("ConversationId", .absent) }
    records.keep(record, sort: Sort.entry, under: key, out)
  }

  package func absorb(_ other: SalesforceMessagingReader) { records.absorb(other.records) }

  package func finish(_ out: Emitter) {
    records.each(out) { key, group in
      let sessions = out.inOrder(group.filter { $0.sort == Sort.session }.map(\.record)) {
        out.time($0["StartTime"])
      }
      let entries = group.filter { $0.sort == Sort.entry }.map { SalesforceEntry($0.record, out) }
      guard !sessions.isEmpty else { return emit(key, .absent, entries, out) }
      // A conversation may go on in another session: entries belong to the one that had begun.
      var shares = [[SalesforceEntry]](repeating: [], count: sessions.count)
      // In order unless one of them is unknown, and then as they came.
      var starts = sessions.map { out.time($0["StartTime"]).instant }
      if !starts.allSatisfy(\.isKnown) { starts = Array(starts.prefix(TreeNode.mostPeople)) }
      for entry in entries {
        shares[Self.share(of: entry.time, starts)].append(entry)
      }
      for (session, share) in zip(sessions, shares) {
        let id = session["Id"].filled
        emit(id.isAbsent ? key : id, session, share, out)
      }
    }
    records = Gatherer()
  }

  /// The last session that had begun; the first where that is not known.
  private static func share(of time: Stamp, _ starts: [Instant]) -> Int {
    guard time.isKnown else { return 0 }
    guard starts.count > TreeNode.mostPeople else {
      return starts.lastIndex { $0.isKnown && $0 <= time.instant } ?? 0
    }
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= time.instant { low = middle + 1 } else { high = middle }
    }
    return Swift.max(0, low - 1)
  }

  private func emit(
    _ id: ByteSlice,
    _ session: TreeNode,
    _ entries: [SalesforceEntry],
    _ out: Emitter
  ) {
    var about = About()
    about.customer = session["MessagingEndUserId"].filled
    about.channel = session["ChannelType"].filled
    about.created = out.time(session["StartTime"])
    about.updated = out.time(session.first("LastModifiedDate", "SystemModstamp"))
    about.closed = out.time(session["EndTime"])
    let origin = session["Origin"].text
    if origin.hasPrefix("Inbound") {
      about.direction = .inbound
    } else if origin.equals("AgentInitiated") || origin.equals("TriggeredOutbound") {
      about.direction = .outbound
    } else if origin.count > 0 {
      out.noteOdd("Origin", origin)
    }
    about.tellsHandoff = !entries.contains { $0.isNew }
    out.begin(id, about)
    let accepted = out.time(session["AcceptTime"])
    if accepted.isKnown, session["AgentType"].text.contains("agent") {
      out.event(.agentJoined, at: accepted, by: .human)
    }
    for entry in entries { entry.emit(out) }
    out.end()
  }
}
