/// What a value is taken from.
///
/// Rules are used at every message. So they hold numbers only, and copying one counts no references: what needs more
/// room stands in the lists of the `Mapping` and is named by its place there.
package enum ValueRule: Sendable {
  /// A word's number.
  case constant(Int)
  /// A path's number.
  case path(Int)
  /// The part `path` of what join `table` holds under the value with the number `key`.
  case lookup(table: Int, key: Int, path: Int)
  /// The first of these values that holds something.
  case first(Range<Int>)
  /// The input's file name without its endings.
  case fileName
  /// The word of the first case that holds; `number` is the choice's.
  case choice(number: Int, cases: Range<Int>, otherwise: Int)
  /// The numbers of a value and of a shape.
  case shaped(Int, shape: Int)
}

package struct MappingCase: Sendable {
  package var condition: MappingCondition
  /// A word's number.
  package var word: Int

  package init(condition: MappingCondition, word: Int) {
    self.condition = condition
    self.word = word
  }
}

/// What is done with a value that was found.
package struct ValueShape: Sendable {
  package enum Format: String, Sendable, CaseIterable { case text, html, markdown, json, base64 }

  package var format = Format.text
  /// From text to a word's number.
  package var table: [[UInt8]: Int]?
  /// A word's number.
  package var otherwise: Int?
  /// Joins all values instead of taking the first.
  package var joint: [UInt8]?

  package init() {}
}

/// When something holds.
package enum MappingCondition: Sendable {
  case all(Range<Int>)
  case any(Range<Int>)
  /// A condition's number.
  case not(Int)
  /// Whether one of the values passes.
  case test(ValueRule, MappingTest)
}

package enum MappingTest: Sendable {
  /// A constant's number.
  case equals(Int)
  case among(Range<Int>)
  /// A pattern's number.
  case matches(Int)
  /// A word's number.
  case startsWith(Int)
  case exists(Bool)
}

/// A value to compare with: numbers and truth values by value, everything else as text.
package struct MappingConstant: Sendable {
  /// A word's number.
  package var text: Int
  package var number: Double?
  package var truth: Bool?

  package init(text: Int, number: Double? = nil, truth: Bool? = nil) {
    self.text = text
    self.number = number
    self.truth = truth
  }
}

/// Yes or no.
package enum TruthRule: Sendable {
  case condition(MappingCondition)
  /// Whether the value is true, 1 or yes.
  case value(ValueRule)
  /// Whether there is anything at all.
  case presence(ValueRule)
}

/// A moment.
package struct TimeRule: Sendable {
  package enum Reading: Sendable {
    case iso
    case epoch(EpochUnit)
    /// Milliseconds of one unit after `base`.
    case offset(Double)
    /// A date pattern's number.
    case pattern(Int)
  }

  package enum Base: Sendable {
    /// The message before; for the first one the conversation's `created_at`.
    case previous
    /// A time's number.
    case time(Int)
  }

  package var value: ValueRule
  /// Tried in this order; none at all means ISO 8601.
  package var readings: Range<Int> = 0..<0
  /// A zone's number; nil for `--assume-tz`.
  package var zone: Int?
  package var base: Base?

  package init(value: ValueRule) {
    self.value = value
  }
}
