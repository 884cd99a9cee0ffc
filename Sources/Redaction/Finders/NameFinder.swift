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
      let scalars = Array(name.lowercased().unicodeScalars)
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
    if !words.isEmpty {
      for joint in ["", "-_.@:"] {
        for range in Self.words(text.scalars, joinedBy: joint)
        where words.contains(Self.text(text.scalars[range])) {
          found.append(Finding(kind: .name, range: range))
        }
      }
    }
    for run in runs {
      var place = 0
      while place + run.count <= text.scalars.count {
        if text.scalars[place..<place + run.count].elementsEqual(run) {
          found.append(Finding(kind: .name, range: place..<place + run.count))
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
    joinedBy joints: String
  ) -> [Range<Int>] {
    let joints = Set(joints.unicodeScalars)
    var result: [Range<Int>] = []
    var start: Int?
    for index in 0...scalars.count {
      let isInside =
        index < scalars.count && (isPart(scalars[index]) || joints.contains(scalars[index]))
      if isInside {
        start = start ?? index
      } else if let first = start {
        var range = first..<index
        while let edge = range.first, joints.contains(scalars[edge]) { range.removeFirst() }
        while let edge = range.last, joints.contains(scalars[edge]) { range.removeLast() }
        if !range.isEmpty { result.append(range) }
        start = nil
      }
    }
    return result
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark: true
    default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text).lowercased()
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
