/// An activity of Microsoft's Bot Framework, the record that Copilot Studio logs too.
struct Activity {
  let node: TreeNode

  init(_ node: TreeNode) { self.node = node }

  var sender: TreeNode { node["from"] }
  var type: ByteSlice { node["type"].text }
  var isMessage: Bool { node["type"].equals("message") }
  var id: ByteSlice { node["id"].filled }

  /// The person behind a user's activity: the directory's id stays the same over conversations.
  var person: ByteSlice { sender.first("aadObjectId", "id").filled }

  var hasAttachments: Bool { node["attachments"].count > 0 }

  /// What is shown: the text, else what the cards say.
  func text(_ out: Emitter) -> ByteSlice {
    let text = node["text"].text
    if !text.isBlank { return node["textFormat"].equals("xml") ? out.plain(html: text) : text }
    var parts: [ByteSlice] = []
    for attachment in node["attachments"].elements {
      let content = attachment["content"]
      let shown = content.isString ? content.text : out.cardText(content)
      if !shown.isBlank { parts.append(shown) }
    }
    return out.joined(parts, "\n")
  }

  /// What a customer sends: the text, else what a card was filled in with.
  func answer(_ out: Emitter) -> ByteSlice {
    let text = text(out)
    return text.isBlank ? out.submitted(node["value"]) : text
  }
}
