import Diagnostics

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// How records are packed in a decoded text.
///
/// FORMATS 4.1, layer 3.
package enum Container: Sendable, Equatable {
  /// One JSON object a line.
  case lines
  /// JSON objects with `depth` brackets around them: 0 in a row, 1 in an array, 2 in an array in an object.
  case values(depth: Int)
  /// Onpar's own records, with `depth` brackets around them and each in the envelope of a loader or of an API.
  case envelopes(depth: Int)
  /// Onpar's own XML.
  case xml
  /// XML whose records stand at a path.
  case elements(XMLPath)
  /// JSON objects at a path from the outermost value: names, and nil for the elements of an array.
  case path([[UInt8]?])
  /// CSV, one record a row.
  case rows(CSVDialect)
}

/// What an input is, judged by its content alone.
///
/// FORMATS 4.2.
package enum Recognition: Sendable, Equatable {
  case recognised(container: Container, format: Format, why: String)
  /// Nothing that Onpar reads; the keys or the root element seen.
  case unrecognised(seen: String)
  /// Something keeps all formats from being read, in words: an encoding that nobody knows.
  case unreadable(why: String)
  /// White space at the most.
  case empty
}

extension Recognition {
  /// How many decoded bytes are looked at, and how many records in them.
  package static let window = 64 << 10
  static let sampleSize = 20

  /// - Parameters:
  ///   - head: The first decoded bytes, up to `window`.
  ///   - isWhole: Nothing follows `head`.
  ///   - mappings: Mapping files of this run, whose signs come first.
  ///   - shipped: Mappings that come with Onpar, asked for when nothing else is recognised.
  ///   - named: The format that the user says it is: taken at their word where no sign of another is seen.
  ///   - store: Memory to work in, which is empty before; whoever looks at many inputs keeps one. It is empty after,
  ///     too, unless the text is one record and nothing else: then that is its `wholeText`, ready to be read.
  /// - Returns: What the bytes show.
  package static func recognise(
    _ head: UnsafeRawBufferPointer,
    isWhole: Bool,
    mappings: [Mapping] = [],
    shipped: () -> [Mapping] = { [] },
    named: Format? = nil,
    store: TreeStore = TreeStore()
  ) -> Recognition {
    let beginning = Beginning(head, isWhole: isWhole, store: store)
    let found = judge(beginning, mappings, shipped, named)
    beginning.close(found)
    return found
  }

  /// Whether a mapping that comes with Onpar may still be for the input.
  private var mayBeMapped: Bool {
    if case .unrecognised = self { true } else { false }
  }

  private static func judge(
    _ beginning: Beginning,
    _ mappings: [Mapping],
    _ shipped: () -> [Mapping],
    _ named: Format?
  ) -> Recognition {
    if let found = mapped(mappings, beginning) { return found }
    let found = unmapped(beginning)
    if let found, !found.mayBeMapped { return found }
    if let found = mapped(shipped(), beginning) { return found }
    return named.flatMap { self.named($0, beginning) } ?? found ?? ofOurOwn(beginning)
  }

  private static func mapped(_ mappings: [Mapping], _ beginning: Beginning) -> Recognition? {
    // Not over the mappings themselves, which would copy each for each input.
    for number in mappings.indices where mayBeMapped(by: mappings[number].matches, beginning) {
      if let found = mapped(by: mappings[number], beginning) { return found }
    }
    return nil
  }

  /// What the bytes show without a mapping; nil for JSON of no known format, which is yet to be described.
  private static func unmapped(_ beginning: Beginning) -> Recognition? {
    // Most inputs are small files of other systems: what cannot be our own is not judged as such.
    if beginning.isJSON, !mayBeOurOwn(beginning.start, beginning.end) { return foreign(beginning) }
    let found = ofOurOwn(beginning)
    guard case .unrecognised = found else { return found }
    if beginning.isXML {
      return foreignXML(beginning.head, beginning.store)
        ?? XMLEncodings.unknown(declaredIn: beginning.head).map { .unreadable(why: $0) } ?? found
    }
    return foreign(beginning)
      ?? foreignRows(beginning.start, beginning.end)
      ?? unknownRows(beginning.start, beginning.end) ?? found
  }

  /// Whether a key stands anywhere that all records of our own JSON layouts have, or the name of their schema.
  private static func mayBeOurOwn(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> Bool {
    holds("\"conversation_id\"", mark: 13, start, end) || holds("\"onpar/", mark: 6, start, end)
  }

  /// Whether a word stands between two places; the byte at `mark` is one that is rare in other words.
  private static func holds(
    _ word: StaticString,
    mark: Int,
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> Bool {
    let length = word.utf8CodeUnitCount
    guard end - start >= length else { return false }
    var at = start + mark
    // Behind the last place where the mark can stand.
    let last = end - (length - mark) + 1
    while at < last, let found = memchr(at, Int32(word.utf8Start[mark]), last - at) {
      let place = UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
      if ByteSlice.areEqual(place - mark, word.utf8Start, length) { return true }
      at = place + 1
    }
    return false
  }

  /// Onpar's own layouts, whose signs come first; what is none of them is described.
  private static func ofOurOwn(_ beginning: Beginning) -> Recognition {
    let (start, end, isWhole) = (beginning.start, beginning.end, beginning.isWhole)
    switch beginning.first {
    case 0 where start == end: return .empty
    case 0x3C:
      return start + 1 < end && start[1] == 0
        ? xmlInWideEncoding(beginning.head) : xml(start, end)
    case 0xFF, 0xFE, 0x00: return xmlInWideEncoding(beginning.head)
    case 0x5B: return values(start, end, depth: 1, isWhole: isWhole)
    case 0x7B: return object(start, start, end, isWhole: isWhole)
    default:
      // A first line that is broken, or whose beginning is cut off, costs that line only.
      guard let first = lineWithObject(start, end) else {
        return .unrecognised(seen: "neither JSON records nor XML")
      }
      return object(first, start, end, isWhole: isWhole)
    }
  }

  /// The first line after this one that begins an object; the place of its bracket.
  private static func lineWithObject(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    var at = start
    while at < end {
      while at < end, at.pointee != 0x0A { at += 1 }
      var scanner = JSONScanner(at, end)
      if scanner.peek() == 0x7B { return scanner.position }
      // White space may have led past lines that are blank.
      at = Swift.max(at + 1, scanner.position)
    }
    return nil
  }

  private static func xml(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Recognition
  {
    guard let tag = rootTag(start, end) else {
      return .unrecognised(seen: "XML without a root element")
    }
    var stop = tag + 1
    while stop < end, stop.pointee > 0x20, stop.pointee != 0x3E, stop.pointee != 0x2F {
      stop += 1
    }
    let name = ByteSlice(start: tag + 1, count: stop - tag - 1)
    if name.equals("onpar") {
      return .recognised(container: .xml, format: .onparXML, why: "the root element is onpar")
    }
    return .unrecognised(seen: "root element " + oneLine(String((name.string ?? "").prefix(64))))
  }

  /// Where the root element begins: the first tag that is no declaration, comment or DOCTYPE.
  static func rootTag(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    var at = start
    while at < end {
      guard at.pointee == 0x3C, at + 1 < end else {
        at += 1
        continue
      }
      switch at[1] {
      case 0x3F:
        at += 2
        while at < end, at.pointee != 0x3E || at[-1] != 0x3F { at += 1 }
      case 0x21 where at + 3 < end && at[2] == 0x2D && at[3] == 0x2D:
        at += 4
        while at < end, at.pointee != 0x3E || at[-1] != 0x2D || at[-2] != 0x2D { at += 1 }
      case 0x21: skipDeclaration(&at, end)
      default: return at
      }
    }
    return nil
  }

  /// Goes to the `>` that ends a DOCTYPE: not one in quotes, and not one of the declarations inside it.
  private static func skipDeclaration(_ at: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>)
  {
    var open = 0
    var quote: UInt8 = 0
    while at < end {
      let byte = at.pointee
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x3C {
        open += 1
      } else if byte == 0x3E {
        open -= 1
        if open == 0 { return }
      }
      at += 1
    }
  }

  /// XML in UTF-16, which libxml2 decodes itself: the root is read from every other byte.
  private static func xmlInWideEncoding(_ head: UnsafeRawBufferPointer) -> Recognition {
    let narrow = head.filter { $0 != 0 && $0 < 0x80 }
    return narrow.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else {
        return .unrecognised(seen: "neither JSON records nor XML")
      }
      var scanner = JSONScanner(base, base + bytes.count)
      guard scanner.peek() == 0x3C else {
        return .unrecognised(seen: "neither JSON records nor XML")
      }
      return xml(scanner.position, scanner.end)
    }
  }

  private static func object(
    _ first: UnsafePointer<UInt8>,
    _ base: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    isWhole: Bool
  ) -> Recognition {
    let keys = Keys(of: first, end)
    var page: Recognition?
    if !keys.isNative, let array = keys.arrayOfObjects {
      let found = values(array, end, depth: 2, isWhole: isWhole)
      if case .recognised = found { return found }
      // Else it may be a broken first line; if the others say nothing either, what the page shows is told.
      page = found
    }
    var sound = 0
    var looked = 0
    var at = base
    while at < end, looked < sampleSize {
      var stop = at
      while stop < end, stop.pointee != 0x0A { stop += 1 }
      // A last line that is cut by the window says nothing.
      if stop == end, !isWhole, looked > 0 { break }
      var scanner = JSONScanner(at, stop)
      if scanner.peek() != 0 {
        looked += 1
        var nesting: [UInt64] = []
        if scanner.peek() == 0x7B {
          if scanner.skip(nesting: &nesting) {
            if scanner.peek() == 0, scanner.position == stop { sound += 1 }
          } else if stop == end, !isWhole, looked == 1, keys.isNative {
            // One line longer than the window.
            sound += 1
          }
        }
      }
      at = stop + 1
    }
    let container: Container = looked > 0 && sound * 2 >= looked ? .lines : .values(depth: 0)
    let found = judge(container, first, end, isWhole: isWhole)
    if case .unrecognised = found, let page { return page }
    return found
  }

  private static func values(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    depth: Int,
    isWhole: Bool
  ) -> Recognition {
    judge(.values(depth: depth), start, end, isWhole: isWhole)
  }

  /// Looks at up to 20 records from `start` on; the majority decides.
  private static func judge(
    _ container: Container,
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    isWhole: Bool
  ) -> Recognition {
    var looked = 0
    var native = 0
    var whole = 0
    var why = ""
    var seen: [String] = []
    var at = start
    while at < end, looked < sampleSize {
      guard at.pointee == 0x7B else {
        at += 1
        continue
      }
      let keys = Keys(of: at, end)
      var scanner = JSONScanner(at, end)
      var nesting: [UInt64] = []
      let isComplete = scanner.skip(nesting: &nesting)
      // The next page of a list, whose records the first page has shown to be ours.
      if native > 0, container == .values(depth: 2), !keys.isNative,
        let inside = keys.arrayOfObjects
      {
        at = inside
        continue
      }
      // A record that the window cuts may have its telling keys behind the cut.
      if !isComplete, !isWhole, looked > 0, isCut(at, end, container) { break }
      looked += 1
      if let sign = keys.sign {
        native += 1
        if keys.hasItems { whole += 1 }
        if why.isEmpty { why = sign }
      }
      for name in keys.names where seen.count < 12 && !seen.contains(name) { seen.append(name) }
      if isComplete {
        at = scanner.position
      } else if container == .lines {
        while at < end, at.pointee != 0x0A { at += 1 }
      } else {
        break
      }
    }
    guard native * 2 > looked else {
      guard seen.isEmpty else {
        return .unrecognised(seen: "keys " + seen.map { quoted($0) }.joined(separator: ", "))
      }
      if looked > 0 { return .unrecognised(seen: "objects without keys") }
      let rest = UnsafeBufferPointer(start: start, count: end - start)
      let isEmptyList =
        isWhole && rest.contains(0x5D) && rest.allSatisfy { $0 <= 0x20 || $0 == 0x5B || $0 == 0x5D }
      return isEmptyList ? .empty : .unrecognised(seen: "a list without objects")
    }
    return .recognised(
      container: container,
      format: whole * 2 > native ? .onparConversations : .onparMessages,
      why: why
    )
  }

  /// Whether a record that is not complete may go on behind the window.
  private static func isCut(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    _ container: Container
  ) -> Bool {
    guard container == .lines else { return true }
    return !UnsafeBufferPointer(start: start, count: end - start).contains(0x0A)
  }

  static func quoted(_ name: String) -> String { quotedName(name) }
}

/// The top-level keys of one object, as far as the window shows them.
private struct Keys {
  var names: [String] = []
  var hasSchema = false
  /// `type` is one of the three words of Onpar's own layouts.
  var hasType = false
  /// Where the first array of objects begins, for an object around one big array.
  var arrayOfObjects: UnsafePointer<UInt8>?

  init(of start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
    var scanner = JSONScanner(start, end)
    var nesting: [UInt64] = []
    guard scanner.take(0x7B) else { return }
    repeat {
      guard scanner.peek() == 0x22, let key = scanner.string(), scanner.take(0x3A) else { return }
      let name = key.slice.string ?? ""
      names.append(name)
      if name == "schema", scanner.peek() == 0x22 {
        var copy = scanner
        if let value = copy.string()?.slice.string, value.hasPrefix("onpar/") { hasSchema = true }
      }
      if name == "type", scanner.peek() == 0x22 {
        var copy = scanner
        let value = copy.string()?.slice.string
        hasType = value == "conversation" || value == "message" || value == "event"
      }
      if scanner.peek() == 0x5B, arrayOfObjects == nil {
        var inside = scanner
        inside.position += 1
        if inside.peek() == 0x7B { arrayOfObjects = inside.position }
      }
      guard scanner.skip(nesting: &nesting) else { return }
    } while scanner.take(0x2C)
  }

  /// What shows that the object is one of Onpar's own records; nil where it is none.
  var sign: String? {
    OwnSign.reason(hasSchema: hasSchema, hasType: hasType) { names.contains($0) }
  }
  var isNative: Bool { sign != nil }
  var hasItems: Bool { names.contains("items") }
}

/// The sign of Onpar's own JSON layouts (FORMATS 4.2).
package enum OwnSign {
  /// - Parameters:
  ///   - hasSchema: `schema` begins with `onpar/`.
  ///   - hasType: `type` is one of the three words of the layouts.
  ///   - has: Whether the record has a member of that name.
  /// - Returns: What shows it, in words; nil without the sign.
  static func reason(hasSchema: Bool, hasType: Bool, has: (String) -> Bool) -> String? {
    if hasSchema { return "\"schema\" begins with onpar/" }
    guard has("conversation_id") else { return nil }
    if has("items") { return "\"conversation_id\" with \"items\"" }
    guard hasType || has("event") || has("role") && (has("text") || has("attachments")) else {
      return nil
    }
    return "\"conversation_id\" with \"role\" and \"text\""
  }

  /// What shows that a record is one of Onpar's own; nil where it is none.
  package static func reason(_ record: TreeNode) -> String? {
    guard record.has("conversation_id") || record.has("schema") else { return nil }
    let type = record["type"].text
    return reason(
      hasSchema: record["schema"].text.hasPrefix("onpar/"),
      hasType: type.equals("conversation") || type.equals("message") || type.equals("event"),
      has: { record.has($0) }
    )
  }
}
