import Records

/// A length of time in milliseconds, a lower bound of one, or null with its reason.
package enum TimeFact: Sendable, Hashable {
  case known(Int64, Evidence)
  /// Observation ended first.
  case censored(Int64, NullReason)
  case null(NullReason)

  /// The same in seconds, as tables hold it.
  package var cell: ValueCell {
    switch self {
    case .known(let span, let evidence): .known(Double(span) / 1000, evidence)
    case .censored(let span, let reason): .censored(at: Double(span) / 1000, reason)
    case .null(let reason): .null(reason)
    }
  }

  /// The same with evidence that rests on a guess.
  var weakened: Self {
    if case .known(let span, _) = self { return .known(span, .heuristic) }
    return self
  }

  /// Null for `reason`, where there was a time or a bound.
  func withheld(_ reason: NullReason) -> Self {
    if case .null = self { return self }
    return .null(reason)
  }
}

/// Measures intervals by METRICS section 2 and counts what was wrong with them.
package struct IntervalMeter: Sendable, Hashable {
  package private(set) var needed: Int32 = 0
  package private(set) var clamped: Int32 = 0
  package private(set) var backwards: Int32 = 0
  package private(set) var missing: Int32 = 0
  let tolerance: Int64

  init(tolerance: Int64) { self.tolerance = tolerance }

  /// Milliseconds, or why there are none.
  ///
  /// Up to the tolerance backwards is 0.
  mutating func measure(from start: Instant, to end: Instant) -> Result<Int64, ClockFault> {
    needed += 1
    let measured = Self.measure(from: start, to: end, tolerance: tolerance)
    switch measured {
    case .success(let span):
      if span == 0, end < start { clamped += 1 }
    case .failure(.missing): missing += 1
    case .failure(.backwards): backwards += 1
    }
    return measured
  }

  /// A fact from an interval: known, or null for the clock's fault.
  mutating func fact(from start: Instant, to end: Instant, _ evidence: Evidence) -> TimeFact {
    switch measure(from: start, to: end) {
    case .success(let span): .known(span, evidence)
    case .failure(let fault): .null(fault.reason)
    }
  }

  /// A lower bound from an interval: censored, or null for the clock's fault.
  mutating func bound(from start: Instant, to end: Instant, _ reason: NullReason) -> TimeFact {
    switch measure(from: start, to: end) {
    case .success(let span): .censored(span, reason)
    case .failure(let fault): .null(fault.reason)
    }
  }

  /// Whether more than `share` of the needed intervals are null.
  func isUnreliable(above share: Double) -> Bool {
    Double(missing) + Double(backwards) > share * Double(needed)
  }

  /// The commoner fault.
  var fault: ClockFault { backwards > missing ? .backwards : .missing }

  static func measure(
    from start: Instant,
    to end: Instant,
    tolerance: Int64
  ) -> Result<Int64, ClockFault> {
    guard let span = end.since(start) else { return .failure(.missing) }
    if span >= 0 { return .success(span) }
    return span >= -tolerance ? .success(0) : .failure(.backwards)
  }
}

enum ClockFault: Error {
  case missing, backwards

  var reason: NullReason {
    switch self {
    case .missing: .missingTimestamp
    case .backwards: .clockBackwards
    }
  }
}
