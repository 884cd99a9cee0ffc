/// The names and ids that the export gives to those who wrote.
///
/// Each word of a name is hidden wherever it stands as a word, in whatever case and however its accents are written.
struct NameFinder: Sendable {
  /// Words, and ids with what joins their parts; in lower case.
  private var words: Set<String> = []
  /// Names of scripts that put no space between words: hidden wherever they stand.
  private var runs: [[Unicode.Scalar]] = []

  init(_ names: [String]) {
    for name in names {
      let scalars = Array(name.lowercased().unicodeScalars).filter { !Self.isUnseen($0) }
      if scalars.contains(where: Self.isUnspaced) {
        if scalars.count > 1 { runs.append(scalars) }
        continue
      }
      for range in Self.words(scalars, joinedBy: "-_.@:") where range.count > 3 {
        let id = scalars[range]
        if id.contains(where: { $0.properties.numericType != nil }) { words.insert(Self.text(id)) }
      }
      for range in Self.words(scalars, joinedBy: "") {
        let word = Self.text(scalars[range])
        if Self.names(word), !Self.common.contains(word) { words.insert(word) }
      }
    }
    runs.sort { $0.count > $1.count }
  }

  func findings(in text: FoldedText) -> [Finding] {
    guard !words.isEmpty || !runs.isEmpty else { return [] }
    var found: [Finding] = []
    // What is not seen may split a name, and may stand between two.
    let isSplit = text.scalars.contains { Self.isUnseen($0) }
    for joint in words.isEmpty ? [] : ["", "-_.@:"] {
      for isWhole in isSplit ? [true, false] : [true] {
        for range in Self.words(text.scalars, joinedBy: joint, overUnseen: isWhole)
        where words.contains(Self.text(text.scalars[range])) {
          found.append(Finding(kind: .name, range: range))
        }
      }
    }
    guard !runs.isEmpty else { return found }
    let seen = text.scalars.indices.filter { !Self.isUnseen(text.scalars[$0]) }
    for run in runs {
      var place = 0
      while place + run.count <= seen.count {
        if seen[place..<place + run.count].lazy.map({ text.scalars[$0] }).elementsEqual(run) {
          found.append(Finding(kind: .name, range: seen[place]..<seen[place + run.count - 1] + 1))
          place += run.count
        } else {
          place += 1
        }
      }
    }
    return found
  }

  /// Stretches of letters, marks and digits; `joints` hold parts together and end no stretch.
  private static func words(
    _ scalars: [Unicode.Scalar],
    joinedBy joints: String,
    overUnseen: Bool = true
  ) -> [Range<Int>] {
    let joints = Set(joints.unicodeScalars)
    func isJoint(_ scalar: Unicode.Scalar) -> Bool {
      joints.contains(scalar) || (overUnseen && isUnseen(scalar))
    }
    var result: [Range<Int>] = []
    var start: Int?
    for index in 0...scalars.count {
      let isInside = index < scalars.count && (isPart(scalars[index]) || isJoint(scalars[index]))
      if isInside {
        start = start ?? index
      } else if let first = start {
        var range = first..<index
        while let edge = range.first, isJoint(scalars[edge]) { range.removeFirst() }
        while let edge = range.last, isJoint(scalars[edge]) { range.removeLast() }
        if !range.isEmpty { result.append(range) }
        start = nil
      }
    }
    return result
  }

  /// Joiners, marks of direction and control characters, but no white space.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isWhitespace { return false }
    switch scalar.properties.generalCategory {
    case .control, .format: return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark: true
    default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }

  /// As it is compared: without what is not seen, and alike in whatever case (`WEISS` is Weiß, `IPEK` is İpek).
  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.lazy.filter { !isUnseen($0) })
    let folded = String(text).lowercased().uppercased().lowercased()
    var result = String.UnicodeScalarView()
    for scalar in folded.unicodeScalars {
      // The dot that some case mappings leave above an i.
      if scalar == "\u{307}", result.last == "i" { continue }
      result.append(scalar == "\u{131}" ? "i" : scalar)
    }
    return String(result)
  }

  /// Shorter words are articles and initials of too many others.
  private static func names(_ word: String) -> Bool {
    word.count >= 3 && !word.unicodeScalars.contains { $0.properties.numericType != nil }
  }

  /// Thai, and from the first radical of Han to the end of Hangul.
  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    (0x0E00...0x0E7F).contains(scalar.value) || (0x2E80...0xD7FF).contains(scalar.value)
      || (0x20000...0x3FFFF).contains(scalar.value)
  }

  /// What systems call those whom they do not name.
  private static let common: Set<String> = [
    "admin", "agent", "and", "anonymous", "api", "app", "assistant", "bot", "care", "chat",
    "chatbot", "client", "cust", "customer", "default", "desk", "guest", "help", "human", "ios",
    "android", "live", "member", "mobile", "null", "one", "operator", "person", "rep", "sales",
    "service", "support", "sys", "system", "team", "test", "the", "unknown", "user", "virtual",
    "visitor", "web", "website", "widget", "you",
  ]
}
