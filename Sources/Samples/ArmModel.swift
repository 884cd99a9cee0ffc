/// How one kind of responder does.
///
/// All chances are in basis points (10,000 is certain).
package struct ArmModel: Sendable {
  /// Chance that a calm, ordinary contact of each subject is truly resolved.
  var resolved: [Int]
  /// Taken from `resolved` when the contact begins angry.
  var angerPenalty = 0
  /// Taken from `resolved` when the contact is not in the first language.
  var otherLanguagePenalty = 0
  /// Weights of the three resolved endings.
  var resolvedEndings: [Int]
  /// Weights of the six unresolved endings.
  var unresolvedEndings: [Int]
  /// Chance, for each of the nine endings, that it makes the customer come back within 7 days.
  var returns: [Int]

  /// From the customer's first message to the first substantive reply.
  var firstResponse: QuantileTable
  /// From a later customer message to the reply.
  var reply: QuantileTable
  /// Chance that the answer takes more than 24 hours.
  var slow = 0

  /// Chance that the desk does not recognise a new customer.
  var unknownCustomer = 0
  /// Chance that a resolved, and that an unresolved, contact is rated when a survey is offered.
  var ratings = (resolved: 0, unresolved: 0)
  /// Chance that a rating is 4 or 5 when resolved, and when not.
  var satisfied = (resolved: 9000, unresolved: 1500)

  // Behaviour seen in the words. None of it changes the ending.
  /// Chance of a completed hand-off when resolved, and when not; the bot's side only.
  var handoff = (resolved: 0, unresolved: 0)
  /// Chance that a customer asks in vain for a person, when resolved and when not; the bot's side only.
  var unmetRequest = (resolved: 0, unresolved: 0)
  /// Chance that the customer says it again, when resolved and when not.
  var repetition = (resolved: 0, unresolved: 0)
  /// Chance that the customer says that an answer did not help, when resolved and when not.
  var failureRemark = (resolved: 0, unresolved: 0)
  /// Chance that the customer shouts, when resolved and when not.
  var shouting = (resolved: 0, unresolved: 0)
  /// Chance that the bot gives the same answer three times, when resolved and when not.
  var loop = (resolved: 0, unresolved: 0)

  /// The chance of each ending when the chance of resolution is `resolved`, as shares of 1.
  func endingShares(resolved: Int) -> [Double] {
    let good = Double(resolved) / 10_000
    let goodSum = Double(resolvedEndings.reduce(0, +))
    let badSum = Double(unresolvedEndings.reduce(0, +))
    return resolvedEndings.map { good * Double($0) / goodSum }
      + unresolvedEndings.map { (1 - good) * Double($0) / badSum }
  }

  func draw(resolved: Int, _ chance: inout Chance) -> Ending {
    if chance.happens(resolved) {
      return Ending.resolved[chance.index(weights: resolvedEndings)]
    }
    return Ending.unresolved[chance.index(weights: unresolvedEndings)]
  }
}

/// Who meets the customer first.
package enum Arm: Int, Sendable, CaseIterable {
  case human, bot
}
