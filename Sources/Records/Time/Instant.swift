/// A moment as whole milliseconds since 1970-01-01 UTC; `nil` moments are `Instant.missing`.
///
/// A plain integer, because there is one for every message. `missing` sorts first and never enters
/// arithmetic: test `isKnown` before subtracting.
package struct Instant: Sendable, Hashable, Comparable {
  package var milliseconds: Int64

  @inlinable
  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  @inlinable package static var missing: Instant { Instant(milliseconds: .min) }

  @inlinable
  package var isKnown: Bool { milliseconds != .min }

  @inlinable
  package static func < (left: Self, right: Self) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// Milliseconds from `earlier` to here, or nil when either is missing.
  @inlinable
  package func since(_ earlier: Self) -> Int64? {
    isKnown && earlier.isKnown ? milliseconds - earlier.milliseconds : nil
  }

  @inlinable
  package func advanced(by span: Int64) -> Self {
    isKnown ? Self(milliseconds: milliseconds + span) : self
  }
}

/// Spans of time in milliseconds, so that rules read as in METRICS section 12.
package enum Span {
  @inlinable package static var second: Int64 { 1_000 }
  @inlinable package static var minute: Int64 { 60_000 }
  @inlinable package static var hour: Int64 { 3_600_000 }
  @inlinable package static var day: Int64 { 86_400_000 }
}
