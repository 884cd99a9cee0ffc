internal import CLibXML2
package import Diagnostics

/// Reads one document of Onpar's XML layout (FORMATS 3.3), pushed in pieces of any size.
///
/// libxml2 judges whether the bytes are XML, in any encoding that it knows, so the bytes must come as they stand in
/// the file. A conversation reaches the batch when its end tag has been seen; what comes before an error stays.
///
/// Strangers' documents cost what they weigh: no entity is ever expanded but the five of XML itself, nothing is
/// fetched, and `XMLLimits` bounds the rest.
package final class XMLReader {
  let limits: XMLLimits
  var times: TimestampParser
  let fields = NativeFieldTable()

  /// What was wrong, in document order; `position.input` is 0 and for the caller to fill in.
  package var problems: [Problem] = []
  /// Attributes and elements that Onpar does not know, by name.
  package var unknownFields = UnknownFields()
  /// Records handed over: messages, events, and one for each conversation.
  package internal(set) var decoded = 0
  /// Conversations handed over.
  package internal(set) var conversations = 0
  /// Whether some of the document was not read, for any reason.
  package internal(set) var isIncomplete = false

  var context: xmlParserCtxtPtr?
  /// The first four bytes, which tell the encoding and so must come together.
  private var opening: [UInt8] = []
  private var isFinishing = false
  private(set) var isStopped = false
  private(set) var hasRoot = false

  /// Elements that are open.
  private var depth = 0
  /// Of these, how many belong to an element that is passed over.
  var skipping = 0
  var place = Place.document
  var conversation: OpenConversation?
  var item: OpenItem?
  let text = XMLBytes()
  var detailName = ByteSlice.absent
  let detailNames = XMLBytes(capacity: 64)
  /// Records of the open conversation and the memory behind their slices.
  let staged = RecordBatch(capacity: 256)
  /// Only set during a call.
  var target: RecordBatch?

  /// The innermost element that is not passed over.
  enum Place {
    case document, root, conversation, message, event
    /// `tag`, `csat` and `resolution`: everything is in the attributes, or of no use.
    case headLeaf
    case attachment, detail
  }

  // libxml2 converts and looks ahead in whole pieces; a fixed size bounds that whatever the caller sends.
  private static let pieceSize = 64 << 10

  /// A reader of one document; `zone` is that of timestamps without an offset, `--assume-tz`.
  package init(limits: XMLLimits = XMLLimits(), zone: CalendarZone) {
    self.limits = limits
    times = TimestampParser(assumed: zone)
  }

  deinit {
    guard let context else { return }
    // In a DTD libxml2 makes a document of its own to hold declarations, and leaves it to us.
    if let document = context.pointee.myDoc { xmlFreeDoc(document) }
    xmlFreeParserCtxt(context)
  }

  /// Takes a piece of the document.
  ///
  /// Slices of finished conversations point into the batch, never into `bytes`.
  package func consume(_ bytes: UnsafeRawBufferPointer, into batch: RecordBatch) {
    guard !isStopped else { return }
    target = batch
    defer { target = nil }
    var rest = bytes
    if context == nil {
      let taken = Swift.min(4 - opening.count, rest.count)
      opening += rest[..<taken]
      rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
      guard opening.count == 4 else { return }
      open()
    }
    while !isStopped, rest.count > 0, let start = rest.baseAddress {
      let size = Swift.min(rest.count, Self.pieceSize)
      parse(start.assumingMemoryBound(to: CChar.self), size)
      rest = UnsafeRawBufferPointer(rebasing: rest[size...])
    }
  }

  /// Takes the end of the document.
  package func finish(into batch: RecordBatch) {
    guard !isStopped else { return }
    target = batch
    defer { target = nil }
    isFinishing = true
    if context == nil {
      guard opening.contains(where: { $0 > 0x20 }) else {
        return stop(.empty, "the input holds no bytes", "nothing was read from it")
      }
      open()
    }
    parse(nil, 0)
    if !isStopped, depth > 0 || !hasRoot { endEarly() }
    isStopped = true
  }

  /// The problems met since the last call.
  package func takeProblems() -> [Problem] {
    defer { problems.removeAll(keepingCapacity: true) }
    return problems
  }

  private func open() {
    var handler = Self.makeHandler()
    XMLLibrary.prepare()
    context = opening.withUnsafeBytes { bytes in
      xmlCreatePushParserCtxt(
        &handler,
        Unmanaged.passUnretained(self).toOpaque(),
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
        Int32(bytes.count),
        nil
      )
    }
    guard let context else {
      return stop(.unreadable, "libxml2 could not be started", "nothing was read from it")
    }
    // libxml2's own bounds are below ours for texts, so they are lifted, and `tokenBytes` and a bound on names
    // stand in for them. Depth is bounded in `startElement`; entities are never declared.
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue))
    if let names = context.pointee.dict { xmlDictSetLimit(names, 10_000_000) }
  }

  private func parse(_ start: UnsafePointer<CChar>?, _ size: Int) {
    guard let context else { return }
    let code = xmlParseChunk(context, start, Int32(size), isFinishing ? 1 : 0)
    // A failing conversion ends the parsing without a call to the error handler.
    if !isStopped, code == Int32(XML_ERR_INVALID_ENCODING.rawValue) { fatal(code) }
    guard !isStopped, let input = context.pointee.input,
      input.pointee.end - input.pointee.cur > limits.tokenBytes
    else { return }
    stop(
      .overLimit,
      "a tag, a comment or a text is longer than \(limits.tokenBytes) bytes",
      restIsLost
    )
  }

  // MARK: Elements

  func startElement(_ name: ByteSlice, isForeign: Bool, _ attributes: XMLAttributes) {
    guard !isStopped else { return }
    depth += 1
    guard depth <= limits.depth else {
      return stop(
        .overLimit,
        "elements are nested more than \(limits.depth) deep",
        restIsLost
      )
    }
    if skipping > 0 {
      skipping += 1
      return
    }
    if place == .document {
      hasRoot = true
      guard name.equals("onpar") else {
        // A name may be cut short by the end of the input.
        if isFinishing { return endEarly() }
        return stop(
          .unrecognised,
          "the root element is " + quoted(name.buffer) + "; expected \"onpar\"",
          "nothing was read from it"
        )
      }
      place = .root
    } else if isForeign || !startKnown(name, attributes) {
      unknownFields.count(name)
      skipping = 1
    }
  }

  func endElement() {
    guard !isStopped else { return }
    depth -= 1
    if skipping > 0 {
      skipping -= 1
      return
    }
    switch place {
    case .document, .root: place = .document
    case .conversation:
      endConversation()
      place = .root
    case .message:
      endMessage()
      place = .conversation
    case .event:
      endEvent()
      place = .conversation
    case .headLeaf: place = .conversation
    case .attachment: place = .message
    case .detail:
      endDetail()
      place = .event
    }
  }

  func characters(_ start: UnsafePointer<UInt8>, _ length: Int) {
    guard skipping == 0, !isStopped else { return }
    switch place {
    case .message:
      guard item?.fault == nil else { return }
      guard text.count + length <= limits.textBytes else {
        item?.fault = (.overLimit, "the text is longer than \(limits.textBytes) bytes")
        return
      }
      text.append(start, length)
    case .detail:
      // Only numbers and truth values are read here.
      if text.count + length <= 64 { text.append(start, length) }
    default: break
    }
  }

  // MARK: Errors

  var line: Int32 {
    guard let context else { return 1 }
    return Swift.max(1, xmlSAX2GetLineNumber(UnsafeMutableRawPointer(context)))
  }

  private var restIsLost: String {
    "what follows is not read; \(conversations) complete conversations before it are kept"
  }

  func report(_ kind: ProblemKind, line: Int32, _ detail: String, _ consequence: String) {
    problems.append(
      Problem(
        kind,
        at: SourcePosition(input: 0, line: Int(line)),
        detail: detail,
        consequence: consequence
      )
    )
  }

  /// Reports a problem and reads no further.
  func stop(_ kind: ProblemKind, _ detail: String, _ consequence: String) {
    guard !isStopped else { return }
    report(kind, line: line, detail, consequence)
    isStopped = true
    isIncomplete = kind != .empty
    conversation = nil
    item = nil
    staged.removeAll()
    if let context { xmlStopParser(context) }
  }

  private func endEarly() {
    let inside =
      switch place {
      case .document: hasRoot ? "after its last element" : "before its first element"
      case .root: "inside <onpar>"
      default: "inside a conversation"
      }
    stop(
      .endsEarly,
      "the document ends " + inside,
      "\(conversations) complete conversations before it are kept"
    )
  }

  /// Something that XML does not allow.
  ///
  /// What was left over at the end of the input only lacks its continuation.
  func fatal(_ code: Int32) {
    guard !isStopped else { return }
    if isFinishing, depth > 0 || !hasRoot, isAtEnd || !XMLLibrary.isReference(code) {
      return endEarly()
    }
    if XMLLibrary.isLimit(code) {
      return stop(.overLimit, "a tag, a name or a comment is too long", restIsLost)
    }
    stop(.malformed, XMLLibrary.words(for: code), restIsLost)
  }

  /// Whether libxml2 has read every byte that there is.
  private var isAtEnd: Bool {
    guard let input = context?.pointee.input else { return true }
    return input.pointee.end == input.pointee.cur
  }

  func entity(_ name: ByteSlice) {
    stop(
      .malformed,
      "the document uses or declares the entity " + quoted(name.buffer)
        + "; expected none but the five of XML itself",
      restIsLost
    )
  }
}
