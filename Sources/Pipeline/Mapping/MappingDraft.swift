package import ByteStreams
import Records

/// A first mapping for an unknown export, proposed from its names and values.
///
/// What a name or value makes likely is written down; what it does not is marked and never filled in silently.
package struct MappingDraft: Sendable {
  /// The YAML.
  package private(set) var text = ""
  /// What a person must look at, one sentence each.
  package private(set) var doubts: [String] = []

  /// Decoded bytes that are looked at.
  package static let window = 4 << 20
  /// Records that are looked at.
  static let sampleSize = 200

  /// Nil when the input is not JSON, XML or CSV.
  package init?(of input: Input, name: String) throws(StreamError) {
    var bytes = try ByteReader(input)
    let peeked = bytes.peekText()
    let isXML = peeked.first { $0 > 0x20 } == 0x3C
    bytes.handle(isXML ? .asIs : .jsonText)
    var sample: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 4096)
    defer { buffer.deallocate() }
    while sample.count < Self.window, case let count = try bytes.read(into: buffer), count > 0 {
      sample += buffer[0..<count]
    }
    let store = TreeStore()
    guard let shape = DraftShape(of: sample, isXML: isXML, store) else { return nil }
    write(shape, name: name, fileName: input.name)
  }

  private mutating func doubt(_ text: String) { doubts.append(text) }

  private mutating func write(_ shape: DraftShape, name: String, fileName: String) {
    var lines = [
      "# Drafted from \(fileName). Lines marked with ? are guesses or gaps: look at each.",
      "onpar_mapping: 1", "name: " + Self.quoted(name),
    ]
    if let root = shape.root {
      lines.append("match: {root: " + Self.quoted(root) + "}")
    } else if !shape.topKeys.isEmpty {
      lines.append(
        "match: {keys: [" + shape.topKeys.map(Self.quoted).joined(separator: ", ") + "]}"
      )
    }
    var input = "input: {format: \(shape.kind.rawValue), records: " + Self.quoted(shape.records)
    input += ", record_is: " + (shape.each == nil ? "message" : "conversation")
    if !shape.namespaces.isEmpty {
      let all = shape.namespaces.map { $0.prefix + ": " + Self.quoted($0.uri) }
      input += ", namespaces: {" + all.joined(separator: ", ") + "}"
    }
    lines.append(input + "}")
    lines.append("conversation:")
    var head = shape.recordFields
    var message = shape.messageFields
    if shape.each == nil { message = head }
    let id = pick(&head, .conversation)
    let guess = id == nil ? guessedID(&head, shape) : nil
    // What names a conversation in each of its messages names none of them.
    if shape.each == nil, let path = (id ?? guess)?.path {
      message.removeAll { $0.path == path }
    }
    if let guess {
      lines.append("  conversation_id: " + Self.quoted(guess.path) + "  # ? a guess")
      let why = guess.isDistinct ? "which differs in every record" : "by its name"
      doubt("conversation_id is taken to be \(guess.path), \(why): is it?")
    } else {
      line(&lines, "conversation_id", id, isNeeded: true)
    }
    line(&lines, "customer_id", pick(&head, .customer))
    line(&lines, "channel", pick(&head, .channel))
    line(&lines, "language", pick(&head, .language))
    line(&lines, "topic", pick(&head, .topic))
    if shape.each != nil {
      timeLine(&lines, "created_at", pick(&head, .created))
      timeLine(&lines, "updated_at", pick(&head, .updated))
    }
    lines.append("messages:")
    if let each = shape.each { lines.append("  each: " + Self.quoted(each)) }
    line(&lines, "message_id", pick(&message, .message))
    timeLine(&lines, "timestamp", pick(&message, .time))
    roleLines(&lines, pick(&message, .role))
    line(&lines, "author_id", pick(&message, .author))
    visibilityLine(&lines, pick(&message, .visibility))
    textLine(&lines, pick(&message, .text))
    lines.append("# events: hand-offs, joins and endings are not guessed; without them")
    lines.append("#   handed_off is told by the messages alone.")
    text = lines.joined(separator: "\n") + "\n"
    doubt("events are not guessed: add them if the export says when a hand-off begins")
  }

  // MARK: Lines

  private mutating func line(
    _ lines: inout [String],
    _ key: String,
    _ field: DraftField?,
    isNeeded: Bool = false
  ) {
    guard let field else {
      if isNeeded {
        lines.append("  \(key): $.TODO  # ? nothing looks like it")
        doubt("\(key) was not found: name its path")
      } else {
        lines.append("  # \(key): ?")
      }
      return
    }
    lines.append("  \(key): " + Self.quoted(field.path))
  }

  private mutating func timeLine(_ lines: inout [String], _ key: String, _ field: DraftField?) {
    guard let field else {
      lines.append("  # \(key): ?")
      if key == "timestamp" { doubt("no field looks like the time of a message") }
      return
    }
    let time = field.timeWords
    if time == "iso" {
      lines.append("  \(key): " + Self.quoted(field.path))
    } else if let time {
      lines.append("  \(key): {path: " + Self.quoted(field.path) + ", time: \(time)}")
    } else {
      lines.append("  # \(key): {path: " + Self.quoted(field.path) + ", time: ?}")
      doubt("\(field.path) is like \(field.examples.first ?? ""): say which time that is")
    }
  }

  private mutating func roleLines(_ lines: inout [String], _ field: DraftField?) {
    guard let field else {
      lines.append("  role: {const: customer}  # ? nothing tells who wrote a message")
      doubt("nothing tells who wrote a message: all are taken for the customer's until you say")
      return
    }
    lines.append("  role:")
    for (value, count) in field.values {
      if let role = DraftWords.role(value) {
        lines.append(
          "    - {path: " + Self.quoted(field.path) + ", equals: " + Self.quoted(value)
            + ", is: \(role)}"
        )
      } else {
        lines.append(
          "    # ? - {path: " + Self.quoted(field.path) + ", equals: " + Self.quoted(value)
            + ", is: …}  # \(count) times"
        )
        doubt("\(field.path) is \(value) in \(count) messages: who is that?")
      }
    }
    lines.append("    - {else: system}  # ? whoever is not named above")
    if field.isOpen {
      doubt("\(field.path) has many values: name bots and people by id, matches or starts_with")
    }
  }

  private mutating func visibilityLine(_ lines: inout [String], _ field: DraftField?) {
    guard let field else { return }
    let isPublic = field.path.lowercased().contains("public")
    lines.append("  visibility:  # ? check which value hides a message from the customer")
    lines.append(
      "    - {path: " + Self.quoted(field.path) + ", equals: \(!isPublic), is: private}"
    )
    lines.append("    - {else: public}")
    doubt("\(field.path) is taken to tell private notes")
  }

  private mutating func textLine(_ lines: inout [String], _ field: DraftField?) {
    guard let field else {
      lines.append("  text: $.TODO  # ? nothing looks like the text of a message")
      return doubt("no field looks like the text of a message")
    }
    let isHTML = field.examples.contains { $0.contains("</") || $0.contains("<br") }
    lines.append(
      isHTML
        ? "  text: {path: " + Self.quoted(field.path) + ", format: html}"
        : "  text: " + Self.quoted(field.path)
    )
  }

  /// Takes the field that may be the conversation's id where none is called so; nil where nothing may.
  private func guessedID(_ fields: inout [DraftField], _ shape: DraftShape) -> DraftField? {
    let records = shape.each == nil ? nil : shape.recordCount
    let place =
      fields.firstIndex {
        DraftWords.mayBeConversation($0, of: nil) && ($0.isDistinct || records == nil)
      }
      ?? records.flatMap { records in
        fields.firstIndex { DraftWords.mayBeConversation($0, of: records) }
      }
    return place.map { fields.remove(at: $0) }
  }

  /// Takes the field that suits best out of those that are left.
  private func pick(_ fields: inout [DraftField], _ use: DraftWords.Use) -> DraftField? {
    let ranked = fields.indices.map { ($0, DraftWords.score(fields[$0], for: use)) }
      .max { $0.1 < $1.1 }
    guard let (index, score) = ranked, score > 0 else { return nil }
    return fields.remove(at: index)
  }

  /// A text as YAML writes it.
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case _ where scalar.value < 0x20: out += " "
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
