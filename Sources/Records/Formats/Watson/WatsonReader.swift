/// Logs of IBM's Watson Assistant: each element is one turn, a question and its answers.
///
/// FORMATS 7.
package final class WatsonReader: FormatReader {
  package static let profile = FormatProfile(
    "watson-logs",
    tier: 3,
    confidence: "C",
    container: "JSON pages or lines",
    sides: .botOnly,
    tellsHandoff: true,
    tellsRating: false,
    blindSpots: [
      "What the human wrote after a hand-off is in the contact centre's export.",
      "A hand-off is told by an answer of the kind connect_to_agent, where the assistant is built to give one.",
    ]
  )

  package static var signNames: [StaticString]? { ["request"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    guard record["request"]["input"].isObject, record["response"]["output"].isObject,
      record.has("request_timestamp") || record.has("log_id")
    else { return nil }
    return "\"request.input\" and \"response.output\" with \"request_timestamp\""
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    let request = record["request"]
    let response = record["response"]
    var id = record["session_id"].filled
    if id.isAbsent { id = response["context"]["conversation_id"].filled }
    if id.isAbsent { id = request["context"]["conversation_id"].filled }
    guard !id.isAbsent else { return out.noteOdd("session_id", id) }
    let answers = response["output"]["generic"]
    let handsOver = answers.elements.contains { $0["response_type"].equals("connect_to_agent") }
    var about = About()
    about.customer = record["customer_id"].filled
    if about.customer.isAbsent { about.customer = request["user_id"].filled }
    about.language = record["language"].filled
    let intents = response["output"]["intents"].isArray ? response["output"] : response
    about.topic = intents["intents"][0]["intent"].filled
    if handsOver { about.handedOff = true }
    out.pieces(of: id, about)
    let turn = record["log_id"].filled
    let asked = out.time(record["request_timestamp"])
    var answered = out.time(record["response_timestamp"])
    if !answered.isKnown { answered = asked }
    out.message(
      .customer,
      at: asked,
      text: request["input"]["text"].text,
      id: turn.isAbsent ? turn : out.bytes(turn, ByteSlice("/input"))
    )
    var number = 0
    for answer in answers.elements {
      number += 1
      let id = turn.isAbsent ? turn : out.bytes(turn, out.keep("/\(number)"))
      emit(answer, at: answered, id, out)
    }
    if handsOver { out.event(.handoffInitiated, at: answered, by: .bot) }
  }

  private func emit(_ answer: TreeNode, at time: Stamp, _ id: ByteSlice, _ out: Emitter) {
    // What is said to the agent alone is in other fields.
    var parts =
      answer["response_type"].equals("connect_to_agent")
      ? [answer["agent_available"]["message"].text]
      : [answer["title"].text, answer["text"].text, answer["description"].text]
    for option in answer["options"].elements { parts.append(option["label"].text) }
    for option in answer["suggestions"].elements { parts.append(option["label"].text) }
    for result in answer["primary_results"].elements {
      parts += [result["title"].text, result["body"].text]
    }
    out.message(
      .bot,
      at: time,
      text: out.joined(parts.filter { !$0.isBlank }, "\n"),
      id: id,
      hasAttachment: !answer["source"].filled.isAbsent,
      kind: answer["options"].count > 0 || answer["suggestions"].count > 0 ? .menu : nil
    )
  }
}
