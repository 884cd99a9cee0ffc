import CLexicons

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A lexicon file: its head, and where its lines stand.
struct LexiconFile: Sendable {
  let name: String
  let content: LexiconBytes
  private(set) var language = LanguageCode.unknown
  private(set) var version = ""
  /// The lists of the language that this file puts its own in place of, as family bits.
  private(set) var replaced: UInt32 = 0
  /// Also the words to skip.
  private(set) var replacesSkipped = false
  /// The lists that hold at least one line, as family bits.
  private(set) var families: UInt32 = 0
  /// The scripts of its lines, of a file that is not part of the program.
  private(set) var alphabets = Alphabets()
  /// Where the words to skip begin; the end of the file without any.
  private(set) var firstSkipped = LexiconLines.Place()
  var hasSkipped: Bool { firstSkipped.index < content.bytes.count }
  /// Where the lists of single words begin, likewise.
  private(set) var firstWords = LexiconLines.Place()

  /// Name and version, as in `shop.lexicon 3`.
  var label: String { "\(name) \(version)" }

  init(name: String, _ content: LexiconBytes) throws(LexiconError) {
    self.name = name
    self.content = content
    var header: [String: (value: String, line: Int)] = [:]
    let buffer = content.bytes
    for line in LexiconLines(buffer) {
      // The head is what stands before the first other line.
      guard buffer[line.range.lowerBound] == UInt8(ascii: "#") else { break }
      Self.readHeader(buffer[line.range.dropFirst()], line.number, into: &header)
    }
    for key in ["language", "version", "source", "licence"]
    where header[key]?.value.isEmpty ?? true {
      throw LexiconError(file: name, line: 0, reason: .missingHeader(key))
    }
    language = LanguageCode(header["language"]?.value ?? "")
    version = header["version"]?.value ?? ""
    if language == .unknown { throw LexiconError(file: name, line: 0, reason: .badLanguage) }
    findLists(in: buffer)
    guard let replaces = header["replaces"] else { return }
    for list in replaces.value.split(whereSeparator: { $0 == "," || $0 == " " }) {
      if list == "skip" {
        replacesSkipped = true
      } else if list == "all" {
        replaced = .max
        replacesSkipped = true
      } else if let family = PhraseFamily.allCases.first(where: { $0.section.description == list })
      {
        replaced |= family.bit
      } else if let words = WordList(section: String(list)) {
        replaced |= words.bit
      } else {
        throw LexiconError(
          file: name,
          line: replaces.line,
          reason: .badReplacement(String(list))
        )
      }
    }
  }

  private static func readHeader(
    _ line: Slice<UnsafeBufferPointer<UInt8>>,
    _ number: Int,
    into header: inout [String: (value: String, line: Int)]
  ) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
    let text = { (bytes: Slice<UnsafeBufferPointer<UInt8>>) in
      let words = bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D })
      return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }
    let key = text(line[..<colon])
    if header[key] == nil { header[key] = (text(line[line.index(after: colon)...]), number) }
  }

  /// Finds the lists that hold a line other than a comment, a name or a blocking one, and the words to skip.
  private mutating func findLists(in bytes: UnsafeBufferPointer<UInt8>) {
    firstSkipped = LexiconLines.Place(index: bytes.count, number: 0)
    firstWords = firstSkipped
    guard let base = bytes.baseAddress else { return }
    var open: UInt32 = 0
    var lines = LexiconLines(bytes)
    while true {
      let place = lines.place
      guard let line = lines.next() else { return }
      if content.isOwn, bytes[line.range.lowerBound] != UInt8(ascii: "#") {
        alphabets.add(UnsafeBufferPointer(rebasing: bytes[line.range]))
      }
      switch base[line.range.lowerBound] {
      case UInt8(ascii: "["):
        if let title = LexiconCompiler.title(base, line.range) {
          open =
            PhraseFamily.allCases.first { $0.section.description == title }?.bit
            ?? WordList(section: title)?.bit ?? 0
          if WordList(section: title) != nil, firstWords.index == bytes.count { firstWords = place }
          if title == "skip", firstSkipped.index == bytes.count { firstSkipped = place }
        } else {
          families |= open
        }
      case UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "!"): break
      default: families |= open
      }
    }
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
  }
}

/// The bytes of a lexicon file, wherever they lie, for as long as somebody reads them.
final class LexiconBytes: @unchecked Sendable {
  // Never changed.

  let bytes: UnsafeBufferPointer<UInt8>
  /// Not part of the program.
  let isOwn: Bool

  /// Bytes that are part of the program.
  init(embedded: onpar_lexicon) {
    bytes = UnsafeBufferPointer(start: embedded.bytes, count: embedded.count)
    isOwn = false
  }

  /// A copy.
  init(_ array: [UInt8]) {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: array.count)
    _ = copy.initialize(from: array)
    bytes = UnsafeBufferPointer(copy)
    isOwn = true
  }

  deinit {
    if isOwn { bytes.deallocate() }
  }
}

/// The lines of a file that hold anything, without the white space around them.
struct LexiconLines: Sequence, IteratorProtocol {
  struct Line {
    /// Counted from 1.
    var number: Int
    /// Not empty.
    var range: Range<Int>
  }

  /// Where reading goes on.
  struct Place {
    var index = 0
    /// How many lines lie before.
    var number = 0
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var place: Place

  init(_ bytes: UnsafeBufferPointer<UInt8>, from place: Place = Place()) {
    self.bytes = bytes
    self.place = place
  }

  mutating func next() -> Line? {
    guard let base = bytes.baseAddress else { return nil }
    while place.index < bytes.count {
      place.number += 1
      var start = place.index
      let left = bytes.count - start
      var end =
        memchr(base + start, 0x0A, left).map { UnsafeRawPointer(base).distance(to: $0) }
        ?? bytes.count
      place.index = end + 1
      while start < end, Self.isSpace(bytes[start]) { start += 1 }
      while end > start, Self.isSpace(bytes[end - 1]) { end -= 1 }
      if start < end { return Line(number: place.number, range: start..<end) }
    }
    return nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
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
