extension SourceTree {
  /// Every line that calls one of `names`.
  func calls(of names: Set<String>, in isWanted: (File) -> Bool = { _ in true }) -> [String] {
    findings(in: { isWanted($0) && $0.mentions(names) }) { _, line in
      Self.calls(in: line).filter(names.contains).map { "calls \($0)" }
    }
  }

  /// Names directly before `(`, outside line comments and not after `func`.
  static func calls(in line: Substring) -> [String] {
    var names: [String] = []
    var name = ""
    var word = ""
    var previous: Character = " "
    for character in line {
      if character == "/", previous == "/" { break }
      if character.isLetter || character.isNumber || character == "_" {
        name.append(character)
      } else {
        if character == "(", !name.isEmpty, word != "func" { names.append(name) }
        if !name.isEmpty { word = name }
        name = ""
      }
      previous = character
    }
    return names
  }
}
