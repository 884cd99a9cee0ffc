/// What a message may show: the signals of METRICS 9.5 and 9.6 that are found in single messages.
public enum SignalFamily: UInt8, Sendable, CaseIterable {
  // The customer's
  case humanRequest, repetition, retell, rephrase, shouting, profanity, mildProfanity
  case negativeSentiment, statedFailure
  // The responder's
  case repeatsItself, loop, noMatch, empathy, redirect, promise, disclosure, humanClaim
  case malformedLink, deadLink

  /// The word in files and flags.
  public var name: String {
    switch self {
    case .humanRequest: "human_request"
    case .repetition: "repetition"
    case .retell: "retell"
    case .rephrase: "rephrase"
    case .shouting: "shouting"
    case .profanity: "profanity"
    case .mildProfanity: "mild_profanity"
    case .negativeSentiment: "negative_sentiment"
    case .statedFailure: "stated_failure"
    case .repeatsItself: "repeats_itself"
    case .loop: "loop"
    case .noMatch: "no_match"
    case .empathy: "empathy"
    case .redirect: "redirect"
    case .promise: "promise"
    case .disclosure: "disclosure"
    case .humanClaim: "human_claim"
    case .malformedLink: "malformed_link"
    case .deadLink: "dead_link"
    }
  }

  /// The entry of the dictionary that says what it is.
  public var metric: String {
    switch self {
    case .humanRequest: "M30"
    case .repetition, .retell: "M45"
    case .rephrase: "M46"
    case .shouting: "M47"
    case .profanity, .mildProfanity: "M48"
    case .negativeSentiment: "M49"
    case .statedFailure: "M50"
    case .repeatsItself, .loop: "M53"
    case .noMatch: "M54"
    case .empathy: "M57"
    case .redirect, .malformedLink, .deadLink: "M58"
    case .promise: "M59"
    case .disclosure, .humanClaim: "M60"
    }
  }
}

/// Several families.
public struct SignalFamilies: OptionSet, Sendable, Hashable {
  /// A bit each.
  public let rawValue: UInt32

  /// What these bits say.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// One family alone.
  @inlinable public init(_ family: SignalFamily) { rawValue = 1 << family.rawValue }

  /// Their names, in the order of `SignalFamily`.
  public var names: [String] {
    SignalFamily.allCases.filter { contains(SignalFamilies($0)) }.map(\.name)
  }
}
