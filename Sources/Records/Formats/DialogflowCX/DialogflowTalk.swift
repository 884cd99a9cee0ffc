/// One conversation history of Dialogflow CX.
struct DialogflowTalk {
  private let record: TreeNode
  private let out: Emitter
  private let created: Stamp
  /// By time; the export gives the newest first.
  private var interactions: [TreeNode]

  init(_ record: TreeNode, _ out: Emitter) {
    self.record = record
    self.out = out
    created = out.time(record["startTime"])
    interactions = Array(record["interactions"].elements)
    let times = interactions.map { out.time($0["createTime"]).instant }
    guard times.allSatisfy(\.isKnown), let first = times.first, let last = times.last else {
      return
    }
    // Within one moment the export's own direction decides.
    let step = first > last ? -1 : 1
    interactions = times.indices.sorted {
      (times[$0].milliseconds, $0 * step) < (times[$1].milliseconds, $1 * step)
    }.map { interactions[$0] }
  }

  /// Milliseconds since 1970; copies of a conversation agree.
  var started: Int64 { created.isKnown ? created.instant.milliseconds : 0 }

  func emit(_ id: ByteSlice) {
    let told = record["metrics"]["hasLiveAgentHandoff"].bool
    let sawHandoff = interactions.contains { interaction in
      messages(of: interaction).elements.contains { $0["liveAgentHandoff"].isObject }
    }
    var about = About()
    about.handedOff = told ?? sawHandoff
    about.created = created
    about.language = record["languageCode"].filled
    about.channel = record["environment"]["displayName"].filled
    about.topic = record["intents"][0]["displayName"].filled
    for interaction in interactions where about.topic.isAbsent {
      about.topic = result(of: interaction)["match"]["intent"]["displayName"].filled
    }
    if let last = interactions.last { about.updated = out.time(last["createTime"]) }
    out.begin(id, about)
    for interaction in interactions { emit(interaction) }
    if told == true, !sawHandoff {
      out.event(.handoffInitiated, at: about.updated, by: .bot)
    }
    out.end()
  }

  private func result(of interaction: TreeNode) -> TreeNode {
    interaction["response"]["queryResult"]
  }

  private func messages(of interaction: TreeNode) -> TreeNode {
    result(of: interaction)["responseMessages"]
  }

  private func emit(_ interaction: TreeNode) {
    let time = out.time(interaction["createTime"])
    let result = result(of: interaction)
    var asked = interaction["requestUtterances"].filled
    if asked.isAbsent { asked = interaction["request"]["queryInput"]["text"]["text"].filled }
    out.message(.customer, at: time, text: asked)
    if result["match"]["matchType"].equals("NO_MATCH")
      || result["match"]["matchType"].equals("NO_INPUT")
    {
      out.event(.fallback, at: time, by: .bot)
    }
    for status in result["webhookStatuses"].elements {
      // Protocol buffers leave out a code of 0, which is success.
      out.event(.action, at: time, by: .bot, succeeded: (status["code"].integer ?? 0) == 0)
    }
    var answered = false
    for message in messages(of: interaction).elements {
      for line in message["text"]["text"].elements where !line.text.isBlank {
        out.message(.bot, at: time, text: line.text)
        answered = true
      }
      if message["payload"].isObject {
        out.message(.bot, at: time, text: out.cardText(message["payload"]), hasAttachment: true)
        answered = true
      }
    }
    if !answered {
      out.message(.bot, at: time, text: interaction["responseUtterances"].text)
    }
    for message in messages(of: interaction).elements {
      if message["liveAgentHandoff"].isObject { out.event(.handoffInitiated, at: time, by: .bot) }
      if message["endInteraction"].isObject { out.event(.closed, at: time, by: .bot) }
    }
  }
}
