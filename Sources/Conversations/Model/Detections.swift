/// What the detectors of `onpar signals` say of one customer's message: a bit each, in a byte.
public struct Detections: OptionSet, Sendable, Hashable {
  /// A bit each.
  public let rawValue: UInt8

  /// What these bits say.
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

  // Computed, so that other modules see the bits and not a variable.

  /// Sounds angry or annoyed.
  @inlinable public static var frustration: Self { Self(rawValue: 1) }
  /// Is discontent with the course so far.
  @inlinable public static var dissatisfaction: Self { Self(rawValue: 2) }
  /// Asks for a person.
  @inlinable public static var humanRequest: Self { Self(rawValue: 4) }
  /// Insults whoever answers.
  @inlinable public static var abuse: Self { Self(rawValue: 8) }
  /// The message was judged: without it the others are unknown, not false.
  @inlinable public static var judged: Self { Self(rawValue: 16) }
  /// There is a valence list for the language that the customer's words show: without it frustration and
  /// dissatisfaction are unknown.
  @inlinable public static var weighed: Self { Self(rawValue: 32) }

  /// All of them.
  public static let all = Self(rawValue: 63)
}
