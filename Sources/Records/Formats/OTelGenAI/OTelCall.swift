/// One span that may be a call of a model.
struct OTelCall {
  private let span: TreeNode
  private let out: Emitter

  init(_ span: TreeNode, _ out: Emitter) {
    self.span = span
    self.out = out
  }

  func emit() {
    guard isCall else { return }
    let asked = question
    let answered = answer
    guard !asked.isBlank || !answered.isBlank else { return }
    var id = attribute("gen_ai.conversation.id").text
    if id.count == 0 { id = attribute("session.id").text }
    if id.count == 0 { id = span["traceId"].text }
    guard id.count > 0 else { return }
    var about = About()
    about.customer = attribute("user.id").text
    if about.customer.count == 0 { about.customer = attribute("enduser.id").text }
    if about.customer.count == 0 { about.customer = .absent }
    out.pieces(of: id, about)
    let call = span["spanId"].filled
    out.message(
      .customer,
      at: out.time(span["startTimeUnixNano"], .nanoseconds),
      text: asked,
      id: call.isAbsent ? call : out.bytes(call, ByteSlice("/input"))
    )
    out.message(
      .bot,
      at: out.time(span["endTimeUnixNano"], .nanoseconds),
      text: answered,
      id: call.isAbsent ? call : out.bytes(call, ByteSlice("/output"))
    )
  }

  /// Spans of agents repeat what their calls say; tools speak to nobody.
  private var isCall: Bool {
    let operation = attribute("gen_ai.operation.name").text
    return !["execute_tool", "invoke_agent", "create_agent", "embeddings", "invoke_workflow"]
      .contains { operation.equals($0) }
  }

  private func attribute(_ name: StaticString) -> OTelValue { .attribute(name, of: span) }

  /// An attribute of the span, else of one of its events.
  private func recorded(_ name: StaticString) -> OTelValue {
    let own = attribute(name)
    guard own.isAbsent else { return own.opened(out) }
    for event in span["events"].elements {
      let value = OTelValue.attribute(name, of: event)
      if !value.isAbsent { return value.opened(out) }
    }
    return OTelValue(.absent)
  }

  private var question: ByteSlice {
    for name: StaticString in ["gen_ai.input.messages", "gen_ai.prompt"] {
      let input = recorded(name)
      guard !input.isAbsent else { continue }
      // A bare text is the whole prompt.
      guard let last = input.elements.last else { return input.text }
      return last["role"].text.equals("user") ? text(of: last) : .absent
    }
    let indexed = numbered("gen_ai.prompt.")
    if !indexed.content.isAbsent {
      return indexed.role.equals("user") ? indexed.content : .absent
    }
    // Older instrumentations wrote an event for each message sent.
    var last = ByteSlice.absent
    for event in span["events"].elements where event["name"].text.hasSuffix(".message") {
      let isUser = event["name"].equals("gen_ai.user.message")
      last = isUser ? OTelValue.attribute("content", of: event).text : .absent
    }
    return last
  }

  private var answer: ByteSlice {
    for name: StaticString in ["gen_ai.output.messages", "gen_ai.completion"] {
      let output = recorded(name)
      guard !output.isAbsent else { continue }
      guard let first = output.elements.first else { return output.text }
      return text(of: first)
    }
    let indexed = numbered("gen_ai.completion.")
    if !indexed.content.isAbsent { return indexed.content }
    for event in span["events"].elements where event["name"].equals("gen_ai.choice") {
      let content = OTelValue.attribute("content", of: event)
      if !content.isAbsent { return content.text }
      return text(of: OTelValue.attribute("message", of: event).opened(out))
    }
    return .absent
  }

  private func text(of message: OTelValue) -> ByteSlice {
    let content = message["content"]
    if content.text.count > 0 { return content.text }
    let parts = message["parts"].elements + content.elements
    let texts = parts.filter { $0["type"].text.equals("text") || $0["type"].isAbsent }
      .map { $0["content"].text.count > 0 ? $0["content"].text : $0["text"].text }
    return out.joined(texts, "\n")
  }

  /// Attributes that bear a number each, such as `gen_ai.prompt.0.content`: the ones with the greatest number.
  private func numbered(_ prefix: StaticString) -> (role: ByteSlice, content: ByteSlice) {
    var greatest = -1
    var found = (role: ByteSlice.absent, content: ByteSlice.absent)
    for attribute in span["attributes"].elements {
      let key = attribute["key"].text
      guard key.hasPrefix(prefix) else { continue }
      let rest = key[prefix.utf8CodeUnitCount..<key.count]
      guard let dot = rest.firstIndex(of: 0x2E),
        let number = rest[0..<dot].string.flatMap({ Int($0) }), number >= greatest
      else { continue }
      if number > greatest {
        greatest = number
        found = (.absent, .absent)
      }
      let value = OTelValue(attribute["value"]).text
      if rest.hasSuffix(".role") { found.role = value }
      if rest.hasSuffix(".content") { found.content = value }
    }
    return found
  }
}
