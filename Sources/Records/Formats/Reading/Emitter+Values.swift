/// Ways of putting texts, ids and moments together that several formats share.
extension Emitter {
  /// What a card shows: its titles, texts and the titles of its buttons, a line each.
  package func cardText(_ card: TreeNode) -> ByteSlice {
    var parts: [ByteSlice] = []
    Self.collect(card, &parts)
    return joined(parts, "\n")
  }

  private static func collect(_ node: TreeNode, _ parts: inout [ByteSlice]) {
    for child in node.children {
      let key = child.key
      if child.isString {
        guard key.equals("title") || key.equals("subtitle") || key.equals("text") else { continue }
        if !child.text.isBlank { parts.append(child.text) }
      } else if !key.equals("data"), !key.equals("value") {
        // What a button sends is not what it shows.
        collect(child, &parts)
      }
    }
  }

  /// The names of tags as `About.tags` takes them; absent without any.
  package func tags(_ names: some Sequence<ByteSlice>) -> ByteSlice {
    joined(names.filter { !$0.isBlank }, "\u{1F}")
  }

  /// The tags in a list of names.
  package func tags(_ list: TreeNode) -> ByteSlice { tags(list.elements.map(\.text)) }

  /// What a customer submitted: the value itself, or the values of a form, with commas between them.
  package func submitted(_ value: TreeNode) -> ByteSlice {
    if !value.text.isAbsent { return value.text }
    var parts: [ByteSlice] = []
    for child in value.children {
      let text = submitted(child)
      if !text.isBlank { parts.append(text) }
    }
    return joined(parts, ", ")
  }

  /// A text that is a string, or an array of parts of which those with a text count; a line each.
  ///
  /// - Returns: The text, and whether there was a part that is none, such as an image.
  package func partsText(_ content: TreeNode) -> (text: ByteSlice, hasOther: Bool) {
    guard content.isArray else { return (content.text, false) }
    var parts: [ByteSlice] = []
    var hasOther = false
    for part in content.elements {
      let text = part.isObject ? part.first("text", "content").text : part.text
      if text.isAbsent {
        hasOther = hasOther || part["type"].text.contains("image") || part["type"].equals("file")
      } else {
        parts.append(text)
      }
    }
    return (joined(parts, "\n"), hasOther)
  }
}
