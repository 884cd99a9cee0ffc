import Conversations
import Records
import Wording

/// The words of METRICS 1.2, said of one entry.
///
/// Whether a customer message precedes is for `Outline` to know.
extension TimelineEntry {
  /// What the message is for.
  ///
  /// The scanner has already put an explicit kind before an inferred one.
  var messageKind: MessageKind { kind ?? .text }

  /// A public message of the customer; the answer to a survey is none.
  var isCustomerSpeech: Bool {
    isPublicMessage && role == .customer && messageKind != .survey
  }

  /// Only thanks, greeting or farewell.
  ///
  /// An attachment or a pressed button is more than that.
  var isCourtesy: Bool {
    !marks.isDisjoint(with: .courtesies)
      && !flags.contains(.attachment) && !flags.contains(.humanButton)
  }

  /// Public, by a bot or a human, and neither acknowledgement, survey nor closing notice.
  var canRespond: Bool {
    guard isPublicMessage, role.isResponder else { return false }
    return switch messageKind {
    case .autoAck, .survey, .closingNotice: false
    case .text, .greeting, .menu, .noMatch, .handoffNotice: true
    }
  }

  var hasSubstantiveKind: Bool { messageKind == .text || messageKind == .menu }

  /// Asks for a human, in words or by a button.
  var requestsHuman: Bool { flags.contains(.humanButton) || marks.contains(.humanRequest) }

  /// A bot says that it hands over.
  var isHandoffNotice: Bool {
    isPublicMessage && role == .bot && messageKind == .handoffNotice
  }

  /// A responder declared the problem fixed.
  ///
  /// By a timer or a rule it is only closed (section 4).
  var isSolvedByResponder: Bool {
    self.is(.solved) && (role.isResponder || role == .unknown)
  }
}
