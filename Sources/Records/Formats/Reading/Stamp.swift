/// A point in time as an export gives it.
package struct Stamp {
  package var instant: Instant
  /// It had no offset and was read in `--assume-tz`.
  package var isNaive = false

  package init(_ instant: Instant, isNaive: Bool = false) {
    self.instant = instant
    self.isNaive = isNaive
  }

  package static var missing: Stamp { Stamp(.missing) }
  package var isKnown: Bool { instant.isKnown }

  /// A moment some milliseconds later; missing stays missing, and beyond a million years is no moment.
  package func advanced(by milliseconds: Int64) -> Stamp {
    guard isKnown else { return self }
    let (sum, overflow) = instant.milliseconds.addingReportingOverflow(milliseconds)
    guard !overflow, sum.magnitude < 32_000_000_000_000_000 else { return .missing }
    return Stamp(Instant(milliseconds: sum), isNaive: isNaive)
  }
}

/// The unit of a number that names a moment.
package enum EpochUnit: Sendable {
  /// By its size, after FORMATS 2.3.
  case guessed
  case seconds, milliseconds, microseconds, nanoseconds
}
