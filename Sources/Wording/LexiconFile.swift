/// One lexicon file, read line by line into patterns.
struct LexiconFile {
  /// A phrase line.
  struct Line {
    var number: Int
    var family: PhraseFamily?
    var rule: PhraseRule
    var pattern: [[PhrasePattern]]
    /// Cut tokens from whole texts rather than from the pieces.
    var asText: Bool
  }

  let name: String
  private(set) var language = LanguageCode.unknown
  private(set) var version = ""
  /// Phrase lines; those without a family are words to skip.
  private(set) var lines: [Line] = []

  init(name: String, bytes: [UInt8]) throws(LexiconError) {
    self.name = name
    var header: [[UInt8]: [UInt8]] = [:]
    var names: [[UInt8]: [[PhrasePattern]]] = [:]
    // A name whose alternatives must be read as text makes the lines that use names be read so too.
    var namesAreText = false
    var section: Section?
    var number = 0
    for raw in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let line = Self.trimmed(raw)
      guard let first = line.first else { continue }
      do throws(LexiconError.Reason) {
        if first == UInt8(ascii: "#") {
          Self.readHeader(line.dropFirst(), into: &header)
        } else if let title = Self.title(line) {
          section = try Self.section(title)
        } else if first == UInt8(ascii: "$"), line.contains(UInt8(ascii: "=")) {
          try Self.define(line, in: &names)
          namesAreText = namesAreText || PhrasePattern.mustExpandAsText(line)
        } else {
          guard let section else { throw .phraseOutsideSection }
          var phrase = try Self.phrase(line, number, section, names)
          if namesAreText, line.contains(UInt8(ascii: "$")) { phrase.asText = true }
          lines.append(phrase)
        }
      } catch {
        throw LexiconError(file: name, line: number, reason: error)
      }
    }
    for key in ["language", "version", "source", "licence"]
    where header[Array(key.utf8), default: []].isEmpty {
      throw LexiconError(file: name, line: 0, reason: .missingHeader(key))
    }
    language = LanguageCode(header[Array("language".utf8), default: []])
    version = String(decoding: header[Array("version".utf8), default: []], as: UTF8.self)
    if language == .unknown { throw LexiconError(file: name, line: 0, reason: .badLanguage) }
  }

  private enum Section {
    case family(PhraseFamily)
    case skip
  }

  /// `[name]` alone on a line; a phrase never is one word in brackets.
  private static func title(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard line.first == UInt8(ascii: "["), line.last == UInt8(ascii: "]"), line.count > 2 else {
      return nil
    }
    let inner = line.dropFirst().dropLast()
    return inner.allSatisfy(isNameByte) ? inner : nil
  }

  private static func section(
    _ title: ArraySlice<UInt8>
  ) throws(LexiconError.Reason) -> Section {
    let text = String(decoding: title, as: UTF8.self)
    if text == "skip" { return .skip }
    for family in PhraseFamily.allCases where family.section.description == text {
      return .family(family)
    }
    throw .unknownSection(text)
  }

  private static func readHeader(
    _ line: ArraySlice<UInt8>,
    into header: inout [[UInt8]: [UInt8]]
  ) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
    let key = Array(trimmed(line[..<colon]))
    if header[key] == nil { header[key] = Array(trimmed(line[line.index(after: colon)...])) }
  }

  private static func define(
    _ line: ArraySlice<UInt8>,
    in names: inout [[UInt8]: [[PhrasePattern]]]
  ) throws(LexiconError.Reason) {
    guard let sign = line.firstIndex(of: UInt8(ascii: "=")) else { throw .badDefinition }
    let name = trimmed(line[line.index(after: line.startIndex)..<sign])
    let right = trimmed(line[line.index(after: sign)...])
    guard !name.isEmpty, name.allSatisfy(isNameByte), !right.isEmpty else { throw .badDefinition }
    var reader = PhrasePatternReader(right, names: names)
    names[Array(name)] = try reader.readAlternatives()
  }

  private static func phrase(
    _ line: ArraySlice<UInt8>,
    _ number: Int,
    _ section: Section,
    _ names: [[UInt8]: [[PhrasePattern]]]
  ) throws(LexiconError.Reason) -> Line {
    var text = line
    var rule = PhraseRule.anywhere
    switch line.first {
    case UInt8(ascii: "="): rule = .wholeMessage
    case UInt8(ascii: "~"): rule = .shortMessage
    case UInt8(ascii: "!"): rule = .blocks
    default: break
    }
    var family: PhraseFamily?
    if case .family(let named) = section { family = named }
    if rule != .anywhere {
      // The polite lists and the words to skip have one meaning only.
      guard let family, family.bit & (PhraseFamily.greeting.bit | PhraseFamily.courtesy.bit) == 0
      else { throw .badPrefix }
      text = trimmed(line.dropFirst())
    }
    var reader = PhrasePatternReader(text, names: names)
    return Line(
      number: number,
      family: family,
      rule: rule,
      pattern: try reader.readAlternatives(),
      asText: PhrasePattern.mustExpandAsText(text)
    )
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }),
      let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return [] }
    return bytes[first...last]
  }
}

/// What a phrase line asks of the rest of the message.
enum PhraseRule {
  /// Counts wherever it is found.
  case anywhere
  /// `=`: the whole message must be made of such phrases and of courtesies.
  case wholeMessage
  /// `~`: counts when at most `Lexicon.shortMessageSlack` other tokens are in the message.
  case shortMessage
  /// `!`: a phrase of its family that begins inside it, or at most one token after it, does not count.
  case blocks
}
