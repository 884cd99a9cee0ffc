/// One element of a `Transcript` array, which Amazon Connect and Contact Lens share.
struct ConnectItem {
  let item: TreeNode
  let role: Role

  /// - Parameters:
  ///   - item: The element.
  ///   - participants: Role by participant id, for files whose items carry none.
  init(_ item: TreeNode, participants: TreeNode = .absent) {
    self.item = item
    role = Self.role(of: item, participants)
  }

  private static func role(of item: TreeNode, _ participants: TreeNode) -> Role {
    var word = item["ParticipantRole"].filled
    if word.isAbsent {
      let id = item["ParticipantId"].text
      for participant in participants.people where participant["ParticipantId"].text == id {
        word = participant["ParticipantRole"].text
      }
    }
    if word.equals("CUSTOMER") { return .customer }
    if word.equals("AGENT") || word.equals("SUPERVISOR") { return .human }
    if word.equals("CUSTOM_BOT") { return .bot }
    if word.equals("SYSTEM") {
      // Prompts of a flow and answers of a bot share this role.
      let name = item["DisplayName"].text
      return name.count == 0 || name.equals("SYSTEM_MESSAGE") ? .system : .bot
    }
    return .unknown
  }

  func emit(_ out: Emitter) {
    let time = out.time(item["AbsoluteTime"])
    let author = item["ParticipantId"].filled
    let type = item["Type"].text
    if type.equals("EVENT") {
      event(out, time, author)
    } else if type.equals("MESSAGE") || type.equals("ATTACHMENT") || type.isAbsent {
      out.message(
        who(author, out),
        at: time,
        text: text(out),
        id: item["Id"].filled,
        author: author,
        hasAttachment: item["Attachments"].count > 0 || type.equals("ATTACHMENT")
      )
    } else {
      out.noteOdd("Type", type)
    }
  }

  private func who(_ author: ByteSlice, _ out: Emitter) -> Who {
    let name = item["DisplayName"].text
    let word = item["ParticipantRole"].filled
    if role == .unknown, !word.isAbsent { out.noteOdd("ParticipantRole", word) }
    let who = out.authors.who(id: author, name: name, field: role)
    // A bot under the role of the system is one by its display name alone.
    let isNamed = role == .bot && item["ParticipantRole"].equals("SYSTEM")
    return isNamed && who.basis == .structural ? Who(.bot, .name) : who
  }

  /// The text of a message; cards are JSON in a string.
  private func text(_ out: Emitter) -> ByteSlice {
    let content = item["Content"].text
    guard item["ContentType"].text.firstIndex(of: 0x2E) != nil else { return content }
    let card = out.store.parseJSON(in: content)
    guard card.isObject else { return content }
    let data = card["data"].isObject ? card["data"] : card
    var parts: [ByteSlice] = []
    Self.collect(data["content"].isObject ? data["content"] : data, into: &parts)
    return out.joined(parts, "\n")
  }

  /// Titles and subtitles of a card and its elements, as they stand.
  private static func collect(_ node: TreeNode, into parts: inout [ByteSlice]) {
    for child in node.children {
      if child.isString {
        let key = child.key
        if key.equals("title") || key.equals("subtitle") || key.equals("text") {
          parts.append(child.text)
        }
      } else if child.isObject || child.isArray {
        collect(child, into: &parts)
      }
    }
  }

  private func event(_ out: Emitter, _ time: Stamp, _ author: ByteSlice) {
    let type = item["ContentType"].text
    if type.hasSuffix("participant.invited") {
      out.event(.queueEnter, at: time)
    } else if type.hasSuffix("participant.joined") {
      if role == .human { out.event(.agentJoined, at: time, by: .human, author: author) }
    } else if type.hasSuffix("participant.left") {
      if role == .human { out.event(.agentLeft, at: time, by: .human, author: author) }
      if role == .customer { out.event(.customerLeft, at: time, by: .customer, author: author) }
    } else if type.hasSuffix("transfer.succeeded") {
      out.event(.transferred, at: time)
    } else if type.hasSuffix("transfer.failed") {
      out.event(.handoffFailed, at: time)
    } else if type.hasSuffix("chat.ended") {
      out.event(.closed, at: time, by: role)
    } else if !type.hasSuffix("typing"), !type.hasSuffix("message.delivered"),
      !type.hasSuffix("message.read")
    {
      out.noteOdd("ContentType", type)
    }
  }
}
