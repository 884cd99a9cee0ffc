/// What one line of a source file imports.
enum ImportLine {
  /// The modules that a line imports; none when it is no import.
  ///
  /// Attributes, access levels, single declarations and submodules are seen through: each of
  /// `@preconcurrency package import A`, `import struct A.B` and `import A.B` imports `A`.
  static func modules(in line: Substring) -> [String] {
    guard line.contains("import") else { return [] }
    return line.split(separator: ";").compactMap(module)
  }

  private static let kinds: Set<Substring> = [
    "typealias", "struct", "class", "enum", "protocol", "let", "var", "func",
  ]

  private static let prefixes: Set<Substring> = [
    "public", "package", "internal", "fileprivate", "private",
  ]

  private static func module(in statement: Substring) -> String? {
    var words = statement.split(whereSeparator: \.isWhitespace)[...]
    while let first = words.first, first.hasPrefix("@") || prefixes.contains(first) {
      words.removeFirst()
    }
    guard words.popFirst() == "import" else { return nil }
    if let first = words.first, kinds.contains(first) { words.removeFirst() }
    return words.first?.split(separator: ".").first.map(String.init)
  }
}
