import Diagnostics

/// Something wrong in a mapping file or a configuration, and where.
package struct MappingFault: Error, Sendable, Equatable, CustomStringConvertible {
  package var file: String
  /// From 1; nil when the file as a whole is meant.
  package var line: Int?
  /// From 1, in characters.
  package var column: Int?
  package var detail: String

  package var description: String {
    var place = file
    if let line { place += ":\(line)" }
    if let line, line > 0, let column { place += ":\(column)" }
    // It may quote a key, in which anything may stand.
    return oneLine(place + ": error: " + detail)
  }
}

/// All that is wrong in such a file.
package struct MappingFaults: Error, Sendable {
  package var all: [MappingFault]
}
