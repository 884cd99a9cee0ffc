internal import Yams

/// A value in a YAML file, with its place.
struct ConfigNode {
  enum Content {
    /// Whether it was written in quotes decides if `1` is a number.
    case scalar(String, isQuoted: Bool)
    case list([ConfigNode])
    case table([(key: ConfigNode, value: ConfigNode)])
  }

  var content: Content
  var line: Int
  var column: Int

  var isNull: Bool {
    guard case .scalar(let text, false) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  var text: String? {
    guard case .scalar(let text, _) = content, !isNull else { return nil }
    return text
  }

  var truth: Bool? {
    guard case .scalar(let text, false) = content else { return nil }
    switch text {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: return nil
    }
  }

  var number: Double? {
    guard case .scalar(let text, false) = content,
      text.utf8.allSatisfy({ (0x2B...0x39).contains($0) || $0 | 0x20 == 0x65 })
    else { return nil }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  /// What messages call it.
  var kind: String {
    switch content {
    case .scalar: "a single value"
    case .list: "a list"
    case .table: "a table"
    }
  }
}

extension ConfigNode {
  /// Bytes of the largest file.
  static let sizeLimit = 256 << 10
  /// Tables and lists inside each other.
  static let depthLimit = 32
  /// Values in one file.
  static let nodeLimit = 20_000

  /// Reads one YAML document.
  ///
  /// Anchors and aliases are refused: nothing in these files needs them, and a few lines of them can stand for more
  /// values than fit into memory.
  init(yaml text: String, file: String) throws(MappingFault) {
    guard let node = try Self.orNothing(yaml: text, file: file) else {
      throw MappingFault(file: file, detail: "the file is empty")
    }
    self = node
  }

  /// Nil for a file that holds nothing but comments.
  static func orNothing(yaml text: String, file: String) throws(MappingFault) -> ConfigNode? {
    guard text.utf8.count <= Self.sizeLimit else {
      throw MappingFault(file: file, detail: "the file has more than \(Self.sizeLimit) bytes")
    }
    if let trouble = YAMLCheck.trouble(in: text) {
      throw MappingFault(file: file, line: trouble.line, column: nil, detail: trouble.detail)
    }
    let root: Node?
    do {
      // The resolver is not asked: what a word means is decided here.
      root = try Parser(yaml: text, resolver: .basic, constructor: .default, encoding: .utf8)
        .singleRoot()
    } catch {
      throw Self.fault(error, file, text)
    }
    guard let root else { return nil }
    var left = Self.nodeLimit
    guard let node = Self.converted(root, depth: 0, &left) else {
      throw MappingFault(
        file: file,
        detail: "more than \(Self.nodeLimit) values, or nested deeper than \(Self.depthLimit)"
      )
    }
    return node
  }

  private static func converted(_ node: Node, depth: Int, _ left: inout Int) -> ConfigNode? {
    left -= 1
    guard left >= 0, depth <= depthLimit else { return nil }
    let (markLine, markColumn) = node.mark.map { ($0.line, $0.column) } ?? (1, 1)
    switch node {
    case .scalar(let scalar):
      let isQuoted = scalar.style != .plain && scalar.style != .any
      return ConfigNode(
        content: .scalar(scalar.string, isQuoted: isQuoted),
        line: markLine,
        column: markColumn
      )
    case .sequence(let sequence):
      var list: [ConfigNode] = []
      for element in sequence {
        guard let one = converted(element, depth: depth + 1, &left) else { return nil }
        list.append(one)
      }
      return ConfigNode(content: .list(list), line: markLine, column: markColumn)
    case .mapping(let mapping):
      var table: [(key: ConfigNode, value: ConfigNode)] = []
      for (key, value) in mapping {
        guard let key = converted(key, depth: depth + 1, &left),
          let value = converted(value, depth: depth + 1, &left)
        else { return nil }
        table.append((key, value))
      }
      return ConfigNode(content: .table(table), line: markLine, column: markColumn)
    case .alias: return nil
    }
  }

  private static func fault(_ error: any Error, _ file: String, _ text: String) -> MappingFault {
    guard let error = error as? YamlError else {
      return MappingFault(file: file, detail: "the YAML cannot be read")
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return MappingFault(
        file: file,
        line: mark.line,
        column: mark.column,
        detail: "the YAML is broken here: " + problem
      )
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      let second = DoubledKey.place(of: key, in: text)
      return MappingFault(
        file: file,
        line: second?.line ?? context.mark.line,
        column: second?.column ?? context.mark.column,
        detail: "\"" + key + "\" stands twice"
      )
    default: return MappingFault(file: file, detail: "the YAML cannot be read")
    }
  }
}
