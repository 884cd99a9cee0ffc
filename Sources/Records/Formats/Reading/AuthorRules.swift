/// Who is a bot, where the export does not say: the user's patterns and the names that bots usually bear.
///
/// FORMATS 2.4. A pattern is a regular expression that must match somewhere in the id or the name; a plain id matches
/// itself. Authors are few, so that each is judged once.
package final class AuthorRules {
  /// What decided on a role: the user, a field of the format, or the author's name.
  package enum Basis { case given, structural, name }

  private let bots: [Regex<AnyRegexOutput>]
  private let humans: [Regex<AnyRegexOutput>]
  /// Told the name of every author who is judged; nil where nobody asks.
  @exclusivity(unchecked) package var meets: ((ByteSlice) -> Void)?
  private var judged: [[UInt8]: Role?] = [:]
  private var named: [[UInt8]: Bool] = [:]
  /// The names asked for last: in a conversation few speak, and a look into the table takes longer than reading a text.
  @exclusivity(unchecked) private var lately: [(name: [UInt8], isBot: Bool)] = []
  @exclusivity(unchecked) private var oldest = 0

  /// - Parameters:
  ///   - bots: `--bot-author`.
  ///   - humans: `--human-author`.
  /// - Throws: When a pattern is no regular expression.
  package init(bots: [String], humans: [String]) throws {
    self.bots = try bots.map { try Regex($0).ignoresCase() }
    self.humans = try humans.map { try Regex($0).ignoresCase() }
  }

  /// Whether a text can be a pattern.
  package static func isPattern(_ text: String) -> Bool {
    !text.isEmpty && (try? Regex<AnyRegexOutput>(text)) != nil
  }

  /// No pattern given.
  package static var none: AuthorRules { AuthorRules() }

  private init() {
    bots = []
    humans = []
  }

  /// Bot or human if the user said so.
  package func given(id: ByteSlice, name: ByteSlice = .absent) -> Role? {
    guard !bots.isEmpty || !humans.isEmpty else { return nil }
    let key = Array(id.buffer) + [0] + Array(name.buffer)
    if let known = judged[key] { return known }
    let texts = [id.string, name.string].compactMap { $0 }
    var role: Role?
    if texts.contains(where: { text in bots.contains { text.contains($0) } }) {
      role = .bot
    } else if texts.contains(where: { text in humans.contains { text.contains($0) } }) {
      role = .human
    }
    judged[key] = .some(role)
    return role
  }

  /// Whether a name is one that bots usually bear.
  package func looksLikeBot(_ name: ByteSlice) -> Bool {
    guard let start = name.start, name.count > 0 else { return false }
    for place in lately.indices where lately[place].name.count == name.count {
      let isSame = lately[place].name.withUnsafeBufferPointer { known in
        known.baseAddress.map { ByteSlice.areEqual($0, start, name.count) } ?? false
      }
      if isSame { return lately[place].isBot }
    }
    let key = Array(name.buffer)
    let result = named[key] ?? Self.isBotName(key)
    named[key] = result
    if lately.count < 4 {
      lately.append((key, result))
    } else {
      lately[oldest] = (key, result)
      oldest = (oldest + 1) % lately.count
    }
    return result
  }

  /// The name pattern of FORMATS 2.4, by hand: a word of the list between characters that are no letters.
  static func isBotName(_ name: [UInt8]) -> Bool {
    let lower = name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    func isLetter(_ index: Int) -> Bool {
      lower.indices.contains(index) && (0x61...0x7A).contains(lower[index])
    }
    for word in words where lower.count >= word.count {
      for start in 0...(lower.count - word.count)
      where lower[start..<start + word.count].elementsEqual(word) {
        if !isLetter(start - 1), !isLetter(start + word.count) { return true }
      }
    }
    return false
  }

  private static let words: [[UInt8]] = [
    "bot", "chatbot", "answer bot", "virtual agent", "virtual assistant", "ai agent",
  ].map { Array($0.utf8) }
}
