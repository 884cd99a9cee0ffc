import Statistics

/// On which mix of contacts both sides are described (`--standard`, STATISTICS 3).
package enum Standard: String, Sendable, Hashable, CaseIterable {
  /// Where both kinds of responder are found: the default, which needs no smallest cell.
  case overlap
  /// The bot's own mix.
  case bot
  /// The humans' own mix.
  case human
  /// Both together.
  case combined

  var mix: TargetMix {
    switch self {
    case .overlap: .overlap
    case .bot: .bot
    case .human: .human
    case .combined: .combined
    }
  }
}
