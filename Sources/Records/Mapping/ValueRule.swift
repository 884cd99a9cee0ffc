/// What a value is taken from.
package indirect enum ValueRule: Sendable {
  case constant([UInt8])
  /// A path's number.
  case path(Int)
  /// The part `path` of what join `table` holds under `key`.
  case lookup(table: Int, key: ValueRule, path: Int)
  /// The first that holds something.
  case first([ValueRule])
  /// The word of the first condition that holds; `number` is the choice's.
  /// The input's file name without its endings.
  case fileName
  case choice(number: Int, [MappingCase], otherwise: [UInt8])
  case shaped(ValueRule, ValueShape)
}

package struct MappingCase: Sendable {
  package var condition: MappingCondition
  package var word: [UInt8]

  package init(condition: MappingCondition, word: [UInt8]) {
    self.condition = condition
    self.word = word
  }
}

/// What is done with a value that was found.
package struct ValueShape: Sendable {
  package enum Format: String, Sendable, CaseIterable { case text, html, markdown, json, base64 }

  package var format = Format.text
  package var table: [[UInt8]: [UInt8]]?
  package var otherwise: [UInt8]?
  /// Joins all values instead of taking the first.
  package var joint: [UInt8]?

  package init() {}
}

extension ValueRule {
  /// The words that it can give, as far as the mapping file says.
  package var words: [String] {
    switch self {
    case .constant(let word): [String(decoding: word, as: UTF8.self)]
    case .path, .lookup, .fileName: []
    case .first(let rules): rules.flatMap(\.words)
    case .choice(_, let cases, let otherwise):
      (cases.map(\.word) + [otherwise]).map { String(decoding: $0, as: UTF8.self) }
    case .shaped(let rule, let shape):
      rule.words
        + ((shape.table.map { Array($0.values) } ?? []) + [shape.otherwise].compactMap { $0 })
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }
}

/// When something holds.
package indirect enum MappingCondition: Sendable {
  case all([MappingCondition])
  case any([MappingCondition])
  case not(MappingCondition)
  /// Whether one of the values passes.
  case test(ValueRule, MappingTest)
}

extension MappingCondition {
  /// Whether a regular expression is part of it.
  var triesPattern: Bool {
    switch self {
    case .all(let parts), .any(let parts): parts.contains(where: \.triesPattern)
    case .not(let part): part.triesPattern
    case .test(_, .matches): true
    case .test: false
    }
  }
}

package enum MappingTest: Sendable {
  case equals(MappingConstant)
  case among([MappingConstant])
  /// A pattern's number.
  case matches(Int)
  case startsWith([UInt8])
  case exists(Bool)
}

/// A value to compare with: numbers and truth values by value, everything else as text.
package struct MappingConstant: Sendable {
  package var text: [UInt8]
  package var number: Double?
  package var truth: Bool?

  package init(text: [UInt8], number: Double? = nil, truth: Bool? = nil) {
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
    case pattern(DatePattern)
  }

  package indirect enum Base: Sendable {
    /// The message before; for the first one the conversation's `created_at`.
    case previous
    case time(TimeRule)
  }

  package var value: ValueRule
  package var readings: [Reading]
  /// A zone's number; nil for `--assume-tz`.
  package var zone: Int?
  package var base: Base?

  package init(value: ValueRule, readings: [Reading] = [.iso], zone: Int? = nil, base: Base? = nil)
  {
    self.value = value
    self.readings = readings
    self.zone = zone
    self.base = base
  }
}
