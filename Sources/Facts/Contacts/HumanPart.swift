import Conversations
import Records

/// Where the human's part of a contact is.
///
/// FORMATS 2.5: some exports hold only the bot's side. What a human wrote there is unknown, not absent, so that
/// measures of it are null `not_in_export` (METRICS E12) and never 0 or "nobody came".
package enum HumanPart: UInt8, Sendable {
  /// In the export, if there is any.
  case inExport
  /// Elsewhere: the export says that the customer was handed over.
  case elsewhere
  /// Elsewhere, if there is any: the export does not say whether somebody took over.
  case unknown
}

/// What the exports behind one contact say of the human's part, if they hold the bot's side only.
struct BotSide {
  /// Every record of the contact comes from such an export.
  private(set) var isOnly = true
  /// Whether the customer was handed over; the last record that says it counts.
  private(set) var handedOver: Bool?
  /// Every record could have said that a hand-off was begun.
  private(set) var tells = true
  /// Every record says when an answer was given.
  private(set) var tellsReplyTimes = true

  /// Takes in the records of one contact, in the order of time.
  ///
  /// `saysResult`: the record's result belongs to this contact and not to a later part.
  mutating func take(_ conversation: borrowing Conversation, saysResult: Bool) {
    if !conversation.format.tellsReplyTimes { tellsReplyTimes = false }
    guard conversation.format.holdsBotSideOnly else {
      isOnly = false
      return
    }
    if !conversation.tellsHandoff || !conversation.format.tellsHandoff { tells = false }
    if saysResult, let told = conversation.explicitHandedOff { handedOver = told }
  }
}

extension ContactFacts {
  /// Says what is not known of the human's part; called when everything has been read.
  mutating func apply(_ side: BotSide, _ outline: Outline, _ context: inout FactContext) {
    if !side.tellsReplyTimes { withholdReplyTimes(&context) }
    guard side.isOnly, outline.firstHuman < 0 else { return }
    switch side.handedOver {
    case true: handOver(hasSign: outline.firstHandoff >= 0)
    case false:
      // The export says that nobody took over: an explicit field, whatever it holds.
      if handledBy == .botOnly { handledByEvidence = .explicit }
      return
    case nil:
      guard handoffInitiated || !side.tells else { return }
      humanPart = .unknown
    }
    if humanPart == .elsewhere || handoffInitiated || request?.isUnmet == true { goOnElsewhere() }
    timeToHuman = timeToHuman.withheld(.notInExport)
    requestSeconds = requestSeconds.withheld(.notInExport)
  }

  /// Answers that bear the time of their question were not given in no time (METRICS E12).
  private mutating func withholdReplyTimes(_ context: inout FactContext) {
    let own = context.latencies[Int(firstLatency)...]
    guard own.allSatisfy({ $0.milliseconds == 0 }) else { return }
    context.latencies.removeSubrange(Int(firstLatency)...)
    latencyCount = 0
    firstResponse = firstResponse.withheld(.notInExport)
    wait = wait.withheld(.notInExport)
  }

  /// An explicit hand-off (METRICS 4: a field goes before what messages show).
  private mutating func handOver(hasSign: Bool) {
    humanPart = .elsewhere
    switch handledBy {
    case .botOnly: handledBy = .botToHuman
    case .unattended: handledBy = .humanOnly
    default: break
    }
    handledByEvidence = .explicit
    humanAfterBot = hasResponse
    guard !hasSign else { return }
    handoffInitiated = true
    handoffEvidence = .explicit
    handoffWait = .null(.missingTimestamp)
    handoffWaitTotal = .null(.missingTimestamp)
    // One bot message after a request is a deflection only where no hand-off was begun.
    if let messages = request?.botMessages { request?.isDeflected = messages >= 2 }
  }

  /// The last word of the contact may have been said elsewhere.
  private mutating func goOnElsewhere() {
    handoffFailed = false
    handoffWait = handoffWait.withheld(.notInExport)
    handoffWaitTotal = handoffWaitTotal.withheld(.notInExport)
    queueWait = queueWait.withheld(.notInExport)
    duration = duration.atLeast(.notInExport)
    wait = wait.atLeast(.notInExport)
    hasUnansweredTail = false
    signs.complaint = nil
    signs.confirmsInWords = false
    signs.leftWaiting = false
    signs.last = .none
  }
}

extension TimeFact {
  /// A lower bound where there was a time.
  fileprivate func atLeast(_ reason: NullReason) -> Self {
    if case .known(let span, _) = self { return .censored(span, reason) }
    return self
  }
}
