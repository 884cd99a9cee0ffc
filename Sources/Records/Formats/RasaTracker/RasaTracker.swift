/// Everything that one sender's tracker holds, in the order of the file, which need not be that of time.
struct RasaTracker {
  private let sender: ByteSlice
  private let events: [TreeNode]
  private let updated: Stamp
  private let out: Emitter
  /// Trackers of tests hold no answers, only the actions that gave them.
  private let answersAreActions: Bool

  init(_ sender: ByteSlice, _ events: [TreeNode], _ updated: Stamp, _ out: Emitter) {
    self.sender = sender
    self.events = events
    self.updated = updated
    self.out = out
    answersAreActions = !events.contains { $0["event"].equals("bot") }
  }

  func emit() {
    for (index, session) in sessions.enumerated() {
      emit(session, number: index + 1)
    }
  }

  /// A session begins at each `session_started`; what stands before the first one belongs to it unless somebody spoke.
  private var sessions: [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    var isOpen = false
    for (index, event) in events.enumerated() {
      let name = event["event"].text
      if name.equals("session_started") {
        if isOpen {
          result.append(start..<index)
          start = index
        }
        isOpen = true
      } else if speaks(event) {
        isOpen = true
      }
    }
    if isOpen { result.append(start..<events.count) }
    return result
  }

  private func speaks(_ event: TreeNode) -> Bool {
    let name = event["event"].text
    return (name.equals("user") && !isCommand(event["text"].text)) || name.equals("bot")
      || name.equals("agent")
  }

  private func isCommand(_ text: ByteSlice) -> Bool {
    text.hasPrefix("/session_start") || text.hasPrefix("/restart")
  }

  private func emit(_ session: Range<Int>, number: Int) {
    var about = About()
    about.customer = sender
    about.updated = updated
    for event in events[session] where event["event"].equals("user") {
      if isCommand(event["text"].text) { continue }
      if about.channel.isAbsent { about.channel = event["input_channel"].filled }
      if about.topic.isAbsent { about.topic = event["parse_data"]["intent"]["name"].filled }
    }
    out.begin(out.bytes(sender, out.keep("/\(number)")), about)
    var buttons = TreeNode.absent
    for event in events[session] { emit(event, &buttons) }
    out.end()
  }

  private func emit(_ event: TreeNode, _ buttons: inout TreeNode) {
    let name = event["event"].text
    let time = out.time(event["timestamp"], .seconds)
    let text = event["text"].text
    if name.equals("user") {
      guard !isCommand(text) else { return }
      let id = event.first("message_id").filled
      out.message(.customer, at: time, text: label(of: text, in: buttons), id: id, author: sender)
    } else if name.equals("bot") || name.equals("agent") {
      let isBot = name.equals("bot")
      let data = event["data"]
      if data["buttons"].count > 0 { buttons = data["buttons"] }
      let author = event["metadata"]["agent_id"].filled
      out.message(
        out.authors.who(id: author, field: isBot ? .bot : .human),
        at: time,
        text: text.isBlank ? out.cardText(data) : text,
        author: author,
        hasAttachment: data.children.contains {
          !$0.isAbsent && ($0.count > 0 || $0.text.count > 0)
        }
      )
    } else if name.equals("action") {
      action(event["name"].text, time)
    } else if name.equals("session_ended") {
      out.event(.closed, at: time)
    } else if name.equals("action_execution_rejected") {
      out.event(.action, at: time, by: .bot, succeeded: false)
    } else if !Self.silentEvents.contains(where: { name.equals($0) }) {
      out.noteOdd("event", name)
    }
  }

  private func action(_ name: ByteSlice, _ time: Stamp) {
    if answersAreActions, name.hasPrefix("utter_") {
      out.message(.bot, at: time, text: .absent, isRedacted: true)
    }
    if name.equals("action_default_fallback") { out.event(.fallback, at: time, by: .bot) }
    if out.handoffNames.contains(name) { out.event(.handoffInitiated, at: time, by: .bot) }
  }

  /// The title of the button that sends this text; the text itself if it is no button's.
  private func label(of text: ByteSlice, in buttons: TreeNode) -> ByteSlice {
    guard text.hasPrefix("/") else { return text }
    for button in buttons.people where button["payload"].text == text {
      let title = button["title"].filled
      if !title.isAbsent { return title }
    }
    return text
  }

  /// Known, and nothing that a customer sees.
  private static let silentEvents: [StaticString] = [
    "session_started", "slot", "reset_slots", "followup", "rewind", "undo", "restart", "pause",
    "resume", "export", "reminder", "cancel_reminder", "form", "active_loop", "form_validation",
    "loop_interrupted", "user_featurization", "entities", "stack", "flow_started",
    "flow_interrupted", "flow_resumed", "flow_completed", "flow_cancelled", "story_end",
    "warning_predicted", "routing_session_ended", "dialogue_stack_updated", "agent_started",
    "agent_interrupted", "agent_resumed", "agent_completed", "agent_cancelled",
  ]
}
