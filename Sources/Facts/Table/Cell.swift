/// One contact's answer to a yes/no measure, in a byte: no, yes, or null with its reason.
///
/// Public, like ``ValueCell``, because only then its reading is inlined where tables are counted.
public struct RateCell: Sendable, Hashable {
  /// 1 no, 2 yes or 0 null, plus four times the evidence or the reason.
  public let rawValue: UInt8

  /// An answer, and the authority on which it rests.
  @inlinable public static func known(_ yes: Bool, _ evidence: Evidence) -> Self {
    Self(rawValue: (yes ? 2 : 1) | evidence.rawValue << 2)
  }

  /// Nothing, and why.
  @inlinable public static func null(_ reason: NullReason) -> Self {
    Self(rawValue: reason.rawValue << 2)
  }

  @usableFromInline init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Nil when the contact is not in the denominator.
  @inlinable public var answer: Bool? {
    switch rawValue & 3 {
    case 1: false
    case 2: true
    default: nil
    }
  }

  /// The authority on which it rests; nil where there is nothing.
  @inlinable public var evidence: Evidence? {
    answer == nil ? nil : Evidence(rawValue: rawValue >> 2)
  }
  /// Why there is nothing; nil where there is something.
  @inlinable public var nullReason: NullReason? {
    answer == nil ? NullReason(rawValue: rawValue >> 2) : nil
  }
}

/// One contact's amount, such as seconds or a count, or null with its reason.
///
/// `censored(at:_:)` makes an amount that is only a lower bound, because the contact ended first.
public struct ValueCell: Sendable, Hashable {
  @usableFromInline let amount: Double
  /// 1 known, 2 censored or 0 null, plus four times the evidence or the reason.
  public let state: UInt8

  /// An amount, and the authority on which it rests.
  @inlinable public static func known(_ amount: Double, _ evidence: Evidence) -> Self {
    Self(amount: amount, state: 1 | evidence.rawValue << 2)
  }

  /// Null for quantiles, with the time at which observation ended for survival figures.
  @inlinable public static func censored(at amount: Double, _ reason: NullReason) -> Self {
    Self(amount: amount, state: 2 | reason.rawValue << 2)
  }

  /// Nothing, and why.
  @inlinable public static func null(_ reason: NullReason) -> Self {
    Self(amount: 0, state: reason.rawValue << 2)
  }

  @usableFromInline init(amount: Double, state: UInt8) {
    self.amount = amount
    self.state = state
  }

  /// Nil when the contact has no such amount, or only a lower bound of it.
  @inlinable public var value: Double? { state & 3 == 1 ? amount : nil }
  /// The lower bound that is known; nil of every other cell.
  @inlinable public var censoredAt: Double? { state & 3 == 2 ? amount : nil }
  /// The authority on which it rests; nil where there is nothing.
  @inlinable public var evidence: Evidence? {
    state & 3 == 1 ? Evidence(rawValue: state >> 2) : nil
  }
  /// Why there is nothing; nil where there is something.
  @inlinable public var nullReason: NullReason? {
    state & 3 == 1 ? nil : NullReason(rawValue: state >> 2)
  }
}
