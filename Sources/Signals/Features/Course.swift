import Wording

/// What the messages of a conversation so far mean for the next one: a few numbers, and no words.
///
/// `onpar signals` and reports go through the same steps, message by message in the order of the conversation.
package struct Course: Sendable {
  /// For which languages the customer's words speak.
  private var languages = LanguageVotes()
  /// A quarter of the distress of the customer's last message, in a language without a valence list 0.
  private(set) var lastValence: Float = 0
  private var lastReplyFailed = false
  private var lastReplyRefused = false
  private var customerHasSpoken = false
  private var responderHasSpoken = false

  package init() {}

  /// What the next message shows beside its wording.
  package struct Heard: Sendable {
    package var shape: MessageShape
    /// What the message itself adds to the distress, in quarters; 0 of a reply.
    var valence: Float
    /// The distress of a customer's message with what came before; nil in a language without a valence list.
    package var distress: Float?
    /// Whether the reply before a customer's message turned a wish down.
    package var isRefused = false
  }

  /// Takes in a customer's message.
  package mutating func hear(
    _ marks: UInt32,
    words: UInt16,
    _ tokens: UnsafeBufferPointer<UInt32>,
    _ lists: borrowing ValenceLists
  ) -> Heard {
    let own = lists.weigh(tokens, &languages).map { Distress.of(marks, lists.bits, $0) }
    let before =
      0.8 * Swift.max(Swift.min(lastValence, 3), -3) + (lastReplyFailed ? 1 : 0)
    let valence = (own ?? 0) / 4
    let shape = MessageShape(
      marks,
      lists.bits,
      words: words,
      valence: valence,
      isFirst: !customerHasSpoken
    )
    lastValence = valence
    customerHasSpoken = true
    return Heard(
      shape: shape,
      valence: valence,
      distress: own.map { $0 + before },
      isRefused: lastReplyRefused
    )
  }

  /// Takes in a reply.
  package mutating func hearReply(
    _ marks: UInt32,
    words: UInt16,
    _ tokens: UnsafeBufferPointer<UInt32>,
    _ lists: borrowing ValenceLists
  ) -> Heard {
    let shape = MessageShape(
      marks,
      lists.bits,
      words: words,
      valence: 0,
      isFirst: !responderHasSpoken
    )
    passReply(marks, tokens, lists)
    return Heard(shape: shape, valence: 0, distress: nil)
  }

  /// Takes in a reply that nobody judges.
  @inline(__always)
  package mutating func passReply(
    _ marks: UInt32,
    _ tokens: UnsafeBufferPointer<UInt32>,
    _ lists: borrowing ValenceLists
  ) {
    lastReplyFailed = marks & lists.bits.noMatch != 0
    lastReplyRefused = lists.refuses(tokens)
    responderHasSpoken = true
  }
}
