package import Records
import Wording

/// What the user knows of links, to judge those in replies (M58).
package struct LinkRules: Sendable {
  /// What a check of one address found.
  package struct Status: Sendable, Hashable {
    package var isFailing: Bool
    /// When it was checked, or `.missing`.
    package var checked: Instant

    package init(isFailing: Bool, checked: Instant) {
      self.isFailing = isFailing
      self.checked = checked
    }
  }

  /// By `WebAddress.whole`; nil when no address was checked.
  package var statuses: [UInt64: Status]?
  /// By one of `WebAddress.hosts`: links elsewhere are malformed.
  ///
  /// Empty takes every host.
  package var hosts: Set<UInt64>

  package init(statuses: [UInt64: Status]? = nil, hosts: Set<UInt64> = []) {
    self.statuses = statuses
    self.hosts = hosts
  }
}

/// The links of one reply, in three bytes: what they are, and where the first leads.
struct LinkSurvey {
  /// Of a message, so many links count.
  static let most = 3
  /// A check further from the message says little.
  private static let reach = 7 * Span.day

  /// `TimelineEntry.destination` in the lowest byte, `TimelineEntry.links` in the third.
  private(set) var packed: UInt32 = 0

  init(_ text: UnsafeRawBufferPointer, at time: Instant, _ rules: LinkRules) {
    var malformed = 0
    var failing = 0
    var isStale = false
    let links = WebAddress.addresses(in: text, atMost: Self.most)
    guard let first = links.first else { return }
    for link in links {
      let isElsewhere = !rules.hosts.isEmpty && rules.hosts.isDisjoint(with: link.hosts)
      if link.isMalformed || isElsewhere { malformed += 1 }
      guard let status = rules.statuses?[link.whole] else { continue }
      if status.isFailing { failing += 1 }
      let distance = status.checked.since(time)?.magnitude ?? .max
      if distance > UInt64(Self.reach) { isStale = true }
    }
    let traits = LinkTraits(
      count: links.count,
      malformed: malformed,
      failing: failing,
      isStale: isStale,
      isChecked: rules.statuses != nil
    )
    // 0 is no destination.
    packed =
      UInt32(1 + first.destination % 255) | UInt32(traits.rawValue) << 16
  }
}

/// What the links of one message are, in a byte.
public struct LinkTraits: Sendable, Hashable {
  /// A bit each.
  public var rawValue: UInt8

  /// What these bits say.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  package init(count: Int, malformed: Int, failing: Int, isStale: Bool, isChecked: Bool) {
    rawValue =
      UInt8(truncatingIfNeeded: count & 3 | (malformed & 3) << 2 | (failing & 3) << 4)
      | (isStale ? 1 << 6 : 0) | (isChecked ? 1 << 7 : 0)
  }

  /// No links.
  public static var none: Self { Self(rawValue: 0) }

  /// Links, three at most.
  public var count: Int { Int(rawValue & 3) }
  /// Of them, those that can lead nowhere.
  public var malformed: Int { min(Int(rawValue >> 2 & 3), count) }
  /// Of them, those that a check found failing.
  public var failing: Int { min(Int(rawValue >> 4 & 3), count) }
  /// A check lies more than a week from the message, or at no known time.
  public var isStale: Bool { rawValue & 1 << 6 != 0 }
  /// The user gave a file of checks.
  public var isChecked: Bool { rawValue & 1 << 7 != 0 }
}
