package import Records

/// Reads mapping files.
package enum MappingFile {
  /// Compiles the text of a mapping file.
  ///
  /// - Parameters:
  ///   - text: YAML.
  ///   - file: Its path, for messages and for the side files beside it.
  /// - Returns: The mapping; its side files are not read yet.
  /// - Throws: All that is wrong with it, in the order of the file.
  package static func compile(_ text: String, file: String) throws(MappingFaults) -> Mapping {
    let root: ConfigNode
    do throws(MappingFault) {
      root = try ConfigNode(yaml: text, file: file)
    } catch {
      throw MappingFaults(all: [error])
    }
    var compiler = MappingCompiler(file: file)
    let mapping = compiler.compile(root)
    guard compiler.faults.isEmpty, let mapping else {
      throw MappingFaults(
        all: compiler.faults.sorted {
          ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0)
        }
      )
    }
    return mapping
  }
}
