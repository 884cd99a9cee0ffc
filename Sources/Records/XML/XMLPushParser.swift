internal import CLibXML2
package import Diagnostics

/// Reads XML with libxml2, one document after the other, pushed in pieces of any size: what all XML layouts share.
///
/// libxml2 judges whether the bytes are XML, in any encoding that it knows, so the bytes must come as they stand in
/// the file. What was complete before an error stays.
///
/// Strangers' documents cost what they weigh: no entity is ever expanded but the five of XML itself, nothing is
/// fetched, and `XMLLimits` bounds the rest. Subclasses say what elements and texts mean.
package class XMLPushParser {
  let limits: XMLLimits
  /// What was wrong, in document order; `position.input` is 0 and for the caller to fill in.
  package var problems: [Problem] = []
  /// Whether some of the document was not read, for any reason.
  package internal(set) var isIncomplete = false

  var context: xmlParserCtxtPtr?
  /// Bytes of a piece that is not complete.
  private let waiting = XMLBytes()
  /// libxml2 has been given the beginning of the document.
  private var isOpen = false
  /// The document was read to its end, so that libxml2's parser can take another one.
  private var endedWell = false
  /// The document has ended: what libxml2 still says concerns its last bytes.
  @exclusivity(unchecked) private(set) var isFinishing = false
  @exclusivity(unchecked) private(set) var isStopped = false
  @exclusivity(unchecked) private(set) var hasRoot = false
  /// Elements that are open.
  @exclusivity(unchecked) private(set) var depth = 0

  init(limits: XMLLimits) {
    precondition(limits.pieceBytes >= 4, "the first four bytes come together")
    self.limits = limits
  }

  deinit { freeContext() }

  /// Forgets the document, whose problems must have been taken, and waits for the beginning of another.
  ///
  /// libxml2's parser and the names that it holds are kept where they can be: an export may be a hundred thousand
  /// documents of a kilobyte.
  func restart() {
    if !endedWell || !holdsFewNames { freeContext() }
    waiting.removeAll()
    (isOpen, endedWell, isFinishing, isStopped, hasRoot, isIncomplete) = (
      false, false, false, false, false, false
    )
    depth = 0
  }

  private var holdsFewNames: Bool {
    guard let names = context?.pointee.dict else { return false }
    return xmlDictGetUsage(names) < 100_000
  }

  private func freeContext() {
    guard let context else { return }
    // In a DTD libxml2 makes a document of its own to hold declarations, and leaves it to us.
    if let document = context.pointee.myDoc { xmlFreeDoc(document) }
    xmlFreeParserCtxt(context)
    self.context = nil
    lostNames()
  }

  // MARK: What subclasses make of it

  /// A start tag within the limits of depth.
  func startElement(_ name: XMLName, _ attributes: XMLAttributes) {}
  func endElement() {}
  func characters(_ start: UnsafePointer<UInt8>, _ length: Int) {}
  /// The addresses at which libxml2 kept names are good no longer.
  func lostNames() {}
  /// Drops whatever is not complete.
  func abandon() {}
  /// Where the document stands, for the message that it ends early.
  var whereabouts: String { "" }
  /// What became of the document when the rest of it is not read.
  var restIsLost: String { "" }
  /// What became of it when it only lacks its end.
  var wholesAreKept: String { "" }

  // MARK: Pieces

  /// Takes a piece of the document.
  ///
  /// Where broken XML is found out depends on how much libxml2 had when it looked. It is given pieces of one size, so
  /// that the same document always gives the same, and what it converts and looks ahead is bounded.
  func push(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    while !isStopped, rest.count > 0 {
      if waiting.count == 0, rest.count >= limits.pieceBytes {
        parse(UnsafeRawBufferPointer(rebasing: rest[..<limits.pieceBytes]))
        rest = UnsafeRawBufferPointer(rebasing: rest[limits.pieceBytes...])
        continue
      }
      let taken = Swift.min(limits.pieceBytes - waiting.count, rest.count)
      waiting.append(UnsafeRawBufferPointer(rebasing: rest[..<taken]))
      rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
      if waiting.count == limits.pieceBytes { pushWaiting() }
    }
  }

  /// Parses what there is of a piece.
  func pushWaiting() {
    guard waiting.count > 0, !isStopped else { return }
    parse(waiting.buffer)
    waiting.removeAll()
  }

  /// Takes the end of the document.
  func pushEnd() {
    guard !isStopped else { return }
    if !isOpen, !waiting.buffer.contains(where: { $0 > 0x20 }), waiting.count < 4 {
      return stop(.empty, "the input holds no bytes", "nothing was read from it")
    }
    pushWaiting()
    guard !isStopped else { return }
    isFinishing = true
    parse(nil, 0)
    if !isStopped, depth > 0 || !hasRoot { endEarly() }
    endedWell = !isStopped
    isStopped = true
  }

  /// The problems met since the last call.
  package func takeProblems() -> [Problem] {
    defer { problems.removeAll(keepingCapacity: true) }
    return problems
  }

  private func parse(_ piece: UnsafeRawBufferPointer) {
    var rest = piece
    if !isOpen {
      // The first four bytes tell the encoding.
      let opening = UnsafeRawBufferPointer(rebasing: rest.prefix(4))
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(4))
      open(opening)
    }
    guard !isStopped, rest.count > 0 else { return }
    parse(rest.baseAddress?.assumingMemoryBound(to: CChar.self), rest.count)
  }

  private func open(_ opening: UnsafeRawBufferPointer) {
    isOpen = true
    XMLLibrary.prepare()
    let start = opening.baseAddress?.assumingMemoryBound(to: CChar.self)
    if let context {
      // Releases before 2.11 leave the namespaces of the document before.
      context.pointee.nsNr = 0
      if xmlCtxtResetPush(context, start, Int32(opening.count), nil, nil) != 0 { freeContext() }
    }
    if context == nil {
      var handler = Self.makeHandler()
      context = xmlCreatePushParserCtxt(
        &handler,
        Unmanaged.passUnretained(self).toOpaque(),
        start,
        Int32(opening.count),
        nil
      )
    }
    guard let context else {
      return stop(.unreadable, "libxml2 could not be started", "nothing was read from it")
    }
    // libxml2's own bounds are below ours for texts, so they are lifted, and `tokenBytes` and a bound on names
    // stand in for them. Depth is bounded in `opened`; entities are never declared.
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue))
    if let names = context.pointee.dict { xmlDictSetLimit(names, 10_000_000) }
  }

  private func parse(_ start: UnsafePointer<CChar>?, _ size: Int) {
    guard let context else { return }
    let before = unconverted
    // A document may go from thread to thread.
    XMLLibrary.prepare()
    let code = xmlParseChunk(context, start, Int32(size), isFinishing ? 1 : 0)
    // A failing conversion ends the parsing without a call to the error handler.
    let failing = Int32(XML_ERR_INVALID_ENCODING.rawValue)
    // A character that lacks its end has three bytes at most.
    if isFinishing, !isStopped, code == failing, before > 3 {
      return stop(.malformed, XMLLibrary.words(for: code), restIsLost)
    }
    if !isStopped, code == failing || code == XMLLibrary.gaveUp { fatal(failing) }
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

  /// A start tag as libxml2 reports it.
  func opened(_ name: XMLName, _ attributes: XMLAttributes) {
    guard !isStopped else { return }
    depth += 1
    hasRoot = true
    guard depth <= limits.depth else {
      return stop(
        .overLimit,
        "elements are nested more than \(limits.depth) deep",
        restIsLost
      )
    }
    startElement(name, attributes)
  }

  func closed() {
    guard !isStopped else { return }
    depth -= 1
    endElement()
  }

  func text(_ start: UnsafePointer<UInt8>, _ length: Int) {
    guard !isStopped else { return }
    characters(start, length)
  }

  // MARK: Errors

  var line: Int32 {
    guard let context else { return 1 }
    return Swift.max(1, xmlSAX2GetLineNumber(UnsafeMutableRawPointer(context)))
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
    abandon()
    if let context { xmlStopParser(context) }
  }

  func endEarly() {
    stop(.endsEarly, "the document ends " + whereabouts, wholesAreKept)
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

  /// Whether libxml2 has read every byte that there is, and could convert them all.
  var isAtEnd: Bool {
    guard let input = context?.pointee.input else { return true }
    return input.pointee.end == input.pointee.cur && unconverted == 0
  }

  /// Bytes that wait for their conversion, or cannot be converted.
  private var unconverted: Int {
    guard let raw = context?.pointee.input?.pointee.buf?.pointee.raw else { return 0 }
    return Int(xmlBufUse(raw))
  }

  /// The document declares an encoding that nobody knows.
  func encoding(_ name: UnsafeRawBufferPointer) {
    stop(.malformed, XMLEncodings.unknown(name), restIsLost)
  }

  func entity(_ name: ByteSlice) {
    stop(
      .malformed,
      "the document uses or declares the entity " + quotedWord(name.buffer)
        + "; expected none but the five of XML itself",
      restIsLost
    )
  }

  /// Whether an element's attributes are few and short enough.
  func isWithinLimits(_ attributes: XMLAttributes) -> Bool {
    guard attributes.count <= limits.attributes else { return false }
    for index in 0..<attributes.count where attributes.value(index).count > limits.attributeBytes {
      return false
    }
    return true
  }

  var tooMuch: String {
    "an element has more than \(limits.attributes) attributes, or one longer than "
      + "\(limits.attributeBytes) bytes"
  }
}
