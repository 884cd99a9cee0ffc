internal import CYAML

/// One YAML text as libyaml tells it: an event for each value, for each bracket and for each end, in their order.
///
/// libyaml keeps what is open on a stack of its own, so that no text makes it call itself, and looks at most 1,024
/// characters ahead. What it costs grows with the text and no faster, but for directives (`directiveLimit`).
@safe struct YAMLEvents: ~Copyable {
  /// The place of an event or of a problem; both count from 1, columns in characters.
  struct Place {
    var line: Int
    var column: Int
  }

  enum Event {
    case documentStart(hasTagDirectives: Bool)
    case documentEnd
    case alias
    /// Whether it was written in quotes or as a block.
    case scalar(String, isQuoted: Bool, isAnchored: Bool)
    case listStart(isAnchored: Bool)
    case tableStart(isAnchored: Bool)
    /// Of a list or a table.
    case end
    case streamStart
    case streamEnd
  }

  /// Why a text is not read on.
  struct Problem: Error {
    var detail: String
    /// Nil when the text as a whole is meant.
    var place: Place?

    /// libyaml had no memory, or says nothing of the reason.
    static let unknown = Problem(detail: "the YAML cannot be read")
  }

  /// How often a text may say `%TAG`: libyaml compares each with all before it, ahead of the first event.
  private static let directiveLimit = 64

  private let text: UnsafeMutableBufferPointer<UInt8>
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>

  init(_ bytes: [UInt8]) throws(Problem) {
    let directives = Self.lineStarts(bytes).filter { bytes[$0...].starts(with: "%TAG".utf8) }
    if directives.count > Self.directiveLimit {
      throw Problem(
        detail: "%TAG is there more than \(Self.directiveLimit) times",
        place: Self.place(ofByte: directives[Self.directiveLimit], in: bytes)
      )
    }
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      throw .unknown
    }
    unsafe self.parser = parser
    unsafe event = .allocate(capacity: 1)
    // To C all zeros are an event that holds nothing.
    unsafe event.initialize(to: yaml_event_t())
    unsafe text = .allocate(capacity: bytes.count)
    _ = unsafe text.initialize(fromContentsOf: bytes)
    unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    unsafe yaml_event_delete(event)
    unsafe yaml_parser_delete(parser)
    unsafe event.deallocate()
    unsafe parser.deallocate()
    unsafe text.deallocate()
  }

  /// The next event and where it begins; after `streamEnd` there is none.
  mutating func next() throws(Problem) -> (event: Event, place: Place) {
    unsafe yaml_event_delete(event)
    guard unsafe yaml_parser_parse(parser, event) == 1 else { throw problem() }
    return (try told(), Self.place(unsafe event.pointee.start_mark))
  }

  private func told() throws(Problem) -> Event {
    let data = unsafe event.pointee.data
    switch unsafe event.pointee.type {
    case YAML_STREAM_START_EVENT: return .streamStart
    case YAML_DOCUMENT_START_EVENT:
      let tags = unsafe data.document_start.tag_directives
      return .documentStart(hasTagDirectives: unsafe tags.start != tags.end)
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_ALIAS_EVENT: return .alias
    case YAML_SCALAR_EVENT:
      let scalar = unsafe data.scalar
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return .scalar(
        unsafe String(decoding: bytes, as: UTF8.self),
        isQuoted: unsafe scalar.style != YAML_PLAIN_SCALAR_STYLE,
        isAnchored: unsafe scalar.anchor != nil
      )
    case YAML_SEQUENCE_START_EVENT:
      return .listStart(isAnchored: unsafe data.sequence_start.anchor != nil)
    case YAML_MAPPING_START_EVENT:
      return .tableStart(isAnchored: unsafe data.mapping_start.anchor != nil)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return .streamEnd
    default: throw .unknown
    }
  }

  private func problem() -> Problem {
    guard let words = unsafe parser.pointee.problem else { return .unknown }
    let detail = unsafe String(cString: words)
    // What is no text has no mark, only the number of bytes before it.
    let place =
      unsafe parser.pointee.error == YAML_READER_ERROR
      ? Self.place(
        ofByte: unsafe Int(clamping: parser.pointee.problem_offset),
        in: unsafe Array(text)
      )
      : Self.place(unsafe parser.pointee.problem_mark)
    return Problem(detail: "the YAML is broken here: " + detail, place: place)
  }

  private static func place(_ mark: yaml_mark_t) -> Place {
    Place(line: Int(clamping: mark.line) + 1, column: Int(clamping: mark.column) + 1)
  }

  private static func place(ofByte offset: Int, in bytes: [UInt8]) -> Place {
    let starts = lineStarts(bytes).prefix { $0 <= offset }
    let start = starts.last ?? 0
    let before = bytes[start..<max(start, min(offset, bytes.count))]
    // The first byte of each character.
    return Place(line: max(1, starts.count), column: before.count { $0 & 0xC0 != 0x80 } + 1)
  }

  /// Where lines begin, as libyaml has it: behind the mark that a file may begin with, and behind each line break of
  /// Unicode.
  private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
    var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var starts = [at]
    while at < bytes.count {
      let rest = bytes[at...]
      let width =
        switch bytes[at] {
        case 0x0A: 1
        case 0x0D: rest.dropFirst().first == 0x0A ? 2 : 1
        case 0xC2 where rest.starts(with: [0xC2, 0x85]): 2
        case 0xE2
        where rest.starts(with: [0xE2, 0x80, 0xA8]) || rest.starts(with: [0xE2, 0x80, 0xA9]):
          3
        default: 0
        }
      at += max(1, width)
      if width > 0 { starts.append(at) }
    }
    return starts
  }
}
