/// A measure of single replies that has a list in `ContactTable.replies`.
///
/// Rates at reply level hold 1 for yes and 0 for no. The raw value is the list's index.
public enum ReplyMetric: Int, Sendable, CaseIterable {
  case responseLatency, botLatency, humanLatency, slowReply, noMatch, cannedReply, verbosity,
    longReply
  case empathy, cannedEmpathy, deadLink, malformedLink, unbackedPromise

  /// All lists in table order, which is dictionary order.
  public static let all = allCases

  /// The list's place in `ContactTable.replies`.
  public var index: Int { rawValue }

  package var id: String { definition.id }

  package init?(id: String) {
    guard let found = Self.allCases.first(where: { $0.definition.id == id }) else { return nil }
    self = found
  }

  package var definition: MetricDefinition {
    switch self {
    case .responseLatency: .responseLatency
    case .botLatency: .botResponseLatency
    case .humanLatency: .humanResponseLatency
    case .slowReply: .slowReplyRate
    case .noMatch: .noMatchRate
    case .cannedReply: .cannedReplyRate
    case .verbosity: .verbosity
    case .longReply: .longReplyRate
    case .empathy: .empathyRate
    case .cannedEmpathy: .cannedEmpathyShare
    case .deadLink: .deadLinkRate
    case .malformedLink: .malformedLinkRate
    case .unbackedPromise: .unbackedPromiseRate
    }
  }

  /// M11: where it is null for a contact, `ContactTable.latencyAbsence` says why.
  public var isLatency: Bool {
    switch self {
    case .responseLatency, .botLatency, .humanLatency, .slowReply: true
    default: false
    }
  }

  /// The weakest authority on which it rests.
  public var evidence: Evidence {
    switch self {
    case .responseLatency, .botLatency, .humanLatency, .slowReply, .verbosity, .longReply,
      .deadLink, .malformedLink:
      .inferred
    case .noMatch, .cannedReply, .empathy, .cannedEmpathy, .unbackedPromise: .heuristic
    }
  }
}
