/// A moment as whole milliseconds since 1970-01-01 UTC; `nil` moments are `Instant.missing`.
///
/// A plain integer, because there is one for every message. `missing` sorts first and never enters
/// arithmetic: test `isKnown` before subtracting. Public, because the compiler inlines across modules what is public
/// and inlinable, and nothing that is `package`; an instant is compared for every message.
public struct Instant: Sendable, Hashable, Comparable {
  /// Since 1970-01-01 UTC; the least of all numbers when missing.
  public var milliseconds: Int64

  /// The moment this long after 1970-01-01 UTC.
  @inlinable
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// No moment; sorts first.
  @inlinable public static var missing: Instant { Instant(milliseconds: .min) }

  /// Whether there is a moment.
  @inlinable
  public var isKnown: Bool { milliseconds != .min }

  /// Earlier; what is missing is earliest.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// Milliseconds from `earlier` to here, or nil when either is missing.
  @inlinable
  public func since(_ earlier: Self) -> Int64? {
    isKnown && earlier.isKnown ? milliseconds - earlier.milliseconds : nil
  }

  /// The moment `span` milliseconds later; missing stays missing.
  @inlinable
  public func advanced(by span: Int64) -> Self {
    isKnown ? Self(milliseconds: milliseconds + span) : self
  }
}

/// Spans of time in milliseconds, so that rules read as in METRICS section 12.
public enum Span {
  /// A thousand milliseconds.
  @inlinable public static var second: Int64 { 1_000 }
  /// Sixty seconds.
  @inlinable public static var minute: Int64 { 60_000 }
  /// Sixty minutes.
  @inlinable public static var hour: Int64 { 3_600_000 }
  /// Twenty-four hours.
  @inlinable public static var day: Int64 { 86_400_000 }
}
