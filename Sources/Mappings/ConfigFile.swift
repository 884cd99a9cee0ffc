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
    /// What a table of tables holds, table by table and there value by value; the places of tables are those of their
    /// names.
    package var inside: [Entry]

    package init(name: String, text: String, line: Int, column: Int, inside: [Entry] = []) {
      self.name = name
      self.text = text
      self.line = line
      self.column = column
      self.inside = inside
    }
  }

  /// How a value may be written.
  package enum Shape: Sendable { case single, list, table, tables }

  /// What a file holds, and what is wrong with it.
  package struct Contents: Sendable {
    package var entries: [Entry] = []
    /// In the order of the file; what they speak of is in no entry.
    package var faults: [MappingFault] = []
  }

  /// The entries of a file in their order.
  ///
  /// A file without values, or with comments alone, has none.
  ///
  /// - Parameters:
  ///   - text: YAML.
  ///   - file: Its path, for messages.
  ///   - shape: How the value of a name may be written; nil for an unknown name, whose value does not matter.
  /// - Returns: Names with their values and places, and all that is wrong with the form of the others.
  package static func read(
    _ text: String,
    file: String,
    shape: (_ name: String) -> Shape?
  ) -> Contents {
    let root: ConfigNode
    do throws(MappingFault) {
      guard let found = try ConfigNode.orNothing(yaml: text, file: file) else { return Contents() }
      root = found
    } catch {
      return Contents(faults: [error])
    }
    if root.isNull { return Contents() }
    var reading = Reading(file: file)
    guard case .table(let table) = root.content else {
      reading.refuse(
        root,
        "a configuration is a table of names and values, and this is \(root.kind)"
      )
      return reading.contents
    }
    for (key, value) in table {
      guard let name = key.text else {
        reading.refuse(key, "a name is expected here")
        continue
      }
      reading.take(name, key, value, shape(name))
    }
    return reading.contents
  }

  private static func words(_ shape: Shape) -> String {
    switch shape {
    case .single: "a single value"
    case .list: "a list or a single value"
    case .table: "a table"
    case .tables: "a table of tables"
    }
  }

  private struct Reading {
    let file: String
    var contents = Contents()

    init(file: String) { self.file = file }

    mutating func refuse(_ node: ConfigNode, _ detail: String) {
      contents.faults.append(
        MappingFault(file: file, line: node.line, column: node.column, detail: detail)
      )
    }

    mutating func take(
      _ name: String,
      _ key: ConfigNode,
      _ value: ConfigNode,
      _ wanted: Shape?
    ) {
      func entry(_ text: String, _ node: ConfigNode) -> Entry {
        Entry(name: name, text: text, line: node.line, column: node.column)
      }
      guard let wanted else {
        contents.entries.append(entry("", key))
        return
      }
      switch value.content {
      case .scalar:
        guard let text = value.text, wanted != .table, wanted != .tables else {
          refuse(
            value,
            "\(name) is \(value.isNull ? "empty" : value.kind); expected \(words(wanted))"
          )
          return
        }
        contents.entries.append(entry(text, value))
      case .list(let nodes) where wanted == .list:
        let texts = nodes.compactMap(\.text)
        guard texts.count == nodes.count, !texts.isEmpty else {
          refuse(value, "\(name) must hold single values, at least one")
          return
        }
        contents.entries.append(entry(texts.joined(separator: ","), value))
      case .table(let pairs) where wanted == .tables:
        var whole = entry("", key)
        whole.inside = pairs.compactMap { table(name, $0.key, $0.value) }
        contents.entries.append(whole)
      case .table(let pairs) where wanted == .table:
        for (key, value) in pairs {
          guard let key = key.text, let text = value.text else {
            refuse(value, "\(name) must hold names with single values")
            continue
          }
          contents.entries.append(entry(key + "=" + text, value))
        }
      case .list, .table: refuse(value, "\(name) is \(value.kind); expected \(words(wanted))")
      }
    }

    /// A table inside a table.
    private mutating func table(
      _ outer: String,
      _ key: ConfigNode,
      _ value: ConfigNode
    ) -> Entry? {
      guard let name = key.text, case .table(let pairs) = value.content else {
        refuse(
          value,
          "\(key.text ?? "this") in \(outer) is \(value.isNull ? "empty" : value.kind); expected a table such as "
            + "{max: 5%}"
        )
        return nil
      }
      var entry = Entry(name: name, text: "", line: key.line, column: key.column)
      for (key, value) in pairs {
        guard let inner = key.text, let text = value.text else {
          refuse(
            value,
            "\(key.text ?? "this") of \(name) is \(value.isNull ? "empty" : value.kind); expected a single value"
          )
          continue
        }
        entry.inside.append(Entry(name: inner, text: text, line: value.line, column: value.column))
      }
      return entry
    }
  }
}
