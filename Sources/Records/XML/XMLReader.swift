internal import Diagnostics

/// Reads one document of Onpar's XML layout (FORMATS 3.3), pushed in pieces of any size.
///
/// A conversation reaches the batch when its end tag has been seen; what comes before an error stays.
package final class XMLReader: XMLPushParser {
  var times: TimestampParser
  let fields = NativeFieldTable()

  /// Attributes and elements that Onpar does not know, by name.
  package var unknownFields = UnknownFields()
  /// Records handed over: messages, events, and one for each conversation.
  package internal(set) var decoded = 0
  /// Conversations handed over.
  package internal(set) var conversations = 0
  /// How many of the open elements belong to one that is passed over.
  var skipping = 0
  var place = Place.document
  var conversation: OpenConversation?
  var item: OpenItem?
  let text = XMLBytes()
  let detailNames = XMLBytes(capacity: 64)
  /// Records of the open conversation and the memory behind their slices.
  let staged = RecordBatch(capacity: 256)
  /// Only set during a call.
  var target: RecordBatch?

  /// The innermost element that is not passed over.
  enum Place {
    case document, root, conversation, message, event
    /// `resolution`: everything is in the attributes.
    case headLeaf
    case tag, csat
    case attachment, detail
  }

  /// A reader of one document; `zone` is that of timestamps without an offset, `--assume-tz`.
  package init(limits: XMLLimits = XMLLimits(), zone: CalendarZone) {
    times = TimestampParser(assumed: zone)
    super.init(limits: limits)
  }

  /// Takes a piece of the document.
  ///
  /// Slices of finished conversations point into the batch, never into `bytes`.
  package func consume(_ bytes: UnsafeRawBufferPointer, into batch: RecordBatch) {
    target = batch
    defer { target = nil }
    push(bytes)
  }

  /// Takes the end of the document.
  package func finish(into batch: RecordBatch) {
    target = batch
    defer { target = nil }
    pushEnd()
  }

  // MARK: Elements

  override func startElement(_ name: XMLName, _ attributes: XMLAttributes) {
    if skipping > 0 {
      skipping += 1
      return
    }
    if place == .document {
      guard name.local.equals("onpar") else {
        // A name may be cut short by the end of the input.
        if isFinishing, isAtEnd { return endEarly() }
        return stop(
          .unrecognised,
          "the root element is " + quotedWord(name.local.buffer) + "; expected \"onpar\"",
          "nothing was read from it"
        )
      }
      place = .root
    } else if !name.prefix.isAbsent || !startKnown(name.local, attributes) {
      unknownFields.count(name.local)
      skipping = 1
    }
  }

  override func endElement() {
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
    case .tag:
      endTag()
      place = .conversation
    case .csat:
      if text.buffer.contains(where: { $0 > 0x20 }) {
        conversation?.head.rating?.hasComment = true
      }
      place = .conversation
    case .attachment: place = .message
    case .detail:
      endDetail()
      place = .event
    }
  }

  override func characters(_ start: UnsafePointer<UInt8>, _ length: Int) {
    guard skipping == 0 else { return }
    switch place {
    case .message:
      guard item?.fault == nil else { return }
      guard text.count + length <= limits.textBytes else {
        item?.fault = (.overLimit, "the text is longer than \(limits.textBytes) bytes")
        return
      }
      text.append(start, length)
    case .detail, .csat:
      // Of details only numbers and truth values are read, and of a comment that there is one.
      if text.count + length <= 64 { text.append(start, length) }
    case .tag:
      if text.count + length <= 1_000 { text.append(start, length) }
    default: break
    }
  }

  // MARK: What became of it

  override func abandon() {
    conversation = nil
    item = nil
    staged.removeAll()
  }

  override var restIsLost: String {
    "what follows is not read; \(conversations) complete conversations before it are kept"
  }

  override var wholesAreKept: String {
    "\(conversations) complete conversations before it are kept"
  }

  override var whereabouts: String {
    switch place {
    case .document: hasRoot ? "after its last element" : "before its first element"
    case .root: "inside <onpar>"
    default: "inside a conversation"
    }
  }
}
