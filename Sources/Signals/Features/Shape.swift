/// What the models see of a message beside its wording, and of a conversation as a whole.
///
/// Values are of the size of one, because one step width serves all of them in training.
package enum Shape {
  /// Of a message, in this order.
  package static let messageNames = [
    "asks_for_human", "says_it_failed", "is_courtesy", "valence", "capitals", "punctuation_run",
    "words", "repeats_itself", "repeats_the_other", "asks", "is_first", "no_match",
  ]

  /// Of a conversation, in this order.
  package static let conversationNames = [
    "customer_messages", "responder_messages", "messages", "customer_repeats",
    "responder_repeats", "customer_repeats_at_once", "responder_repeats_at_once",
    "share_customer_repeats", "share_responder_repeats", "customer_words", "responder_words",
    "last_customer_words", "last_responder_words", "worst_valence", "mean_valence",
    "last_valence", "ends_with_customer", "asked_for_human", "failed", "courtesies",
    "questions", "one_or_two_messages", "short",
  ]
}
