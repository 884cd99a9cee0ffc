import Signals
import Wording

/// What a head sees of one message or conversation, and what people said of it.
struct Example {
  /// Places in the weights, with how often they occur.
  var customer: [UInt16] = []
  var responder: [UInt16] = []
  var shape: [Float] = []
  var isYes = false
  /// What the customer's last message adds to the sum when it is judged; it is not learned with.
  var last: Float = 0
}

extension Corpus {
  /// What the heads of a subject see of all that was judged under a signal.
  ///
  /// `signal` is named where it is not that of the head; `negativity` where the last message counts; `keeps` says which judgements count, for corpora of which only some sources may be learned from.
  func examples(
    _ head: Head,
    of signal: String? = nil,
    _ scanner: inout SignalScanner,
    negativity: HeadWeights? = nil,
    keeps: (Judgement) -> Bool
  ) -> [Example] {
    var ofMessages: [String: [String: Bool]] = [:]
    var ofConversations: [String: Bool] = [:]
    for judgement in judgements
    where judgement.signal == signal ?? head.rawValue && keeps(judgement) {
      if let message = judgement.message {
        ofMessages[judgement.conversation, default: [:]][message] = judgement.isYes
      } else {
        ofConversations[judgement.conversation] = judgement.isYes
      }
    }
    var result: [Example] = []
    for conversation in conversations {
      let judged = ofMessages[conversation.id] ?? [:]
      let verdict = ofConversations[conversation.id]
      let isWanted = head.subject == .conversation ? verdict != nil : !judged.isEmpty
      guard isWanted else { continue }
      var talk = Talk()
      var whole = Example()
      var lastOfCustomer: [UInt16] = []
      for message in conversation.messages {
        let heard = message.text.withUnsafeBytes {
          scanner.read($0, isCustomer: message.isCustomer, in: &talk)
        }
        let shape = heard.shape.list
        let places = Array(scanner.features.all)
        if message.isCustomer, let negativity, let point = head.last {
          whole.last = head.last(
            point.sum(heard, negativity.sum(of: Example(customer: places)))
          )
        }
        if head.subject == .conversation {
          if message.isCustomer { whole.customer += places } else { whole.responder += places }
        } else if let isYes = judged[message.id] {
          result.append(
            message.isCustomer
              ? Example(customer: places, shape: shape, isYes: isYes)
              : Example(customer: lastOfCustomer, responder: places, shape: shape, isYes: isYes)
          )
        }
        if message.isCustomer { lastOfCustomer = places }
      }
      if let verdict, head.subject == .conversation {
        whole.shape = talk.shape
        whole.isYes = verdict
        result.append(whole)
      }
    }
    return result
  }
}
