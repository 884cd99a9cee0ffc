internal import Diagnostics

extension MappingCompiler {
  mutating func fault(_ node: ConfigNode, _ detail: String) {
    faults.append(MappingFault(file: file, line: node.line, column: node.column, detail: detail))
  }

  /// The members of a table whose keys are known; others are named with the nearest known one.
  mutating func table(
    _ node: ConfigNode,
    _ name: String,
    _ known: [String]
  ) -> [String: ConfigNode]? {
    guard case .table(let members) = node.content else {
      fault(node, "\(name) is \(node.kind); expected a table")
      return nil
    }
    var result: [String: ConfigNode] = [:]
    for (key, value) in members {
      let text = key.text ?? ""
      guard known.contains(text) else {
        let near = Spelling.nearest(to: text, among: known).map { "; did you mean \"\($0)\"?" }
        fault(
          key,
          "the key \"\(text)\" is not known in \(name)"
            + (near ?? "; expected one of " + known.joined(separator: ", "))
        )
        continue
      }
      if !value.isNull { result[text] = value }
    }
    return result
  }

  /// The members of a table with keys of the user's own, in order.
  mutating func anyTable(_ node: ConfigNode, _ name: String) -> [(String, ConfigNode)]? {
    guard case .table(let members) = node.content else {
      fault(node, "\(name) is \(node.kind); expected a table")
      return nil
    }
    return members.map { key, value in
      guard case .scalar(let text, _) = key.content else { return ("", value) }
      return (text, value)
    }
  }

  func has(_ node: ConfigNode, _ key: String) -> Bool {
    guard case .table(let members) = node.content else { return false }
    return members.contains { $0.key.text == key }
  }

  /// One of some words.
  mutating func word(_ node: ConfigNode, _ known: [String]) -> String? {
    guard let text = node.text else {
      fault(node, "expected one of " + known.joined(separator: ", "))
      return nil
    }
    guard known.contains(text) else {
      unknownWord(node, text, known)
      return nil
    }
    return text
  }

  mutating func unknownWord(_ node: ConfigNode, _ text: String, _ known: [String]) {
    let near = Spelling.nearest(to: text, among: known).map { "did you mean \"\($0)\"?" }
    fault(
      node,
      "\"\(text)\" is not known here; "
        + (near
          ?? (known.isEmpty
            ? "nothing of that kind is declared"
            : "expected one of " + known.joined(separator: ", ")))
    )
  }

  mutating func texts(_ node: ConfigNode) -> [String] {
    guard case .list(let list) = node.content else {
      fault(node, "expected a list")
      return []
    }
    return list.compactMap(\.text)
  }
}
