import Records

/// A field of records or messages: where it is, and what stands there.
struct DraftField {
  var path: String
  var examples: [String] = []
  /// The commonest values, when they are few; with their counts.
  var values: [(String, Int)] = []
  /// More different values than a role or a flag has.
  var isOpen = false
  var count = 0
  /// No value occurs twice among those that were looked at.
  var isDistinct = false
  var averageLength = 0.0
  /// As a mapping names its time; nil when it is no known one.
  var timeWords: String?
}

/// Where records and messages stand in a sample.
struct DraftShape {
  var kind = Mapping.Kind.json
  var root: String?
  var namespaces: [(prefix: String, uri: String)] = []
  var topKeys: [String] = []
  var records = "$"
  /// The path from a record to its messages; nil when each record is one.
  var each: String?
  var recordFields: [DraftField] = []
  /// Records that were looked at.
  var recordCount = 0
  var messageFields: [DraftField] = []

  /// A list of similar objects, and the way to it.
  private struct List {
    /// Steps from the top; nil for the elements of an array.
    var steps: [String?]
    var nodes: [TreeNode]
    var fields: [DraftField]
    var score: Double
  }

  init?(of sample: [UInt8], isXML: Bool, _ store: TreeStore) {
    var tops: [TreeNode] = []
    var lines = false
    if isXML {
      kind = .xml
      let parser = XMLTreeReader(records: XMLPath(), store: store)
      let found = Found()
      sample.withUnsafeBytes {
        parser.consume($0, mayWait: false) { root, _, _ in found.nodes.append(root) }
      }
      tops = found.nodes.isEmpty ? [parser.cutRecord()] : found.nodes
    } else {
      let first = sample.first { $0 > 0x20 } ?? 0
      if first == 0x7B || first == 0x5B {
        (tops, lines) = Self.values(sample, store)
        kind = lines && tops.count > 1 ? .jsonl : .json
      } else {
        kind = .csv
        tops = Self.rows(sample, store)
      }
    }
    tops.removeAll { $0.isAbsent }
    guard let top = tops.first else { return nil }
    var lists: [List] = []
    if kind == .xml {
      root = top.key.string
      Self.collectElements([top], [], &lists, &namespaces, depth: 0)
      if let uri = top.namespace.string,
        let prefix = namespaces.first(where: { $0.uri == uri })?.prefix
      {
        root = prefix + ":" + (root ?? "")
      }
    } else {
      Self.collect(tops, [], &lists, depth: 0, isTop: true)
      if top.isObject { topKeys = Self.telling(top) }
    }
    guard let best = lists.max(by: { $0.score < $1.score }), best.score > 0 else { return nil }
    choose(best, lists)
  }

  private final class Found { var nodes: [TreeNode] = [] }

  /// The best list holds messages; the list around it, if there is one, the conversations.
  private mutating func choose(_ best: List, _ lists: [List]) {
    // The longest list whose steps begin those of the messages.
    let outer = lists.filter {
      $0.steps.count < best.steps.count && Array(best.steps.prefix($0.steps.count)) == $0.steps
    }.max { $0.steps.count < $1.steps.count }
    if let outer {
      records = Self.path(outer.steps)
      each = Self.path(Array(best.steps.dropFirst(outer.steps.count)))
      recordFields = outer.fields
      recordCount = min(outer.nodes.count, MappingDraft.sampleSize)
      messageFields = best.fields
    } else if kind != .csv, kind != .jsonl, best.steps.contains(where: { $0 != nil }),
      !best.fields.contains(where: { DraftWords.score($0, for: .conversation) > 0 })
    {
      // One conversation a document.
      records = "$"
      each = Self.path(best.steps)
      recordFields = lists.first { $0.steps.isEmpty }?.fields ?? []
      messageFields = best.fields
    } else {
      records = Self.path(best.steps)
      recordFields = best.fields
    }
  }

  static func path(_ steps: [String?]) -> String {
    var text = "$"
    for step in steps {
      guard let step else {
        text += "[*]"
        continue
      }
      text += name(step)
    }
    return text
  }

  static func name(_ name: String) -> String {
    let isPlain = name.unicodeScalars.allSatisfy {
      $0 == "_" || $0 == "-" || $0 == "@" || $0 == ":" || $0.properties.isAlphabetic
        || ("0"..."9").contains($0)
    }
    return isPlain && !name.isEmpty ? "." + name : "['" + name + "']"
  }

  // MARK: JSON and CSV

  private static func values(_ sample: [UInt8], _ store: TreeStore) -> ([TreeNode], Bool) {
    sample.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return ([], false) }
      // Nodes must outlive the sample's buffer.
      let room = store.reserve(bytes.count)
      room.update(from: base, count: bytes.count)
      let found = Recognition.topValues(
        UnsafePointer(room),
        UnsafePointer(room) + bytes.count,
        store,
        isWhole: bytes.count < MappingDraft.window
      )
      return (found.values, found.areLines)
    }
  }

  private static func rows(_ sample: [UInt8], _ store: TreeStore) -> [TreeNode] {
    sample.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress,
        let dialect = CSVDialect.found(in: base, base + bytes.count)
      else { return [] }
      var rows: [TreeNode] = []
      CSVReader(dialect, store: store).consume(UnsafeRawBufferPointer(bytes)) { row, _ in
        if rows.count < MappingDraft.sampleSize { rows.append(row) }
      }
      return rows
    }
  }

  private static func telling(_ top: TreeNode) -> [String] {
    var keys: [String] = []
    for child in top.children {
      if let key = child.key.string, keys.count < 3, !keys.contains(key) { keys.append(key) }
    }
    return keys
  }

  private static func collect(
    _ nodes: [TreeNode],
    _ steps: [String?],
    _ lists: inout [List],
    depth: Int,
    isTop: Bool = false
  ) {
    guard depth < 6, let first = nodes.first else { return }
    if first.isArray {
      let inside = nodes.flatMap { Array($0.elements.prefix(MappingDraft.sampleSize)) }
        .prefix(MappingDraft.sampleSize)
      return collect(Array(inside), steps + [nil], &lists, depth: depth + 1, isTop: true)
    }
    guard first.isObject else { return }
    if isTop { lists.append(list(nodes, steps, .json)) }
    var names: [String] = []
    for node in nodes.prefix(MappingDraft.sampleSize) {
      for child in node.children where child.isObject || child.isArray {
        if let key = child.key.string, !names.contains(key), names.count < 64 { names.append(key) }
      }
    }
    for name in names {
      let inside = nodes.compactMap { node in
        node.children.first {
          ($0.isObject || $0.isArray) && $0.key.buffer.elementsEqual(name.utf8)
        }
      }
      collect(inside, steps + [name], &lists, depth: depth + 1)
    }
  }

  // MARK: XML

  private static func collectElements(
    _ nodes: [TreeNode],
    _ steps: [String?],
    _ lists: inout [List],
    _ namespaces: inout [(prefix: String, uri: String)],
    depth: Int
  ) {
    guard depth < 8 else { return }
    var groups: [(name: String, nodes: [TreeNode])] = []
    for node in nodes.prefix(MappingDraft.sampleSize) {
      for child in node.children where child.isElement {
        let name = qualified(child, &namespaces)
        if let index = groups.firstIndex(where: { $0.name == name }) {
          groups[index].nodes.append(child)
        } else if groups.count < 64 {
          groups.append((name, [child]))
        }
      }
    }
    if depth == 0 { lists.append(list(nodes, steps, .xml)) }
    for group in groups where group.nodes.contains(where: { $0.count > 0 }) {
      let inner = steps + [group.name]
      // Only what comes more than once can be a list.
      if group.nodes.count > nodes.count || nodes.count == 1 {
        lists.append(list(group.nodes, inner, .xml))
      }
      collectElements(group.nodes, inner, &lists, &namespaces, depth: depth + 1)
    }
  }

  private static func qualified(
    _ node: TreeNode,
    _ namespaces: inout [(prefix: String, uri: String)]
  ) -> String {
    let name = node.key.string ?? ""
    guard let uri = node.namespace.string else { return name }
    if let known = namespaces.first(where: { $0.uri == uri }) { return known.prefix + ":" + name }
    let prefix = "n\(namespaces.count + 1)"
    namespaces.append((prefix, uri))
    return prefix + ":" + name
  }

  // MARK: Fields

  private static func list(_ nodes: [TreeNode], _ steps: [String?], _ kind: Mapping.Kind) -> List {
    var gathered: [String: Gathered] = [:]
    var order: [String] = []
    for node in nodes.prefix(MappingDraft.sampleSize) {
      gather(node, "$", 0, kind, &gathered, &order)
    }
    let fields = order.compactMap { gathered[$0]?.field($0) }
    let text = fields.map { DraftWords.score($0, for: .text) }.max() ?? 0
    let time = fields.map { DraftWords.score($0, for: .time) }.max() ?? 0
    let role = fields.map { DraftWords.score($0, for: .role) }.max() ?? 0
    // A message has a text; a time and a role beside it make it likely.
    let score = text > 0 ? text + (time > 0 ? 2 : 0) + (role > 0 ? 2 : 0) : 0
    return List(steps: steps, nodes: nodes, fields: fields, score: score)
  }

  private struct Gathered {
    var values: [String: Int] = [:]
    var order: [String] = []
    var count = 0
    var length = 0
    var isText = false

    func field(_ path: String) -> DraftField {
      var field = DraftField(path: path)
      field.examples = Array(order.prefix(5))
      field.count = count
      field.isDistinct = order.count == min(count, 40) && values.values.allSatisfy { $0 == 1 }
      field.isOpen = order.count > 12
      field.values = order.prefix(12).map { ($0, values[$0] ?? 0) }
      field.averageLength = count > 0 ? Double(length) / Double(count) : 0
      field.timeWords = DraftWords.time(of: field.examples)
      return field
    }
  }

  /// Scalars of an object and of the objects in it, two levels down.
  private static func gather(
    _ node: TreeNode,
    _ path: String,
    _ depth: Int,
    _ kind: Mapping.Kind,
    _ gathered: inout [String: Gathered],
    _ order: inout [String]
  ) {
    for child in node.children {
      guard let key = child.key.string, order.count < 200 else { continue }
      if child.isArray { continue }
      if kind == .xml, key == "#text" { continue }
      // Names in other namespaces are rare inside of messages; they match without a prefix.
      let inner = path + name(key)
      if child.isObject,
        !child.isElement
          || child.children.contains(where: { $0.isElement || $0.key.equals("#text") == false })
      {
        if depth < 2 { gather(child, inner, depth + 1, kind, &gathered, &order) }
        if !child.isElement || child.text.isBlank { continue }
      }
      guard let text = child.text.string, !text.isEmpty else { continue }
      let full = child.isElement ? inner + ".text()" : inner
      if gathered[full] == nil { order.append(full) }
      var one = gathered[full] ?? Gathered()
      one.count += 1
      one.length += text.utf8.count
      if one.values[text] == nil, one.order.count < 40 { one.order.append(text) }
      if one.values[text] != nil || one.values.count < 40 { one.values[text, default: 0] += 1 }
      gathered[full] = one
    }
  }
}
