/// Who wrote a message.
///
/// METRICS 1.1.
public enum Role: UInt8, Sendable, CaseIterable {
  case customer, bot, human, system, unknown
}

extension Role {
  /// The word that files and reports use.
  public var name: String {
    switch self {
    case .customer: "customer"
    case .bot: "bot"
    case .human: "human"
    case .system: "system"
    case .unknown: "unknown"
    }
  }

  /// A bot or a human: somebody who can answer.
  @inlinable public var isResponder: Bool { self == .bot || self == .human }
}
