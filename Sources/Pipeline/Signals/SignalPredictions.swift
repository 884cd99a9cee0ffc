import Conversations
package import Records
import Serialization
package import Signals
package import Wording

/// Writes what the detectors say of each message and conversation, while the inputs are read.
///
/// A message that comes twice is judged once. A line for each signal of a customer's or responder's message follows the order of the inputs. What stands on all
/// messages comes at the end: ready-made replies, and whole conversations in the order in which they began.
package final class SignalPredictions: MessageObserver, @unchecked Sendable {
  // Unchecked: one worker calls it, and the caller of `finish` comes after.

  private var reading: SignalReading
  private let explains: Bool
  private let chosen: Set<Signal>
  /// Takes lines as bytes, many at a time.
  private let write: (borrowing [UInt8]) -> Void
  private var bytes: [UInt8] = []
  private var conversations: [Conversation] = []
  private var places: [String: Int] = [:]
  private var replies: [Reply] = []
  private var canned = CannedReplies()
  /// The whole conversation that is coming in.
  private var current: Int?
  private static let chunk = 1 << 20

  private struct Conversation {
    var id: String
    var messages = 0
    var state = SignalReading.State()
    /// Of the messages so far.
    var ids: Set<UInt64> = []
  }

  private struct Reply {
    var conversation: Int
    var position: Int
    var message: String?
    var runs: [UInt32]
  }

  /// Without chosen signals all are written.
  ///
  /// `explains` adds the words without which an answer would be lower.
  package init(
    lexicon: Lexicon,
    model: SignalModel,
    chosen: Set<Signal> = [],
    explains: Bool = false,
    write: @escaping (borrowing [UInt8]) -> Void
  ) {
    reading = SignalReading(lexicon: lexicon, model: model)
    self.chosen = chosen.isEmpty ? Set(Signal.allCases) : chosen
    self.explains = explains
    self.write = write
  }

  package func see(_ batch: RecordBatch, wholeFormat: Format, pieceFormat: Format) {
    for index in 0..<batch.count {
      let record = batch.records + index
      switch record.pointee.kind {
      case .begin: current = place(record.pointee.conversation, wholeFormat)
      case .end: current = nil
      case .message:
        read(record.pointee, at: current ?? place(record.pointee.conversation, pieceFormat))
      case .event, .head: break
      }
    }
  }

  private func place(_ id: ByteSlice, _ format: Format) -> Int {
    let id = id.string ?? ""
    let key = "\(format.rawValue) \(id)"
    if let place = places[key] { return place }
    places[key] = conversations.count
    conversations.append(Conversation(id: id))
    return conversations.count - 1
  }

  private func read(_ record: RawRecord, at place: Int) {
    guard !record.flags.contains(.isPrivate), !record.text.isAbsent else { return }
    let isCustomer: Bool
    switch record.role {
    case .customer: isCustomer = true
    case .bot, .human: isCustomer = false
    case .system, .unknown: return
    }
    // Of messages with one id the first counts, as everywhere (METRICS 1.3).
    let id = ByteHash.short(record.message)
    if id != 0, !conversations[place].ids.insert(id).inserted { return }
    let position = conversations[place].messages
    conversations[place].messages += 1
    let message = record.message.string
    let text = record.text.buffer
    let before = conversations[place].state
    for one in reading.read(text, isCustomer: isCustomer, in: &conversations[place].state)
    where chosen.contains(one.signal) {
      let spans =
        explains ? reading.evidence(one, text, isCustomer: isCustomer, after: before) : nil
      put(one, of: place, message, position, spans)
    }
    if !isCustomer, chosen.contains(.cannedReply) {
      let runs = canned.add(reading.tokens, conversation: UInt32(truncatingIfNeeded: place))
      replies.append(Reply(conversation: place, position: position, message: message, runs: runs))
    }
  }

  /// Writes what could be said only now.
  package func finish() {
    for reply in replies {
      let score = canned.score(reply.runs)
      let one = Prediction(signal: .cannedReply, score: score, probability: nil)
      put(one, of: reply.conversation, reply.message, reply.position, nil)
    }
    for place in conversations.indices {
      for one in reading.conclude(conversations[place].state) where chosen.contains(one.signal) {
        put(one, of: place, nil, nil, nil)
      }
    }
    write(bytes)
    bytes = []
  }

  private func put(
    _ one: Prediction,
    of place: Int,
    _ message: String?,
    _ position: Int?,
    _ spans: [Range<Int>]?
  ) {
    var json = JSONWriter()
    json.object { row in
      row.member("conversation_id", conversations[place].id)
      row.member("message_id", message)
      // Without an id of its own, a message is named by its number in the conversation.
      if message == nil, let position { row.member("position", position) }
      row.member("signal", one.signal.rawValue)
      row.member("score", Self.rounded(one.score))
      row.member("probability", one.probability.map(Self.rounded))
      if let spans {
        row.member(
          "evidence",
          array: { list in
            for span in spans {
              list.array { pair in
                pair.value(span.lowerBound)
                pair.value(span.upperBound)
              }
            }
          }
        )
      }
    }
    bytes += json.bytes
    bytes.append(0x0A)
    if bytes.count >= Self.chunk {
      write(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
  }

  /// Six digits, so that mathematics libraries that differ in the last bit give the same bytes.
  private static func rounded(_ value: Double) -> Double {
    (value * 1_000_000).rounded() / 1_000_000
  }
}
