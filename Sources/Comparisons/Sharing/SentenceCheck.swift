/// Whether a sentence may be shared: it names no small number of contacts, by itself or as a part of a whole.
struct SentenceCheck {
  let threshold: Int
  /// Numbers that are hidden though they are not small.
  var hidden: Set<Int> = []

  /// A number as it stands in a sentence.
  private struct Token {
    var value: Double
    var isWhole: Bool
    /// What follows, up to the next number.
    var after: String
  }

  /// Words behind a number that counts no contacts.
  private static let units = [
    "%", "point", "day", "hour", "h ", "h)", "h,", "h.", "min", "s ", "s,", "s.", "s)", "second",
    "week", "times", "word", "month", "pp", "MB", "strata", "variable",
  ]
  /// Words before a number of the rules.
  private static let limit = "at least "

  func isSafe(_ sentence: String) -> Bool {
    var counts: [Double] = []
    var shares: [Double] = []
    let tokens = Self.tokens(sentence)
    for (place, token) in tokens.enumerated() {
      let after = token.after.drop { " \u{202F}\u{A0}".contains($0) }
      // The level of an interval is no share of anybody.
      let isLevel = after.drop { "% \u{202F}\u{A0}".contains($0) }.hasPrefix("interval")
      if after.hasPrefix("%"), !isLevel { shares.append(token.value / 100) }
      let isRule = place > 0 && tokens[place - 1].after.hasSuffix(Self.limit)
      guard token.isWhole, !isRule, !Self.units.contains(where: { after.hasPrefix($0) }) else {
        continue
      }
      counts.append(token.value)
    }
    // What stands in a sentence, what is left of one number without another, and what a share of one is.
    let parts = counts.flatMap { whole in
      counts.map { whole - $0 } + shares.flatMap { [$0 * whole, whole - $0 * whole] }
    }
    return !(counts + parts).contains { value in
      let count = value.magnitude.rounded()
      guard count < 1e15 else { return false }
      return (count > 0 && count < Double(threshold)) || hidden.contains(Int(count))
    }
  }

  private static func tokens(_ sentence: String) -> [Token] {
    var tokens: [Token] = []
    var digits = ""
    var isDecimal = false
    func end() {
      guard let value = Double(digits) else { return }
      tokens.append(Token(value: value, isWhole: !isDecimal, after: ""))
    }
    let scalars = Array(sentence)
    for (place, character) in scalars.enumerated() {
      let next = place + 1 < scalars.count ? scalars[place + 1] : " "
      let isDigit = character.isASCII && character.isNumber
      let isNextDigit = next.isASCII && next.isNumber
      if isDigit {
        digits.append(character)
      } else if !digits.isEmpty, character == ".", isNextDigit {
        isDecimal = true
        digits.append(character)
      } else if !digits.isEmpty, character == "\u{202F}", isNextDigit {
        continue
      } else {
        if !digits.isEmpty { end() }
        (digits, isDecimal) = ("", false)
        if !tokens.isEmpty { tokens[tokens.count - 1].after.append(character) }
      }
    }
    if !digits.isEmpty { end() }
    return tokens
  }
}
