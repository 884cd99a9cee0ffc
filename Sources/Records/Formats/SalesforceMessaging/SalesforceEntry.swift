/// One entry of a messaging conversation, of the older object or of the newer service.
struct SalesforceEntry {
  private let record: TreeNode
  let time: Stamp
  let isNew: Bool
  /// JSON in a string, of newer entries.
  private let payload: TreeNode

  init(_ record: TreeNode, _ out: Emitter) {
    self.record = record
    isNew = record["EntryType"].isAbsent
    time = out.time(
      record.first(
        "EntryTime",
        "client_timestamp",
        "clientTimestamp",
        "transcripted_timestamp",
        "transcriptedTimestamp"
      )
    )
    let inner = record.first("entry_payload", "entryPayload")
    payload = inner.isObject ? inner : out.store.parseJSON(in: inner.text)
  }

  func emit(_ out: Emitter) {
    if isNew { emitNew(out) } else { emitOld(out) }
  }

  /// Words for the writer, of both kinds of entry.
  private func who(_ word: ByteSlice, id: ByteSlice, name: ByteSlice, _ out: Emitter) -> Who {
    var field = Role.unknown
    if word.means("enduser") {
      field = .customer
    } else if word.means("bot") || word.means("chatbot") {
      field = .bot
    } else if word.means("agent") || word.means("supervisor") {
      field = .human
    } else if word.means("system") {
      field = .system
    } else if word.count > 0 {
      out.noteOdd("ActorType", word)
    }
    return out.authors.who(id: id, name: name, field: field)
  }

  private func emitOld(_ out: Emitter) {
    let type = record["EntryType"].text
    let author = record["ActorId"].filled
    let who = who(record["ActorType"].text, id: author, name: record["ActorName"].text, out)
    if type.equals("Text") {
      out.message(
        who,
        at: time,
        text: record["Message"].text,
        id: record["Id"].filled,
        author: author,
        hasAttachment: record["HasAttachments"].bool == true,
        sequence: record["Seq"].integer
      )
    } else if type.equals("BotEscalated") {
      out.event(.handoffInitiated, at: time, by: .bot)
    } else if type.equals("ChatbotEndedChatByAction") || type.equals("ChatbotClosedIdleSession") {
      out.event(.closed, at: time, by: .bot)
    } else if type.equals("ChatbotEndedTransferNotConfigured") {
      out.event(.handoffFailed, at: time, by: .bot)
    } else if !type.equals("ChatbotEstablished"), !type.equals("ChatbotNotEstablished"),
      !type.contains("opted")
    {
      out.noteOdd("EntryType", type)
    }
  }

  private func emitNew(_ out: Emitter) {
    let type = record.first("entry_type", "entryType").text
    let sender = record["sender"]
    let author = sender.isObject ? sender.first("subject", "id").filled : sender.filled
    let word = record.first("sender_role", "senderRole", "actor_type", "actorType").text
    let name = record.first("sender_display_name", "senderDisplayName").text
    let who = who(sender.isObject ? sender["role"].text : word, id: author, name: name, out)
    let id = record["identifier"].filled
    if type.means("message") || type.means("note") {
      let inner = payload["abstractMessage"].isObject ? payload["abstractMessage"] : payload
      let content = inner["staticContent"].isObject ? inner["staticContent"] : inner
      var text = content.first("text", "message", "body", "content").text
      if text.isBlank { text = out.cardText(content) }
      out.message(
        who,
        at: time,
        text: text,
        id: id,
        author: author,
        isPrivate: type.means("note"),
        hasAttachment: content["attachments"].count > 0
      )
    } else if type.means("routing_result") || type.means("routingresult") {
      out.event(.queueEnter, at: time)
    } else if type.means("participant_changed") || type.means("participantchanged") {
      for change in payload["entries"].elements {
        let person = change["participant"]
        let id = person["subject"].filled
        let role = self.who(person["role"].text, id: id, name: .absent, out).role
        let hasCome = change["operation"].text.contains("add")
        if role == .human {
          out.event(hasCome ? .agentJoined : .agentLeft, at: time, by: .human)
        } else if role == .customer, !hasCome {
          out.event(.customerLeft, at: time, by: .customer)
        }
      }
    } else if !type.means("routing_work_result"), !type.means("session_status_changed") {
      out.noteOdd("entry_type", type)
    }
  }
}
