/// One contact as it truly is, before it is put into words.
struct Contact: Sendable {
  var facts: Facts
  var arm: Arm
  var ending: Ending
  /// Milliseconds since 1970.
  var start: Int64
  /// nil for a visitor whom the desk does not recognise.
  var customer: Int?
  var isTest = false
  var isEngaged = true
  /// From this contact's end to the customer's next contact; nil when there is none.
  var gap: Int64?
  /// Whether this contact causes the next one.
  var isCauseOfNext = false
  /// Seed of all that does not matter to the truth: words and delays.
  var wordSeed: UInt64
}
