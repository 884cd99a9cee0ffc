import ByteStreams
import Records

/// A labelled corpus in the layout of its page: messages, and judgements of messages or conversations.
struct Corpus {
  struct Message {
    var id: String
    var isCustomer: Bool
    var text: [UInt8]
  }

  struct Conversation {
    var id: String
    var messages: [Message]
  }

  struct Judgement {
    var conversation: String
    /// Nil where the whole conversation was judged.
    var message: String?
    var signal: String
    var isYes: Bool
    var source: String
  }

  /// In the order of the file.
  var conversations: [Conversation] = []
  var judgements: [Judgement] = []

  /// Reads one split of a corpus, for example `star`, `train`.
  init(_ folder: String, _ name: String, _ split: String) throws {
    var places: [String: Int] = [:]
    try Self.lines("\(folder)/\(name)/messages.\(split).jsonl.gz") { line in
      let id = line["conversation_id"].text
      let role = line["role"].text
      guard role != "system" else { return }
      let message = Message(
        id: line["message_id"].text,
        isCustomer: role == "customer",
        text: Array(line["text"].text.utf8)
      )
      if let place = places[id] {
        conversations[place].messages.append(message)
      } else {
        places[id] = conversations.count
        conversations.append(Conversation(id: id, messages: [message]))
      }
    }
    try Self.lines("\(folder)/\(name)/gold.\(split).jsonl.gz") { line in
      guard case .integer(let label) = line["label"] else { return }
      judgements.append(
        Judgement(
          conversation: line["conversation_id"].text,
          message: line["message_id"] == .null ? nil : line["message_id"].text,
          signal: line["signal"].text,
          isYes: label == 1,
          source: line["labels"]["source"].text
        )
      )
    }
  }

  private static func lines(_ path: String, _ take: (JSONValue) -> Void) throws {
    var reader = try ByteReader(Input(path: path, name: path, bytes: nil))
    var all: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 4096)
    defer { buffer.deallocate() }
    while case let count = try reader.read(into: buffer), count > 0 { all += buffer.prefix(count) }
    for line in all.split(separator: 0x0A) { take(try JSONValue.parse(Array(line))) }
  }
}

extension JSONValue {
  /// The first member of that name, or null.
  subscript(key: String) -> JSONValue {
    guard case .object(let members) = self else { return .null }
    return members.first { $0.key == key }?.value ?? .null
  }

  /// The text of a string, else an empty one.
  var text: String {
    guard case .string(let text) = self else { return "" }
    return text
  }
}
