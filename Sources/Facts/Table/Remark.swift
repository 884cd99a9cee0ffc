/// What is said of a counted contact besides its figures, and counted in the data-quality section.
///
/// METRICS 5.1, E3, E8, E9, E11, M16, M17, M31, M41, M47, M58.
public enum Remark: UInt8, Sendable, CaseIterable {
  case roleUnknown, conflict, guessedRoles, assignedNoReply, parallel, highFrequency, unansweredTail
  case unmetButResolved, capsHabit, languageWithoutLists, explicitOnly
  case lateRating, unadjustedWork, staleLinkCheck

  package var name: String {
    switch self {
    case .roleUnknown: "role_unknown"
    case .conflict: "conflict"
    case .guessedRoles: "guessed_roles"
    case .assignedNoReply: "assigned_no_reply"
    case .parallel: "parallel"
    case .highFrequency: "high_frequency"
    case .unansweredTail: "unanswered_tail"
    case .unmetButResolved: "unmet_but_resolved"
    case .capsHabit: "caps_habit"
    case .languageWithoutLists: "language_without_lists"
    case .explicitOnly: "explicit_only"
    case .lateRating: "late_rating"
    case .unadjustedWork: "unadjusted_work"
    case .staleLinkCheck: "stale_link_check"
    }
  }

  /// The core reads neither ratings nor what people worked, and no links.
  public var isOfCore: Bool { rawValue < Self.lateRating.rawValue }
}

/// The remarks on one contact.
public struct Remarks: OptionSet, Sendable, Hashable {
  /// A bit each.
  public let rawValue: UInt16

  /// What these bits say.
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// One remark alone.
  @inlinable public init(_ remark: Remark) { rawValue = 1 << UInt16(remark.rawValue) }

  mutating func note(_ remark: Remark, if holds: Bool) {
    if holds { insert(Self(remark)) }
  }

  package var all: [Remark] { Remark.allCases.filter { contains(Self($0)) } }
}
