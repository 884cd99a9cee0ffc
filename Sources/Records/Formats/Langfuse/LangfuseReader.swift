/// Traces of Langfuse: each is one turn, a session is the conversation.
///
/// FORMATS 6.14.
package final class LangfuseReader: FormatReader {
  package static let profile = FormatProfile(
    "langfuse",
    tier: 2,
    confidence: "A",
    container: "JSON pages or lines",
    sides: .botOnly,
    tellsHandoff: false,
    tellsRating: false,
    blindSpots: [
      "Only the model's side is here: nothing tells whether a human took over.",
      "Which score is a customer's rating is for a mapping file to say.",
    ]
  )

  package static var signNames: [StaticString]? { ["sessionId"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    guard record.has("sessionId"), record.has("input"), record.has("output") else { return nil }
    return "\"sessionId\", \"input\" and \"output\""
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    let trace = record["id"].filled
    let id = record.first("sessionId", "id").filled
    guard !id.isAbsent else { return out.noteOdd("sessionId", .absent) }
    let asked = said(in: record["input"], by: "user", out)
    let answered = said(in: record["output"], by: "assistant", out)
    guard !asked.isBlank || !answered.isBlank else { return }
    var about = About()
    about.customer = record["userId"].filled
    about.language = record["metadata"]["language"].filled
    about.tags = out.tags(record["tags"])
    out.pieces(of: id, about)
    let start = out.time(record["timestamp"])
    out.message(
      .customer,
      at: start,
      text: asked,
      id: trace.isAbsent ? trace : out.bytes(trace, ByteSlice("/input"))
    )
    out.message(
      .bot,
      at: end(of: record, from: start, out),
      text: answered,
      id: trace.isAbsent ? trace : out.bytes(trace, ByteSlice("/output"))
    )
  }

  /// The last entry of a role: what stands before it was sent in earlier turns.
  private func said(in node: TreeNode, by role: StaticString, _ out: Emitter) -> ByteSlice {
    if node.isString || node.isNumber { return node.text }
    let messages = node.isArray ? node : node["messages"]
    if messages.isArray {
      var last = TreeNode.absent
      for message in messages.elements where message["role"].equals(role) { last = message }
      return out.partsText(last["content"]).text
    }
    let choice = node["choices"][0]["message"]
    let message = choice.isObject ? choice : node
    let text = out.partsText(message["content"]).text
    if !text.isAbsent { return text }
    return message.first("text", "message", "query", "question", "input", "answer", "output").text
  }

  /// When the last generation ended; else the start and how long it took.
  private func end(of record: TreeNode, from start: Stamp, _ out: Emitter) -> Stamp {
    var end = Stamp.missing
    for observation in record["observations"].elements
    where observation["type"].text.means("generation") {
      let time = out.time(observation["endTime"])
      if time.isKnown, !end.isKnown || time.instant > end.instant { end = time }
    }
    if end.isKnown { return end }
    guard start.isKnown, let seconds = record["latency"].number, (0..<86_400).contains(seconds)
    else { return start }
    return start.advanced(by: Int64((seconds * 1000 + 0.5).rounded(.down)))
  }
}
