/// What a message is for.
///
/// METRICS 1.2.
///
/// Taken from the export when it says so, else inferred from the phrase lists of the language.
public enum MessageKind: UInt8, Sendable, CaseIterable {
  case text, greeting, autoAck, menu, noMatch, handoffNotice, survey, closingNotice
}

extension MessageKind {
  /// The word that files and reports use.
  public var name: String {
    switch self {
    case .text: "text"
    case .greeting: "greeting"
    case .autoAck: "auto_ack"
    case .menu: "menu"
    case .noMatch: "no_match"
    case .handoffNotice: "handoff_notice"
    case .survey: "survey"
    case .closingNotice: "closing_notice"
    }
  }
}
