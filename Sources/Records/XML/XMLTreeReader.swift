internal import Diagnostics

/// Reads the elements at one path of XML documents as trees, one after the other.
///
/// The document itself is never held: an element is handed over at its end tag, and the store may be emptied then.
/// The bounds are those of `XMLLimits`; a record that breaks one is set aside, and a document that does so outside of
/// records, or in its depth, is not read on.
package final class XMLTreeReader: XMLPushParser {
  /// Takes a record, and the elements around it with their attributes alone: the root, in it the next, and so on.
  package typealias Taker = (_ record: TreeNode, _ around: TreeNode, _ line: Int) -> Void

  private let store: TreeStore
  private var path: [(name: [UInt8]?, space: [UInt8]?)] = []
  private var take: Taker?

  /// What is broken is as good as cut there: for recognition, so that reading can tell what is wrong.
  var keepsCut = false
  /// Records handed over.
  package private(set) var records = 0

  // libxml2 calls for every tag and every stretch of text, one call at a time: checks of exclusive access, which would
  // be made at each use of these, have nothing to find.

  // Outside of records
  /// How many of the open elements lie on the path.
  @exclusivity(unchecked) private var matched = 0
  /// How many of the open elements belong to one that is passed over.
  @exclusivity(unchecked) private var skipping = 0
  private var around: [(name: ByteSlice, attributes: [Attribute])] = []

  // Inside of one
  private let open: OpenElements
  @exclusivity(unchecked) private var first = 0
  private var aroundIndex: Int?
  private var recordLine: Int32 = 0
  @exclusivity(unchecked) private var bytes = 0
  /// Why the record is set aside.
  @exclusivity(unchecked) private var fault: String?
  private let text = XMLBytes()
  @exclusivity(unchecked) private var names = XMLNames()
  @exclusivity(unchecked) private var attributeNames = XMLNames()
  @exclusivity(unchecked) private var lastSpace: (uri: UnsafePointer<UInt8>?, number: UInt8) = (
    nil, 0
  )
  private let textName: ByteSlice

  private struct Attribute {
    var key: ByteSlice
    var namespace: UInt8
    var value: [UInt8]
  }

  /// A reader of the records at a path; their nodes go to `store`, which whoever takes them empties.
  package init(records path: XMLPath, store: TreeStore, limits: XMLLimits = XMLLimits()) {
    self.store = store
    open = OpenElements(most: limits.depth)
    textName = store.intern(Array("#text".utf8))
    super.init(limits: limits)
    setPath(path)
  }

  /// Begins another document, with records at a path of its own; the problems of the one before must have been taken.
  package func begin(records path: XMLPath) {
    restart()
    setPath(path)
    records = 0
    (matched, skipping, aroundIndex, fault) = (0, 0, nil, nil)
    around.removeAll()
    open.removeAll()
    text.removeAll()
  }

  private func setPath(_ path: XMLPath) {
    self.path = path.steps.map { ($0.name.map { Array($0.utf8) }, $0.space.map { Array($0.utf8) }) }
  }

  /// Takes a piece of the document; `body` gets each record that it completes.
  ///
  /// What is less than a piece for libxml2 waits for more, unless there is nothing to wait for.
  package func consume(
    _ bytes: UnsafeRawBufferPointer,
    mayWait: Bool = true,
    _ body: @escaping Taker
  ) {
    take = body
    defer { take = nil }
    push(bytes)
    if !mayWait { pushWaiting() }
  }

  /// Takes the end of the document.
  package func finish(_ body: @escaping Taker) {
    take = body
    defer { take = nil }
    pushEnd()
  }

  /// The record that is open, as if everything were closed here: for recognition, which sees the beginning only.
  package func cutRecord() -> TreeNode {
    guard !open.isEmpty, fault == nil else { return .absent }
    flushText()
    while !open.isEmpty { close() }
    return store.node(first)
  }

  // MARK: Elements

  override func startElement(_ name: XMLName, _ attributes: XMLAttributes) {
    if skipping > 0 {
      skipping += 1
      return
    }
    if open.isEmpty {
      guard matched == 0 || matches(name, path[matched - 1]) else {
        skipping = 1
        return
      }
      if matched < path.count {
        keepAround(name.localStart, attributes)
        matched += 1
        return
      }
      beginRecord()
    } else {
      flushText()
      open.last.pointee.hasElements = true
      // A record that is set aside is only followed to its end.
      if fault != nil { return open.append(OpenElement(index: first)) }
    }
    guard isWithinLimits(attributes) else { return giveUp(tooMuch) }
    let parent = open.isEmpty ? nil : open.last.pointee.index
    guard let index = appendElement(intern(name.localStart), in: parent) else {
      return giveUp(tooManyNodes)
    }
    store.space.pointee.items[index].namespace = namespace(name.spaceStart)
    open.append(OpenElement(index: index))
    for number in 0..<attributes.count { add(attributes, number) }
  }

  override func endElement() {
    if skipping > 0 {
      skipping -= 1
    } else if open.isEmpty {
      matched -= 1
      around.removeLast()
    } else {
      flushText()
      close()
      if open.isEmpty { endRecord() }
    }
  }

  override func characters(_ start: UnsafePointer<UInt8>, _ length: Int) {
    guard !open.isEmpty, skipping == 0, fault == nil else { return }
    guard text.count + length <= limits.textBytes else {
      fault = "a text is longer than \(limits.textBytes) bytes"
      return text.removeAll()
    }
    text.append(start, length)
  }

  private func matches(_ name: XMLName, _ step: (name: [UInt8]?, space: [UInt8]?)) -> Bool {
    if let wanted = step.name, !name.local.buffer.elementsEqual(wanted) { return false }
    if let wanted = step.space, !name.space.buffer.elementsEqual(wanted) { return false }
    return true
  }

  // MARK: Records

  private func beginRecord() {
    recordLine = line
    bytes = 0
    fault = nil
    aroundIndex = nil
    text.removeAll()
    let start = store.space.pointee.count
    var parents: [Int] = []
    for (name, attributes) in around {
      guard let index = appendElement(name, in: parents.last) else { break }
      parents.append(index)
      for attribute in attributes {
        let value = attribute.value.withUnsafeBytes { store.keep($0) }
        addText(attribute.key, value, namespace: attribute.namespace, to: index)
      }
    }
    for index in parents {
      store.space.pointee.items[index].next = Int32(truncatingIfNeeded: store.space.pointee.count)
    }
    if !parents.isEmpty { aroundIndex = start }
    first = store.space.pointee.count
  }

  private func endRecord() {
    guard let fault else {
      records += 1
      take?(store.node(first), aroundIndex.map { store.node($0) } ?? .absent, Int(recordLine))
      return
    }
    report(.overLimit, line: recordLine, fault, "this record is set aside")
    self.fault = nil
    store.removeAll()
  }

  /// Sets the record aside, whose start tag is the last thing seen.
  private func giveUp(_ reason: String) {
    fault = reason
    open.append(OpenElement(index: first))
    store.removeAll()
  }

  private var tooManyNodes: String { "a record has more than \(TreeStore.nodeLimit) parts" }

  /// Closes the innermost element.
  private func close() {
    let element = open.removeLast()
    guard fault == nil else { return }
    let item = store.space.pointee.items + element.index
    item.pointee.next = Int32(truncatingIfNeeded: store.space.pointee.count)
    switch element.inked {
    case 0:
      let empty = ByteSlice("")
      item.pointee.text =
        element.hasElements
        ? (nil, 0) : element.blank.start == nil ? (empty.start, 0) : element.blank
    case 1: item.pointee.text = element.firstInk
    default:
      let parts = store.node(element.index).children.filter {
        $0.key.start == textName.start && $0.text.hasInk
      }
      let own = store.joined(parts.map(\.text))
      item.pointee.text = (own.start, own.count)
    }
    // `xsi:nil` of XML Schema, and `nil` of Rails.
    if element.isNil, element.inked == 0, !element.hasElements { item.pointee.kind = .null }
    if bytes > limits.conversationBytes {
      fault = "a record holds more than \(limits.conversationBytes) bytes"
    }
  }

  // MARK: Nodes

  private func appendElement(_ name: ByteSlice, in parent: Int?) -> Int? {
    guard let index = store.append(.object, key: name) else { return nil }
    bytes += MemoryLayout<TreeItem>.stride
    let items = store.space.pointee.items
    items[index].isTrue = true
    // Few elements are asked for what they do not have, and each name here would cost more than that.
    items[index].names = .max
    if let parent { items[parent].count += 1 }
    return index
  }

  private func addText(_ key: ByteSlice, _ value: ByteSlice, namespace: UInt8, to parent: Int) {
    guard let index = store.append(.string, key: key) else { return fault = tooManyNodes }
    bytes += MemoryLayout<TreeItem>.stride + value.count
    store.space.pointee.items[index].text = (value.start, value.count)
    store.space.pointee.items[index].namespace = namespace
    store.space.pointee.items[parent].count += 1
  }

  /// Adds the text collected since the last tag.
  private func flushText() {
    guard text.count > 0 else { return }
    defer { text.removeAll() }
    guard fault == nil, !open.isEmpty else { return }
    let slice = store.keep(text.buffer)
    let last = open.last
    addText(textName, slice, namespace: 0, to: last.pointee.index)
    if slice.hasInk {
      if last.pointee.inked == 0 { last.pointee.firstInk = (slice.start, slice.count) }
      last.pointee.inked += 1
    } else {
      last.pointee.blank = (slice.start, slice.count)
    }
    if bytes > limits.conversationBytes {
      fault = "a record holds more than \(limits.conversationBytes) bytes"
    }
  }

  private func add(_ attributes: XMLAttributes, _ number: Int) {
    let key = attributeName(attributes.nameStart(number))
    let value = attributes.value(number)
    let room = store.reserve(value.count)
    let slice = ByteSlice(start: room, count: XMLAttributes.unescape(value, into: room))
    let last = open.last
    if key.equals("@nil"), slice.isTrue { last.pointee.isNil = true }
    addText(
      key,
      slice,
      namespace: namespace(attributes.spaceStart(number)),
      to: last.pointee.index
    )
  }

  private func keepAround(_ name: UnsafePointer<UInt8>?, _ attributes: XMLAttributes) {
    guard isWithinLimits(attributes) else {
      return stop(.overLimit, tooMuch, restIsLost)
    }
    let kept = (0..<attributes.count).map { number in
      let value = attributes.value(number)
      let bytes = [UInt8](unsafeUninitializedCapacity: value.count + 1) { buffer, count in
        count = buffer.baseAddress.map { XMLAttributes.unescape(value, into: $0) } ?? 0
      }
      return Attribute(
        key: attributeName(attributes.nameStart(number)),
        namespace: namespace(attributes.spaceStart(number)),
        value: bytes
      )
    }
    around.append((intern(name), kept))
  }

  // MARK: Names

  private func intern(_ name: UnsafePointer<UInt8>?) -> ByteSlice {
    guard let name else { return .absent }
    if let known = names[name] { return known }
    let kept = store.intern(nil, ByteSlice(terminated: name).buffer)
    names.add(name, kept)
    return kept
  }

  private func attributeName(_ name: UnsafePointer<UInt8>?) -> ByteSlice {
    guard let name else { return .absent }
    if let known = attributeNames[name] { return known }
    let kept = store.intern(UInt8(ascii: "@"), ByteSlice(terminated: name).buffer)
    attributeNames.add(name, kept)
    return kept
  }

  private func namespace(_ uri: UnsafePointer<UInt8>?) -> UInt8 {
    guard uri != nil else { return 0 }
    if uri != lastSpace.uri { lastSpace = (uri, store.namespace(ByteSlice(terminated: uri))) }
    return lastSpace.number
  }

  override func lostNames() {
    names.removeAll()
    attributeNames.removeAll()
    lastSpace = (nil, 0)
  }

  // MARK: What became of it

  override func abandon() {
    guard !keepsCut else { return }
    open.removeAll()
    fault = nil
    text.removeAll()
    store.removeAll()
  }

  override var restIsLost: String {
    "what follows is not read; \(records) complete records before it are kept"
  }
  override var wholesAreKept: String { "\(records) complete records before it are kept" }
  override var whereabouts: String {
    !hasRoot ? "before its first element" : open.isEmpty ? "between records" : "inside a record"
  }
}

extension TreeStore {
  /// The text of a node and of everything in it, in order; of strings and numbers their own.
  package func wholeText(of node: TreeNode) -> ByteSlice {
    guard node.isElement else { return node.text }
    // What is in an element lies behind it without gaps, and only stretches of text have a name that begins so.
    let items = space.pointee.items
    let end = Int(items[node.index].next)
    func isStretch(_ index: Int) -> Bool {
      items[index].kind == .string && items[index].key.start?.pointee == UInt8(ascii: "#")
    }
    var (size, stretches, last) = (0, 0, node.index)
    for index in node.index + 1..<end where isStretch(index) {
      size += items[index].text.count
      stretches += 1
      last = index
    }
    if stretches == 0 { return node.text }
    if stretches == 1 {
      return ByteSlice(start: items[last].text.start, count: items[last].text.count)
    }
    let room = reserve(size)
    var at = room
    for index in node.index + 1..<end where isStretch(index) {
      guard let start = items[index].text.start else { continue }
      at.update(from: start, count: items[index].text.count)
      at += items[index].text.count
    }
    return ByteSlice(start: room, count: size)
  }

  /// Several slices as one, in the store's memory.
  func joined(_ parts: [ByteSlice]) -> ByteSlice {
    let size = parts.reduce(0) { $0 + $1.count }
    let room = reserve(size)
    var at = room
    for part in parts {
      guard let start = part.start else { continue }
      at.update(from: start, count: part.count)
      at += part.count
    }
    return ByteSlice(start: room, count: size)
  }
}
