extension Mapping {
  // MARK: Writing

  /// Adds a word.
  package mutating func add(word: [UInt8]) -> Int { Self.add([word], to: &words).lowerBound }

  package mutating func add(word: String) -> Int { add(word: Array(word.utf8)) }

  /// Adds values that are named together.
  package mutating func add(_ rules: [ValueRule]) -> Range<Int> { Self.add(rules, to: &values) }

  package mutating func add(_ rule: ValueRule) -> Int { add([rule]).lowerBound }

  package mutating func add(_ parts: [MappingCase]) -> Range<Int> { Self.add(parts, to: &cases) }

  package mutating func add(_ parts: [MappingCondition]) -> Range<Int> {
    Self.add(parts, to: &conditions)
  }

  package mutating func add(_ parts: [MappingConstant]) -> Range<Int> {
    Self.add(parts, to: &constants)
  }

  package mutating func add(_ parts: [TimeRule.Reading]) -> Range<Int> {
    Self.add(parts, to: &readings)
  }

  package mutating func add(_ shape: ValueShape) -> Int {
    Self.add([shape], to: &shapes).lowerBound
  }

  package mutating func add(_ time: TimeRule) -> Int { Self.add([time], to: &times).lowerBound }

  package mutating func add(_ pattern: DatePattern) -> Int {
    Self.add([pattern], to: &dates).lowerBound
  }

  private static func add<Part>(_ parts: [Part], to list: inout [Part]) -> Range<Int> {
    list += parts
    return list.count - parts.count..<list.count
  }

  // MARK: Reading

  /// The words that a rule can give, as far as the mapping file says.
  package func words(of rule: ValueRule) -> [String] {
    let numbers: [Int]
    switch rule {
    case .constant(let word): numbers = [word]
    case .path, .lookup, .fileName: numbers = []
    case .first(let rules): return rules.flatMap { words(of: values[$0]) }
    case .choice(_, let parts, let otherwise): numbers = cases[parts].map(\.word) + [otherwise]
    case .shaped(let inner, let shape):
      let shape = shapes[shape]
      return words(of: values[inner])
        + ((shape.table.map { Array($0.values) } ?? []) + [shape.otherwise].compactMap { $0 })
        .map { String(decoding: words[$0], as: UTF8.self) }
    }
    return numbers.map { String(decoding: words[$0], as: UTF8.self) }
  }

  /// Whether a regular expression is part of a condition.
  func triesPattern(_ condition: MappingCondition) -> Bool {
    switch condition {
    case .all(let parts), .any(let parts): conditions[parts].contains(where: triesPattern)
    case .not(let part): triesPattern(conditions[part])
    case .test(_, .matches): true
    case .test: false
    }
  }
}
