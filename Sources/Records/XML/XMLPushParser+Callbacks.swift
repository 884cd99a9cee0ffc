internal import CLibXML2

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

extension XMLPushParser {
  /// What libxml2 calls.
  ///
  /// Everything that is nil here does not happen: no external subset is loaded, no entity
  /// stored or looked up, no tree built.
  static func makeHandler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    // Without this libxml2 ignores the members that take namespaces and structured errors.
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { context, name, prefix, space, _, _, count, defaulted, attributes in
      let written = XMLAttributes(attributes, count: Int(count) - Int(defaulted))
      let name = XMLName(localStart: name, prefixStart: prefix, spaceStart: space)
      XMLPushParser.with(context) { $0.opened(name, written) }
    }
    handler.endElementNs = { context, _, _, _ in XMLPushParser.with(context) { $0.closed() } }
    handler.characters = { context, start, length in
      if let start { XMLPushParser.with(context) { $0.text(start, Int(length)) } }
    }
    // Character data is the same wherever it stands; white space is kept.
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    handler.entityDecl = { context, name, _, _, _, _ in
      XMLPushParser.with(context) { $0.entity(ByteSlice(terminated: name)) }
    }
    handler.unparsedEntityDecl = { context, name, _, _, _ in
      XMLPushParser.with(context) { $0.entity(ByteSlice(terminated: name)) }
    }
    handler.reference = { context, name in
      XMLPushParser.with(context) { $0.entity(ByteSlice(terminated: name)) }
    }
    handler.serror = { context, error in
      guard let error, error.pointee.level == XML_ERR_FATAL else { return }
      let code = XMLLibrary.code(of: error)
      // Of this error libxml2 tells the name of the encoding.
      let name = code == Int32(XML_ERR_UNSUPPORTED_ENCODING.rawValue) ? error.pointee.str1 : nil
      XMLPushParser.with(context) { parser in
        guard let name else { return parser.fatal(code) }
        parser.encoding(UnsafeRawBufferPointer(start: name, count: strlen(name)))
      }
    }
    return handler
  }

  /// Calls the parser that libxml2 was given; whoever pushes holds it meanwhile, so that nothing need be counted.
  private static func with(
    _ context: UnsafeMutableRawPointer?,
    _ body: (XMLPushParser) -> Void
  ) {
    guard let context else { return }
    Unmanaged<XMLPushParser>.fromOpaque(context)._withUnsafeGuaranteedRef(body)
  }
}

/// What Onpar says and does about libxml2 as a whole.
enum XMLLibrary {
  // libxml2 wants its tables set up once, before several threads use it.
  private static let isReady: Bool = {
    xmlInitParser()
    XMLEncodings.register()
    return true
  }()

  /// Makes libxml2 ready for a document on this thread.
  static func prepare() {
    _ = isReady
    // What it says of failing conversions concerns no parser, so that no handler of a parser gets it: it would be
    // printed, with bytes of what customers wrote. Each thread has a setting of its own.
    xmlSetStructuredErrorFunc(nil) { _, _ in }
    // Its other way of printing takes a function with any number of arguments, which Swift knows as a bare pointer; one
    // that looks at none of them serves as well.
    let silent: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> Void = {
      _,
      _ in
    }
    xmlSetGenericErrorFunc(nil, unsafeBitCast(silent, to: xmlGenericErrorFunc?.self))
  }

  /// What a piece answers that could not be taken in: its bytes are not in the encoding of the document.
  static let gaveUp: Int32 = -1

  /// The code of an error.
  ///
  /// Where bytes in a text are no characters, libxml2 may find out by getting no further, and where they are not in the
  /// encoding declared, by failing to start it. It calls both an internal error, as it calls its bounds.
  static func code(of error: UnsafePointer<xmlError>) -> Int32 {
    let code = error.pointee.code
    guard code == Int32(XML_ERR_INTERNAL_ERROR.rawValue), let message = error.pointee.message
    else { return code }
    if strstr(message, "element content") != nil { return Int32(XML_ERR_INVALID_CHAR.rawValue) }
    if strstr(message, "encoder error") != nil { return Int32(XML_ERR_INVALID_ENCODING.rawValue) }
    return code
  }

  /// Whether the code speaks of a bound of the library, not of broken XML.
  static func isLimit(_ code: Int32) -> Bool {
    // 114 is XML_ERR_RESOURCE_LIMIT, which releases before 2.12 do not name.
    [XML_ERR_INTERNAL_ERROR.rawValue, XML_ERR_NAME_TOO_LONG.rawValue, 114].contains(UInt32(code))
  }

  /// Whether the code may mean a plain `&`, behind which libxml2 waits for a semicolon up to the end.
  static func isReference(_ code: Int32) -> Bool {
    [XML_ERR_NAME_REQUIRED.rawValue, XML_ERR_ENTITYREF_SEMICOL_MISSING.rawValue].contains(
      UInt32(code)
    )
  }

  /// The commonest errors in our own words, since libxml2's may quote what customers wrote.
  static func words(for code: Int32) -> String {
    switch UInt32(code) {
    case XML_ERR_TAG_NAME_MISMATCH.rawValue: "an end tag does not match its start tag"
    case XML_ERR_UNDECLARED_ENTITY.rawValue: "an entity is used that XML does not define"
    case XML_ERR_INVALID_CHAR.rawValue: "a character is not allowed in XML"
    case XML_ERR_INVALID_ENCODING.rawValue, XML_ERR_UNKNOWN_ENCODING.rawValue:
      "bytes are not in the encoding that the document declares"
    case XML_ERR_UNSUPPORTED_ENCODING.rawValue: "the declared encoding is not known"
    case XML_ERR_ATTRIBUTE_REDEFINED.rawValue: "an attribute stands twice in one tag"
    case XML_ERR_DOCUMENT_EMPTY.rawValue: "expected a start tag at the beginning"
    case XML_ERR_DOCUMENT_END.rawValue: "expected nothing after the root element"
    case XML_ERR_RESERVED_XML_NAME.rawValue: "the XML declaration is not at the very beginning"
    case XML_ERR_LT_IN_ATTRIBUTE.rawValue: "an attribute's value holds \"<\"; expected \"&lt;\""
    case XML_ERR_NAME_REQUIRED.rawValue, XML_ERR_ENTITYREF_SEMICOL_MISSING.rawValue:
      "a tag or \"&\" lacks its name; a plain \"&\" is written \"&amp;\""
    default: "the XML is broken here (libxml2 error \(code))"
    }
  }
}
