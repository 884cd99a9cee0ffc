internal import Diagnostics

extension MappedReader {
  // MARK: Paths

  /// Calls `body` for each value of a path, in order, until it says false.
  func walk(_ number: Int, _ scope: Scope, _ out: Emitter, _ body: (TreeNode) -> Bool) {
    let path = rules.paths[number]
    var isHit = false
    _ = step(path.start(in: scope), path.steps, path.count, out) { node in
      if path.leads(to: node) { isHit = true }
      return body(node)
    }
    if isHit { noteHit(number) }
  }

  /// Follows the steps that are left.
  func step(
    _ start: TreeNode,
    _ first: UnsafePointer<PathTable.Step>,
    _ count: Int,
    _ out: Emitter,
    _ body: (TreeNode) -> Bool
  ) -> Bool {
    guard count > 0 else { return start.isAbsent || body(start) }
    var node = start
    if node.isString { node = opened(node, out) }
    switch first.pointee.kind {
    case .name:
      if node.isElement {
        // An index behind a name picks one of the elements of that name.
        if count > 1, first[1].kind == .index {
          let all = node.children.filter { first.pointee.matches($0) }
          let place = first[1].index < 0 ? all.count + first[1].index : first[1].index
          return !all.indices.contains(place) || step(all[place], first + 2, count - 2, out, body)
        }
        for child in node.children where first.pointee.matches(child) {
          if !step(child, first + 1, count - 1, out, body) { return false }
        }
        return true
      }
      guard node.isObject else { return true }
      let member = node[first.pointee.nameSlice]
      return member.isAbsent || step(member, first + 1, count - 1, out, body)
    case .index:
      let place = first.pointee.index
      if node.isArray { return step(node[place], first + 1, count - 1, out, body) }
      // A single value is a list of one: many exporters write it so.
      return (place != 0 && place != -1) || step(node, first + 1, count - 1, out, body)
    case .all:
      if node.isElement { return step(node, first + 1, count - 1, out, body) }
      guard node.isArray || node.isObject else { return true }
      for child in node.children where !step(child, first + 1, count - 1, out, body) {
        return false
      }
      return true
    }
  }

  /// The JSON in a string; parsed once a record.
  private func opened(_ node: TreeNode, _ out: Emitter) -> TreeNode {
    guard let start = node.text.start else { return .absent }
    if let known = inner[start] { return known }
    let parsed = out.store.parseJSON(in: node.text)
    inner[start] = parsed
    return parsed
  }

  // MARK: Side files

  /// Calls `body` with each record of a side file's value.
  package func each(of value: TreeNode, join: Int, _ out: Emitter, _ body: (TreeNode) -> Void) {
    let path = rules.paths[mapping.paths.count + 1 + join]
    _ = step(value, path.steps, path.count, out) { node in
      if node.isArray { for element in node.elements { body(element) } } else { body(node) }
      return true
    }
  }

  /// The key of a record of a side file.
  package func key(of record: TreeNode, join: Int, _ out: Emitter) -> ByteSlice {
    value(mapping.joins[join].key, Scope(element: record, record: record), out)
  }

  // MARK: Values

  /// Calls `body` with each node behind a rule; constants and choices have none.
  private func nodes(
    _ rule: ValueRule,
    _ scope: Scope,
    _ out: Emitter,
    _ body: (TreeNode) -> Bool
  ) {
    switch rule {
    case .constant, .choice, .fileName: return
    case .path(let number): walk(number, scope, out, body)
    case .lookup(let table, let key, let path):
      let row = self.row(table, key, scope, out)
      guard !row.isAbsent else { return }
      walk(path, Scope(element: row, record: scope.record), out, body)
    case .first(let parts):
      var isGoing = true
      for part in parts where isGoing {
        nodes(rules.values[part], scope, out) { node in
          isGoing = body(node)
          return isGoing
        }
      }
    case .shaped(let inner, _): nodes(rules.values[inner], scope, out, body)
    }
  }

  /// What a join holds under a key.
  private func row(_ number: Int, _ key: Int, _ scope: Scope, _ out: Emitter) -> TreeNode {
    let wanted = value(rules.values[key], scope, out)
    guard wanted.count > 0 else { return .absent }
    let join = mapping.joins[number]
    if let table = join.table { return table.row(wanted) }
    guard join.file == nil else { return .absent }
    if parts[number] == nil {
      // Filled when first asked, so that records without lookups cost nothing.
      parts[number] = [:]
      var found: [[UInt8]: TreeNode] = [:]
      let path = rules.paths[mapping.paths.count + 1 + number]
      _ = step(scope.record, path.steps, path.count, out) { node in
        for part in node.isArray ? Array(node.elements) : [node] {
          let key = value(join.key, Scope(element: part, record: scope.record), out)
          if key.count > 0, found[Array(key.buffer)] == nil { found[Array(key.buffer)] = part }
        }
        return true
      }
      parts[number] = found
    }
    return parts[number]?[Array(wanted.buffer)] ?? .absent
  }

  /// The value of a rule as text; absent without one.
  func value(_ rule: ValueRule, _ scope: Scope, _ out: Emitter) -> ByteSlice {
    switch rule {
    case .constant(let word): return rules.words[word]
    case .fileName: return out.keep(out.fileStem)
    case .path(let number): return firstText(number, scope, out)
    case .lookup(let table, let key, let path):
      let row = self.row(table, key, scope, out)
      guard !row.isAbsent else { return .absent }
      return firstText(path, Scope(element: row, record: scope.record), out)
    case .first(let parts):
      for part in parts {
        let found = value(rules.values[part], scope, out)
        if found.count > 0 { return found }
      }
      return .absent
    case .choice(let number, let parts, let otherwise):
      for part in parts where holds(rules.cases[part].condition, scope, out) {
        noteChoice(number, isElse: false)
        return rules.words[rules.cases[part].word]
      }
      noteChoice(number, isElse: true)
      return rules.words[otherwise]
    case .shaped(let inner, let shape):
      return shaped(rules.values[inner], mapping.shapes[shape], scope, out)
    }
  }

  /// The first text at a path that is not empty.
  private func firstText(_ number: Int, _ scope: Scope, _ out: Emitter) -> ByteSlice {
    let path = rules.paths[number]
    guard let nodes = NamedNodes(path, path.start(in: scope)) else {
      return firstText(walking: number, scope, out)
    }
    var isHit = false
    var found = ByteSlice.absent
    for node in nodes {
      if path.leads(to: node) { isHit = true }
      found = plain(node, out)
      if found.count > 0 { break }
    }
    if isHit { noteHit(number) }
    return found.count > 0 ? found : .absent
  }

  private func firstText(walking number: Int, _ scope: Scope, _ out: Emitter) -> ByteSlice {
    var found = ByteSlice.absent
    walk(number, scope, out) { node in
      let text = plain(node, out)
      if text.count > 0 { found = text }
      return text.count == 0
    }
    return found
  }

  /// All values of a rule that wants a list, the elements of an array each; of a shaped rule its one value.
  func values(_ rule: ValueRule, _ scope: Scope, _ out: Emitter) -> [ByteSlice] {
    switch rule {
    case .path, .lookup, .first:
      var found: [ByteSlice] = []
      nodes(rule, scope, out) { node in
        let parts = node.isArray ? Array(node.elements) : [node]
        found += parts.map { plain($0, out) }
        return true
      }
      return found
    case .constant, .fileName, .choice, .shaped: return [value(rule, scope, out)]
    }
  }

  private func shaped(
    _ rule: ValueRule,
    _ shape: ValueShape,
    _ scope: Scope,
    _ out: Emitter
  ) -> ByteSlice {
    var first = ByteSlice.absent
    var others: [ByteSlice] = []
    nodes(rule, scope, out) { node in
      var text = self.text(node, shape.format, out)
      if let table = shape.table, text.count > 0 {
        text = table[Array(text.buffer)].map { rules.words[$0] } ?? .absent
      }
      guard text.count > 0 else { return true }
      if first.isAbsent { first = text } else { others.append(text) }
      return shape.joint != nil
    }
    if first.isAbsent { return shape.otherwise.map { rules.words[$0] } ?? .absent }
    guard !others.isEmpty, let joint = shape.joint else { return first }
    var bytes = Array(first.buffer)
    for text in others { bytes += joint + text.buffer }
    return keep(bytes, out)
  }

  private func keep(_ bytes: [UInt8], _ out: Emitter) -> ByteSlice {
    bytes.withUnsafeBytes { out.batch.keep($0) }
  }

  private func text(_ node: TreeNode, _ format: ValueShape.Format, _ out: Emitter) -> ByteSlice {
    switch format {
    case .text: return plain(node, out)
    case .html:
      if node.isElement { return out.plain(inside: node) }
      return out.plain(html: node.text)
    case .markdown: return keep(Markup.plain(markdown: plain(node, out)), out)
    case .json:
      let value = node.isString || node.isElement ? out.store.parseJSON(in: plain(node, out)) : node
      return out.joined(Markup.texts(of: value), "\n")
    case .base64: return Markup.decode(base64: plain(node, out)).map { keep($0, out) } ?? .absent
    }
  }

  /// The text of a value, of an element all that is in it.
  private func plain(_ node: TreeNode, _ out: Emitter) -> ByteSlice {
    node.isElement ? out.store.wholeText(of: node) : node.text
  }

  // MARK: Conditions

  func holds(_ condition: MappingCondition, _ scope: Scope, _ out: Emitter) -> Bool {
    switch condition {
    case .all(let parts): return parts.allSatisfy { holds(rules.conditions[$0], scope, out) }
    case .any(let parts): return parts.contains { holds(rules.conditions[$0], scope, out) }
    case .not(let part): return !holds(rules.conditions[part], scope, out)
    case .test(let rule, let test):
      let result = passes(rule, test, scope, out)
      if case .exists(let wanted) = test { return result == wanted }
      return result
    }
  }

  /// Whether one of the values of a rule passes a test.
  private func passes(
    _ rule: ValueRule,
    _ test: MappingTest,
    _ scope: Scope,
    _ out: Emitter
  ) -> Bool {
    guard case .path(let number) = rule,
      let nodes = NamedNodes(rules.paths[number], rules.paths[number].start(in: scope))
    else { return passes(walking: rule, test, scope, out) }
    var isHit = false
    var result = false
    for node in nodes {
      if rules.paths[number].leads(to: node) { isHit = true }
      result = passes(node, test, out)
      if result { break }
    }
    if isHit { noteHit(number) }
    return result
  }

  private func passes(
    walking rule: ValueRule,
    _ test: MappingTest,
    _ scope: Scope,
    _ out: Emitter
  ) -> Bool {
    var result = false
    nodes(rule, scope, out) { node in
      result = passes(node, test, out)
      return !result
    }
    return result
  }

  private func passes(_ node: TreeNode, _ test: MappingTest, _ out: Emitter) -> Bool {
    switch test {
    case .equals(let number): return equals(node, number, out)
    case .among(let numbers): return numbers.contains { equals(node, $0, out) }
    case .matches(let number):
      // A pattern of the user's own could take for ever on a long text.
      let text = plain(node, out)
      return text.count <= Self.longestMatch && matches(text, number)
    case .startsWith(let word):
      return plain(node, out).buffer.starts(with: rules.words[word].buffer)
    case .exists: return !node.isAbsent && !node.isEmptyText
    }
  }

  /// Whether a pattern stands in a text; of short texts, such as names, the answers are kept.
  private func matches(_ text: ByteSlice, _ number: Int) -> Bool {
    guard let regex = regexes[number], !text.isAbsent else { return false }
    guard text.count <= 64 else { return text.string?.contains(regex) ?? false }
    let key = text.key
    if let known = matched[number][key] { return known }
    let found = text.string?.contains(regex) ?? false
    if matched[number].count >= 4_096 { matched[number].removeAll(keepingCapacity: true) }
    matched[number][key] = found
    return found
  }

  /// Bytes of the longest text that a pattern is tried on.
  package static var longestMatch: Int { 16 << 10 }

  private func equals(_ node: TreeNode, _ number: Int, _ out: Emitter) -> Bool {
    let constant = rules.constants[number]
    let text = plain(node, out)
    if let truth = constant.truth, let found = node.bool { return truth == found }
    if let number = constant.number, let found = text.decimal { return number == found }
    return text == rules.words[constant.text]
  }

  func truth(_ rule: TruthRule?, _ scope: Scope, _ out: Emitter) -> Bool {
    switch rule {
    case nil: return false
    case .condition(let condition): return holds(condition, scope, out)
    case .value(let rule):
      let text = value(rule, scope, out)
      return text.equals("true") || text.equals("1") || text.equals("yes")
    case .presence(let rule):
      var found = false
      nodes(rule, scope, out) { node in
        found =
          node.isArray || (node.isObject && !node.isElement) ? node.count > 0 : !node.isEmptyText
        return !found
      }
      return found
    }
  }

  // MARK: Times

  /// The moment of a rule: missing when its value is; nil, and noted, when the value is no time.
  func time(_ rule: TimeRule?, _ scope: Scope, _ field: String, _ out: Emitter) -> Stamp? {
    guard let rule else { return .missing }
    let text = value(rule.value, scope, out)
    guard text.count > 0 else { return .missing }
    if rule.readings.isEmpty, let stamp = read(text, .iso, rule, scope, field, out) { return stamp }
    for reading in rule.readings {
      let reading = rules.readings[reading]
      if let stamp = read(text, reading, rule, scope, field, out) { return stamp }
    }
    fault(
      .badValue,
      field + " is " + quotedShape(text.buffer) + ", which is no time as mapped",
      out
    )
    return nil
  }

  private func read(
    _ text: ByteSlice,
    _ reading: TimeRule.Reading,
    _ rule: TimeRule,
    _ scope: Scope,
    _ field: String,
    _ out: Emitter
  ) -> Stamp? {
    switch reading {
    case .iso:
      guard let zone = rule.zone else {
        let stamp = out.time(text)
        return stamp.isKnown ? stamp : nil
      }
      return parsers[zone].parse(text.buffer).map { Stamp($0.instant) }
    case .epoch(let unit):
      let stamp = out.time(text, unit)
      return stamp.isKnown ? stamp : nil
    case .offset(let unit):
      guard let number = text.decimal, number.magnitude < 3.2e12 else { return nil }
      let base: Stamp
      switch rule.base {
      case .previous: base = scope.previous
      case .time(let other): base = time(rules.times[other], scope, field, out) ?? .missing
      case nil: base = .missing
      }
      return base.advanced(by: Int64((number * unit + 0.5).rounded(.down)))
    case .pattern(let number):
      guard let (wall, offset) = mapping.dates[number].read(text) else { return nil }
      if let offset { return Stamp(Instant(milliseconds: wall - offset)) }
      if let zone = rule.zone { return Stamp(parsers[zone].instant(wallClock: wall)) }
      return out.time(wallClock: wall)
    }
  }
}
