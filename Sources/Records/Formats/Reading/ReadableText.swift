/// A text with the breaks and links of HTML, written as a chat window shows it.
///
/// FORMATS 2.2: line breaks for `br`, `p`, `div`, `li`, `tr`, link targets kept in parentheses behind the link's text
/// when they differ from it, content of `script` and `style` left out, no white space at the ends.
struct ReadableText {
  /// A tag's name: its first eight letters in small, and how many it has, which tells all that mean something here.
  struct Tag: Equatable {
    private let letters: UInt64
    private let count: Int

    init(_ name: UnsafeRawBufferPointer) {
      letters = name.prefix(8).reduce(0) { $0 << 8 | UInt64($1 | 0x20) }
      count = name.count
    }

    private init(_ name: StaticString) {
      self.init(UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }

    static let link = Tag("a")
    static let script = Tag("script")
    static let style = Tag("style")
    private static let cells = [Tag("td"), Tag("th")]
    private static let blocks = [
      Tag("br"), Tag("p"), Tag("div"), Tag("li"), Tag("tr"), Tag("ul"), Tag("ol"),
      Tag("blockquote"), Tag("h1"), Tag("h2"), Tag("h3"), Tag("h4"), Tag("h5"), Tag("h6"),
    ]

    var isBlock: Bool { Self.blocks.contains(self) }
    var isCell: Bool { Self.cells.contains(self) }
    /// Its content is no text.
    var isProgram: Bool { self == Self.script || self == Self.style }
  }

  private(set) var bytes: [UInt8] = []
  /// Target of the link that is open, and where its text began.
  private var link: (target: [UInt8], start: Int)?

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func append(_ text: UnsafeRawBufferPointer) { bytes.append(contentsOf: text) }
  mutating func append(_ text: some Collection<UInt8>) { bytes.append(contentsOf: text) }

  /// What a tag, opening or closing, does to the text.
  mutating func pass(_ tag: Tag) {
    if tag.isBlock {
      if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
    } else if tag.isCell {
      if let last = bytes.last, last > 0x20 { bytes.append(0x20) }
    }
  }

  mutating func openLink(_ target: [UInt8]?) { link = target.map { ($0, bytes.count) } }

  mutating func closeLink() {
    guard let (target, start) = link else { return }
    link = nil
    let text = bytes[Swift.min(start, bytes.count)...].drop { $0 <= 0x20 }
    guard !target.isEmpty, !text.elementsEqual(target) else { return }
    if !text.isEmpty { bytes.append(0x20) }
    bytes.append(0x28)
    bytes += target
    bytes.append(0x29)
  }

  /// Takes away the white space at both ends.
  mutating func trim() {
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    let lead = bytes.prefix { $0 <= 0x20 }.count
    if lead > 0 { bytes.removeFirst(lead) }
  }
}

extension ReadableText {
  /// What stands inside an XML element, for bodies in XHTML; absent where nothing does.
  static func of(_ element: TreeNode, in batch: RecordBatch) -> ByteSlice {
    if let plain = alone(in: element) { return plain }
    var text = ReadableText(capacity: 256)
    // The elements that are open, so that depth costs no stack.
    var open: [(children: TreeNode.Children, tag: Tag?)] = [(element.children, nil)]
    while var last = open.popLast() {
      guard let child = last.children.next() else {
        if let tag = last.tag {
          text.pass(tag)
          if tag == .link { text.closeLink() }
        }
        continue
      }
      open.append(last)
      if child.isElement {
        let tag = Tag(child.key.buffer)
        if tag.isProgram { continue }
        text.pass(tag)
        if tag == .link { text.openLink(Array(child["@href"].text.buffer)) }
        open.append((child.children, tag))
      } else if child.key.equals("#text") {
        text.append(child.text.buffer)
      }
    }
    text.trim()
    return text.bytes.withUnsafeBytes { batch.keep($0) }
  }

  /// The text of an element that has one stretch of it, in however many tags around it, as most have; nil for others.
  private static func alone(in element: TreeNode) -> ByteSlice? {
    var node = element
    while true {
      var inner: TreeNode?
      var hasInk = false
      for child in node.children {
        if child.isElement {
          guard inner == nil else { return nil }
          inner = child
        } else if child.key.equals("#text") {
          hasInk = hasInk || child.text.hasInk
        }
      }
      // A text without any tag stays as it is.
      guard let inner else { return node.index == element.index ? node.text : node.text.trimmed }
      let tag = Tag(inner.key.buffer)
      guard !hasInk, tag != .link, !tag.isProgram else { return nil }
      node = inner
    }
  }
}
