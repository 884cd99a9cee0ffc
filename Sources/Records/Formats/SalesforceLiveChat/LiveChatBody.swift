/// The talk of a `LiveChatTranscript`: header lines in paragraphs, then a line per message.
struct LiveChatBody {
  private let out: Emitter
  private let tellsEvents: Bool
  private var start: Stamp
  /// When the message before was written, which is when a header below it happened.
  private var present: Stamp
  /// Who is who, as far as header lines have said; longer names first, of equals the later one.
  private var names: [(name: ByteSlice, who: Who)] = []
  /// Names that are kept; every line is compared with them.
  private static let mostNames = 64
  /// The message that goes on until the next one begins.
  private var open: (time: Stamp, who: Who, author: ByteSlice, text: ByteSlice, more: [ByteSlice])?
  private var pendingJoin: ByteSlice?

  init(start: Stamp, tellsEvents: Bool, _ out: Emitter) {
    self.start = start
    self.tellsEvents = tellsEvents
    self.out = out
    present = start
  }

  mutating func read(_ body: ByteSlice) {
    var rest = body
    while rest.count > 0 {
      let (tag, before, after) = Self.next(rest)
      if tag == .header {
        line(before)
        let end = after.range(of: "</p>") ?? after.count
        close()
        header(clean(after[0..<end]))
        rest = after[min(after.count, end + 4)..<after.count]
      } else {
        line(before)
        rest = after
      }
    }
    close()
    join()
  }

  /// An agent came: when the next message was written at the latest.
  private mutating func join() {
    guard let joined = pendingJoin else { return }
    pendingJoin = nil
    if tellsEvents { out.event(.agentJoined, at: present, by: .human, author: joined) }
  }

  private enum Tag { case header, lineBreak, end }

  /// What stands before the next tag that parts lines, and behind it.
  private static func next(_ text: ByteSlice) -> (Tag, before: ByteSlice, after: ByteSlice) {
    var at = 0
    while at < text.count {
      guard let offset = text[at..<text.count].firstIndex(of: 0x3C) else { break }
      let place = at + offset
      let tag = text[place..<text.count]
      if tag.hasPrefix("<p") || tag.hasPrefix("<br") || tag.hasPrefix("</p>") {
        guard let end = tag.firstIndex(of: 0x3E) else { break }
        let after = tag[end + 1..<tag.count]
        return (tag.hasPrefix("<p") ? .header : .lineBreak, text[0..<place], after)
      }
      at = place + 1
    }
    return (.end, text, .absent)
  }

  /// Without markup; entities are escaped twice in some transcripts.
  private func clean(_ html: ByteSlice) -> ByteSlice {
    let once = out.plain(html: html)
    guard let first = once.firstIndex(of: 0x26) else { return once }
    let rest = once[first..<once.count]
    let isEscapedAgain =
      rest.range(of: "&#") != nil || rest.range(of: "&amp;") != nil
      || rest.range(of: "&quot;") != nil || rest.range(of: "&lt;") != nil
    return isEscapedAgain ? out.plain(html: once) : once
  }

  // MARK: Headers

  private mutating func header(_ text: ByteSlice) {
    if text.hasPrefix("Chat Started:") {
      let time = started(text)
      if time.isKnown {
        start = time
        present = time
      }
    } else if text.contains("transferred") {
      if tellsEvents { out.event(.transferred, at: present) }
    } else if text.hasPrefix("Agent ") {
      let name = text[6..<text.count].trimmed
      keep(name, out.authors.who(id: name, name: name, field: .human))
      pendingJoin = name
    } else if text.hasPrefix("Chatbot ") {
      let name = text[8..<text.count].trimmed
      keep(name, out.authors.who(id: name, field: .bot))
    }
  }

  private mutating func keep(_ name: ByteSlice, _ who: Who) {
    guard names.count < Self.mostNames else { return }
    let place = names.firstIndex { $0.name.count <= name.count } ?? names.count
    names.insert((name, who), at: place)
  }

  /// `Chat Started: Monday, March 03, 2025, 10:02:10 (+0000)`.
  private func started(_ text: ByteSlice) -> Stamp {
    var rest = text
    var month: Int?
    while month == nil, rest.count > 0 { month = Self.month(Self.word(&rest)) }
    guard let month, let day = Self.number(Self.word(&rest)), (1...31).contains(day),
      let year = Self.number(Self.word(&rest)), (1000...9999).contains(year)
    else { return .missing }
    let clock = Self.word(&rest)
    guard clock.count > 0 else { return .missing }
    var zone = Self.word(&rest)
    if zone.hasPrefix("GMT") { zone = zone[3..<zone.count] }
    let room = out.batch.reserve(11)
    for (place, digit) in [year / 1000, year / 100, year / 10, year].enumerated() {
      room[place] = UInt8(0x30 + digit % 10)
    }
    room[4] = UInt8(ascii: "-")
    (room[5], room[6]) = (UInt8(0x30 + month / 10), UInt8(0x30 + month % 10))
    room[7] = UInt8(ascii: "-")
    (room[8], room[9]) = (UInt8(0x30 + day / 10), UInt8(0x30 + day % 10))
    room[10] = UInt8(ascii: "T")
    return out.time(out.bytes(ByteSlice(start: room, count: 11), clock, zone))
  }

  /// Takes the next word, which ends at a space, a comma or a bracket; empty when there is none.
  private static func word(_ text: inout ByteSlice) -> ByteSlice {
    func parts(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x2C || byte == 0x28 || byte == 0x29
    }
    let bytes = text.buffer
    let start = bytes.firstIndex { !parts($0) } ?? bytes.count
    let end = bytes[start...].firstIndex(where: parts) ?? bytes.count
    defer { text = text[end..<text.count] }
    return text[start..<end]
  }

  private static let months: [StaticString] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// From 1; nil for other words.
  private static func month(_ word: ByteSlice) -> Int? {
    months.firstIndex { word.equals($0) }.map { $0 + 1 }
  }

  /// A whole number of at most four digits.
  private static func number(_ word: ByteSlice) -> Int? {
    guard (1...4).contains(word.count) else { return nil }
    var value = 0
    for byte in word.buffer {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  // MARK: Messages

  private mutating func line(_ html: ByteSlice) {
    let text = html.trimmed
    guard text.count > 0 else { return }
    guard let (seconds, rest) = Self.offset(text) else {
      // A message may go on in the next line.
      guard open != nil else { return }
      let more = clean(text)
      open?.more.append(more)
      return
    }
    close()
    let words = clean(rest)
    let (name, said) = writer(words)
    let known = names.first { $0.name == name }
    let who = known?.who ?? out.authors.who(id: name, field: .customer)
    present = start.isKnown ? start.advanced(by: seconds * 1000) : .missing
    join()
    open = (present, who, name, said, [])
  }

  /// `( 1h 2m 3s ) ` in seconds, and what follows it.
  private static func offset(_ text: ByteSlice) -> (Int64, ByteSlice)? {
    guard text.hasPrefix("("), let end = text.firstIndex(of: 0x29) else { return nil }
    var total: Int64 = 0
    var number: Int64?
    for byte in text[1..<end].buffer {
      switch byte {
      case 0x30...0x39:
        let value = (number ?? 0) * 10 + Int64(byte - 0x30)
        guard value < 100_000_000 else { return nil }
        number = value
      case 0x64, 0x68, 0x6D, 0x73:
        guard let value = number else { return nil }
        total += value * (byte == 0x64 ? 86_400 : byte == 0x68 ? 3_600 : byte == 0x6D ? 60 : 1)
        guard total < 1 << 40 else { return nil }
        number = nil
      case 0x20: continue
      default: return nil
      }
    }
    // A talk of centuries is none.
    guard number == nil, total < 10_000_000_000 else { return nil }
    return (total, text[end + 1..<text.count].trimmed)
  }

  /// The name before the colon: one of the headers, for names may hold colons; else up to the first colon.
  private func writer(_ text: ByteSlice) -> (ByteSlice, ByteSlice) {
    for (name, _) in names
    where text.count > name.count && text[0..<name.count] == name
      && text[name.count..<text.count].hasPrefix(":")
    {
      return (name, text[name.count + 1..<text.count].trimmed)
    }
    let colon = text.range(of: ": ") ?? text.firstIndex(of: 0x3A)
    guard let colon else { return (.absent, text) }
    return (text[0..<colon], text[colon + 1..<text.count].trimmed)
  }

  private mutating func close() {
    guard let message = open else { return }
    open = nil
    out.message(
      message.who,
      at: message.time,
      text: message.more.isEmpty ? message.text : out.joined([message.text] + message.more, "\n"),
      author: message.author
    )
  }
}
