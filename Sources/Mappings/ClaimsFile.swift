/// Reads a file of claims: a list of tables with single values, under the name `claims`.
package enum ClaimsFile {
  /// The claims of a file in their order, each with its values and their places.
  ///
  /// - Parameters:
  ///   - text: YAML.
  ///   - file: Its path, for messages.
  /// - Returns: An entry for each claim at its place, with its values inside.
  /// - Throws: All that is wrong with its form, in the order of the file.
  package static func read(
    _ text: String,
    file: String
  ) throws(MappingFaults) -> [ConfigFile.Entry] {
    let root: ConfigNode
    do throws(MappingFault) {
      root = try ConfigNode(yaml: text, file: file)
    } catch {
      throw MappingFaults(all: [error])
    }
    var faults: [MappingFault] = []
    func refuse(_ node: ConfigNode, _ detail: String) {
      faults.append(MappingFault(file: file, line: node.line, column: node.column, detail: detail))
    }
    var claims: [ConfigFile.Entry] = []
    if case .table(let table) = root.content {
      for (key, value) in table {
        guard key.text == "claims" else {
          refuse(key, "a file of claims holds the name claims and nothing else")
          continue
        }
        guard case .list(let list) = value.content else {
          refuse(
            value,
            "claims is \(value.isNull ? "empty" : value.kind); expected a list of claims"
          )
          continue
        }
        if list.isEmpty { refuse(value, "claims is an empty list; expected at least one claim") }
        for node in list {
          guard case .table(let pairs) = node.content else {
            refuse(node, "a claim is a table of names and values, and this is \(node.kind)")
            continue
          }
          var claim = ConfigFile.Entry(
            name: "claim",
            text: "",
            line: node.line,
            column: node.column
          )
          for (key, value) in pairs {
            guard let name = key.text, let text = value.text else {
              refuse(value, "\(key.text ?? "this") must hold a single value")
              continue
            }
            claim.inside.append(
              ConfigFile.Entry(name: name, text: text, line: value.line, column: value.column)
            )
          }
          claims.append(claim)
        }
      }
    } else {
      refuse(root, "a file of claims is a table with the list claims, and this is \(root.kind)")
    }
    guard faults.isEmpty else { throw MappingFaults(all: faults) }
    return claims
  }
}
