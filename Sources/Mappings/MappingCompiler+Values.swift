internal import Records

extension MappingCompiler {
  // MARK: Paths

  mutating func parsePath(_ node: ConfigNode) -> MappingPath? {
    guard let text = node.text else {
      fault(node, "expected a path, found " + node.kind)
      return nil
    }
    do throws(MappingPathError) {
      var path = try MappingPath(parsing: text, namespaces: prefixes)
      path.line = node.line
      return path
    } catch {
      var isQuoted = false
      if case .scalar(_, true) = node.content { isQuoted = true }
      faults.append(
        MappingFault(
          file: file,
          line: node.line,
          column: node.column + error.offset + (isQuoted ? 1 : 0),
          detail: error.detail
        )
      )
      return nil
    }
  }

  /// A path's number.
  mutating func path(_ node: ConfigNode) -> Int? {
    guard let path = parsePath(node) else { return nil }
    mapping.paths.append(path)
    return mapping.paths.count - 1
  }

  // MARK: Values

  mutating func optional(
    _ node: ConfigNode?,
    _ allowed: [String]? = nil,
    name: String = "value"
  ) -> ValueRule? {
    node.flatMap { value($0, allowed: allowed, name: name) }
  }

  /// A value: a path, a constant, a list of values, a choice, or a table that says what is done with it.
  ///
  /// `allowed` are the words that the field knows, nil for any text; `name` is what a choice is called afterwards.
  mutating func value(
    _ node: ConfigNode,
    allowed: [String]? = nil,
    name: String = "value"
  ) -> ValueRule? {
    switch node.content {
    case .scalar(let text, let isQuoted):
      if text.hasPrefix("$") || text.hasPrefix("^") { return path(node).map { .path($0) } }
      if !isQuoted, node.number != nil || node.truth != nil { return constant(node, allowed) }
      fault(node, "expected a path that begins with $ or ^; a constant is written {const: …}")
      return nil
    case .list(let list):
      guard !list.isEmpty else {
        fault(node, "the list is empty")
        return nil
      }
      if list.contains(where: { has($0, "is") || has($0, "else") }) {
        return choice(list, node, allowed: allowed, name: name)
      }
      let rules = list.compactMap { value($0, allowed: allowed, name: name) }
      return rules.count == list.count ? .first(mapping.add(rules)) : nil
    case .table(let members):
      if members.count == 1, let only = members.first {
        if only.key.text == "const" { return constant(only.value, allowed) }
        if only.key.text == "input" {
          return word(only.value, ["file_name"]) == nil ? nil : .fileName
        }
      }
      guard
        let keys = table(
          node,
          "a value",
          ["path", "lookup", "key", "map", "default", "join", "format", "const", "input"]
        )
      else { return nil }
      guard let source = source(node, keys) else { return nil }
      return shaped(source, keys, allowed: allowed)
    }
  }

  private mutating func shaped(
    _ source: ValueRule,
    _ keys: [String: ConfigNode],
    allowed: [String]?
  ) -> ValueRule? {
    var shape = ValueShape()
    var isPlain = true
    if let node = keys["format"],
      let word = word(node, ValueShape.Format.allCases.map(\.rawValue)),
      let format = ValueShape.Format(rawValue: word)
    {
      shape.format = format
      isPlain = false
    }
    if let node = keys["map"], let table = anyTable(node, "map") {
      var words: [[UInt8]: Int] = [:]
      for (from, to) in table {
        guard let text = to.text else {
          fault(to, "expected a single value")
          continue
        }
        check(to, allowed)
        words[Array(from.utf8)] = mapping.add(word: text)
      }
      shape.table = words
      isPlain = false
    }
    if let node = keys["default"] {
      if let text = node.text {
        check(node, allowed)
        shape.otherwise = mapping.add(word: text)
        isPlain = false
      } else {
        fault(node, "expected a single value")
      }
    }
    if let node = keys["join"] {
      if case .scalar(let text, _) = node.content {
        shape.joint = Array(text.utf8)
        isPlain = false
      } else {
        fault(node, "expected the text that stands between the values")
      }
    }
    return isPlain ? source : .shaped(mapping.add(source), shape: mapping.add(shape))
  }

  /// The `path`, or the `lookup` with its `key` and `path`.
  private mutating func source(_ node: ConfigNode, _ keys: [String: ConfigNode]) -> ValueRule? {
    guard let pathNode = keys["path"] else {
      fault(node, "\"path\" is missing")
      return nil
    }
    guard let lookup = keys["lookup"] else {
      if let key = keys["key"] { fault(key, "\"key\" goes with \"lookup\"") }
      if case .list(let list) = pathNode.content {
        let rules = list.compactMap { one in path(one).map { ValueRule.path($0) } }
        return rules.count == list.count && !rules.isEmpty ? .first(mapping.add(rules)) : nil
      }
      return path(pathNode).map { .path($0) }
    }
    let names = mapping.joins.map(\.name)
    guard let name = word(lookup, names), let table = names.firstIndex(of: name) else { return nil }
    guard let keyNode = keys["key"] else {
      fault(node, "\"key\" is missing: what to look up in \(name)")
      return nil
    }
    guard let key = value(keyNode), let path = path(pathNode) else { return nil }
    return .lookup(table: table, key: mapping.add(key), path: path)
  }

  mutating func constant(_ node: ConfigNode, _ allowed: [String]?) -> ValueRule? {
    guard let text = node.text else {
      fault(node, "expected a single value")
      return nil
    }
    check(node, allowed)
    return .constant(mapping.add(word: text))
  }

  /// Notes a word that the field does not know.
  mutating func check(_ node: ConfigNode, _ allowed: [String]?) {
    guard let allowed, let text = node.text, !allowed.contains(text) else { return }
    unknownWord(node, text, allowed)
  }

  // MARK: Choices

  private mutating func choice(
    _ list: [ConfigNode],
    _ node: ConfigNode,
    allowed: [String]?,
    name: String
  ) -> ValueRule? {
    var cases: [MappingCase] = []
    var otherwise: Int?
    for (index, one) in list.enumerated() {
      if has(one, "else"), let keys = table(one, "a choice's last line", ["else"]),
        let node = keys["else"]
      {
        guard index == list.count - 1 else {
          fault(one, "\"else\" stands last: what follows is never reached")
          continue
        }
        check(node, allowed)
        otherwise = mapping.add(word: node.text ?? "")
        continue
      }
      guard case .table(let members) = one.content else {
        fault(one, "expected a condition with \"is\"")
        continue
      }
      guard let word = members.first(where: { $0.key.text == "is" })?.value, let text = word.text
      else {
        fault(one, "\"is\" is missing: what the condition means")
        continue
      }
      check(word, allowed)
      var bare = one
      bare.content = .table(members.filter { $0.key.text != "is" })
      if let condition = condition(bare) {
        cases.append(MappingCase(condition: condition, word: mapping.add(word: text)))
      }
    }
    guard let otherwise else {
      fault(node, "the choice has no else: its last line is {else: …}")
      return nil
    }
    mapping.choices.append(MappingPlace(name: name, line: node.line))
    return .choice(
      number: mapping.choices.count - 1,
      cases: mapping.add(cases),
      otherwise: otherwise
    )
  }

  // MARK: Conditions

  static let tests = ["equals", "in", "matches", "starts_with", "exists"]

  mutating func condition(_ node: ConfigNode) -> MappingCondition? {
    guard
      let keys = table(
        node,
        "a condition",
        ["all", "any", "not", "path", "lookup", "key"] + Self.tests
      )
    else { return nil }
    for (name, isAll) in [("all", true), ("any", false)] {
      guard let list = keys[name] else { continue }
      guard case .list(let parts) = list.content, keys.count == 1 else {
        fault(list, "\"\(name)\" is a list of conditions and stands alone")
        return nil
      }
      let conditions = parts.compactMap { condition($0) }
      guard conditions.count == parts.count else { return nil }
      let numbers = mapping.add(conditions)
      return isAll ? .all(numbers) : .any(numbers)
    }
    if let part = keys["not"] {
      guard keys.count == 1 else {
        fault(part, "\"not\" stands alone")
        return nil
      }
      return condition(part).map { .not(mapping.add([$0]).lowerBound) }
    }
    let named = Self.tests.filter { keys[$0] != nil }
    guard named.count == 1, let name = named.first, let operand = keys[name] else {
      fault(node, "a condition needs one of " + Self.tests.joined(separator: ", "))
      return nil
    }
    guard let source = source(node, keys), let test = test(name, operand) else { return nil }
    return .test(source, test)
  }

  private mutating func test(_ name: String, _ node: ConfigNode) -> MappingTest? {
    switch name {
    case "equals": return comparand(node).map { .equals(mapping.add([$0]).lowerBound) }
    case "in":
      guard case .list(let list) = node.content, !list.isEmpty else {
        fault(node, "\"in\" takes a list of values")
        return nil
      }
      let constants = list.compactMap { comparand($0) }
      return constants.count == list.count ? .among(mapping.add(constants)) : nil
    case "matches":
      guard let text = node.text, (try? Regex(text)) != nil else {
        fault(node, "this is no regular expression")
        return nil
      }
      mapping.patterns.append(text)
      return .matches(mapping.patterns.count - 1)
    case "starts_with":
      guard let text = node.text else {
        fault(node, "expected the beginning of a text")
        return nil
      }
      return .startsWith(mapping.add(word: text))
    default:
      guard let truth = node.truth else {
        fault(node, "expected true or false")
        return nil
      }
      return .exists(truth)
    }
  }

  private mutating func comparand(_ node: ConfigNode) -> MappingConstant? {
    guard case .scalar(let text, _) = node.content else {
      fault(node, "expected a single value")
      return nil
    }
    return MappingConstant(text: mapping.add(word: text), number: node.number, truth: node.truth)
  }

  mutating func truth(_ node: ConfigNode, isPresence: Bool = false) -> TruthRule? {
    if case .table(let members) = node.content,
      members.contains(where: {
        guard let key = $0.key.text else { return false }
        return Self.tests.contains(key) || ["all", "any", "not"].contains(key)
      })
    {
      return condition(node).map { .condition($0) }
    }
    return value(node).map { isPresence ? .presence($0) : .value($0) }
  }
}
