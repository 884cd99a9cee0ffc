/// What somebody says of the bot (METRICS 11).
package struct Claim: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// C1: the work of so many full-time agents; what else was said is for the self-check.
    case agents(Double, contactsAMonth: Double?, humanTime: Double?)
    /// C2: resolves within so many seconds, where people take the second.
    case resolutionTime(bot: Double, human: Double?)
    /// C3: fewer repeat contacts, by this share of people's.
    case fewerRepeats(by: Double)
    /// C4: satisfaction like that of people.
    case satisfaction
    /// C5: a person can always be reached.
    case alwaysHuman
    /// C6: so many languages.
    case languages(Int)
    /// C7: at every hour of the week.
    case alwaysOpen
    /// C8: so large a share of all chats.
    case share(Double)
    /// C9: saves an amount in so many days; what a failed contact costs is the user's.
    case savings(Double, days: Double, failedContact: Double?)

    /// The name in a file.
    package var name: String {
      switch self {
      case .agents: "full_time_agents"
      case .resolutionTime: "resolution_time"
      case .fewerRepeats: "fewer_repeats"
      case .satisfaction: "satisfaction"
      case .alwaysHuman: "always_a_human"
      case .languages: "languages"
      case .alwaysOpen: "always_open"
      case .share: "share_of_chats"
      case .savings: "savings"
      }
    }

    /// The number in METRICS 11.
    package var number: String {
      switch self {
      case .agents: "C1"
      case .resolutionTime: "C2"
      case .fewerRepeats: "C3"
      case .satisfaction: "C4"
      case .alwaysHuman: "C5"
      case .languages: "C6"
      case .alwaysOpen: "C7"
      case .share: "C8"
      case .savings: "C9"
      }
    }
  }

  /// The claim in the words of whoever makes it.
  package var say: String
  /// Who says it, and where; nil when the file does not tell.
  package var by: String?
  package var kind: Kind
  /// Its place: `claims.yaml:3`.
  package var source: String

  package init(say: String, by: String? = nil, kind: Kind, source: String = "") {
    self.say = say
    self.by = by
    self.kind = kind
    self.source = source
  }
}
