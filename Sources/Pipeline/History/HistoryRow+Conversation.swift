import Conversations
import Facts
import History
import Records

extension HistoryRow {
  /// The conversation as the store keeps it, its customer under a pseudonym.
  ///
  /// - Parameters:
  ///   - conversation: As it was read.
  ///   - writer: Writes its content, without its place.
  ///   - file: The export it stood in.
  init(_ conversation: Conversation, writer: ConversationWriter, file: String) {
    var first = conversation.created
    var last = max(conversation.created, conversation.updated, conversation.closed)
    var isDated = false
    for entry in conversation.timeline where entry.time.isKnown {
      first = isDated ? min(first, entry.time) : entry.time
      last = isDated ? max(last, entry.time) : entry.time
      isDated = true
    }
    self.init(
      format: conversation.format.factWord,
      id: conversation.id,
      customer: writer.customer(of: conversation),
      parent: conversation.parent,
      updated: Self.milliseconds(conversation.updated),
      first: Self.milliseconds(first),
      last: Self.milliseconds(last),
      entries: conversation.entries.count,
      file: file,
      line: conversation.source.line,
      facts: FactRowSchema.version,
      content: writer.bytes(of: conversation)
    )
  }

  private static func milliseconds(_ instant: Instant) -> Int? {
    instant.isKnown ? Int(instant.milliseconds) : nil
  }

  /// The conversation that the content describes; nil when it is damaged or another one.
  var conversation: Conversation? {
    guard let conversation = FactRowReader.conversation(in: content),
      conversation.format.factWord.utf8.elementsEqual(format.utf8),
      conversation.id.utf8.elementsEqual(id.utf8)
    else { return nil }
    return conversation
  }
}
