/// Reads a file of parameters: one table of names and values.
package enum ConfigFile {
  /// A value as it was written, and where it stands.
  package struct Entry: Sendable, Equatable {
    package var name: String
    /// Elements of a list are joined with commas; a table inside gives an entry `key=value` for each of its keys.
    package var text: String
    /// From 1.
    package var line: Int
    package var column: Int

    package init(name: String, text: String, line: Int, column: Int) {
      self.name = name
      self.text = text
      self.line = line
      self.column = column
    }
  }

  /// How a value may be written.
  package enum Shape: Sendable { case single, list, table }

  /// The entries of a file in their order.
  ///
  /// A file without values, or with comments alone, has none.
  ///
  /// - Parameters:
  ///   - text: YAML.
  ///   - file: Its path, for messages.
  ///   - shape: How the value of a name may be written; nil for an unknown name, of which any shape is taken.
  /// - Returns: Names with their values and places.
  /// - Throws: All that is wrong with its form, in the order of the file.
  package static func read(
    _ text: String,
    file: String,
    shape: (_ name: String) -> Shape?
  ) throws(MappingFaults) -> [Entry] {
    let root: ConfigNode
    do throws(MappingFault) {
      guard let found = try ConfigNode.orNothing(yaml: text, file: file) else { return [] }
      root = found
    } catch {
      throw MappingFaults(all: [error])
    }
    if root.isNull { return [] }
    var faults: [MappingFault] = []
    func refuse(_ node: ConfigNode, _ detail: String) {
      faults.append(MappingFault(file: file, line: node.line, column: node.column, detail: detail))
    }
    guard case .table(let table) = root.content else {
      refuse(root, "a configuration is a table of names and values, and this is \(root.kind)")
      throw MappingFaults(all: faults)
    }
    var entries: [Entry] = []
    for (key, value) in table {
      guard let name = key.text else {
        refuse(key, "a name is expected here")
        continue
      }
      func add(_ text: String, _ node: ConfigNode) {
        entries.append(Entry(name: name, text: text, line: node.line, column: node.column))
      }
      let wanted = shape(name)
      switch value.content {
      case .scalar:
        guard let text = value.text, wanted != .table else {
          refuse(
            value,
            "\(name) is \(value.isNull ? "empty" : value.kind); expected \(words(wanted))"
          )
          continue
        }
        add(text, value)
      case .list(let nodes) where wanted == .list || wanted == nil:
        let texts = nodes.compactMap(\.text)
        guard texts.count == nodes.count, !texts.isEmpty else {
          refuse(value, "\(name) must hold single values, at least one")
          continue
        }
        add(texts.joined(separator: ","), value)
      case .table(let pairs) where wanted == .table || wanted == nil:
        for (key, value) in pairs {
          guard let key = key.text, let text = value.text else {
            refuse(value, "\(name) must hold names with single values")
            continue
          }
          add(key + "=" + text, value)
        }
      case .list, .table: refuse(value, "\(name) is \(value.kind); expected \(words(wanted))")
      }
    }
    guard faults.isEmpty else { throw MappingFaults(all: faults) }
    return entries
  }

  private static func words(_ shape: Shape?) -> String {
    switch shape {
    case .single, nil: "a single value"
    case .list: "a list or a single value"
    case .table: "a table"
    }
  }
}
