/// Why a record is no tree.
package enum TreeError: Error, Equatable {
  /// The grammar is broken at this byte, from 0.
  case malformed(byte: Int)
  /// Deeper than `TreeStore.depthLimit`.
  case tooDeep
  /// More than `TreeStore.nodeLimit` values.
  case tooLarge
}

extension TreeStore {
  /// Parses one JSON value with white space around it, strict about its grammar.
  ///
  /// - Parameters:
  ///   - start: The first byte. Texts without escapes point into these bytes, which must outlive the nodes.
  ///   - end: Behind the last byte.
  ///   - allowsCut: Take a text that ends too early as if all open brackets were closed there: for recognition, which
  ///     sees the beginning only.
  /// - Returns: The value's node.
  /// - Throws: Why the bytes are no such value; nothing is added then.
  package func parseJSON(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    allowsCut: Bool = false
  ) throws(TreeError) -> TreeNode {
    var parser = JSONTreeParser(store: self, scanner: JSONScanner(start, end), start: start)
    let first = space.pointee.count
    do throws(TreeError) {
      try parser.value(key: .absent)
      guard parser.scanner.peek() == 0, parser.scanner.position == end else { throw parser.fault }
    } catch {
      guard allowsCut, case .malformed = error, space.pointee.count > first else {
        space.pointee.count = first
        throw error
      }
      parser.closeAll()
    }
    oddNumbers += parser.scanner.oddNumbers
    return node(first)
  }

  /// Parses the JSON value that comes first; gives its node and where it ends.
  package func parseFirstJSON(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) throws(TreeError) -> (node: TreeNode, end: UnsafePointer<UInt8>) {
    var parser = JSONTreeParser(store: self, scanner: JSONScanner(start, end), start: start)
    let first = space.pointee.count
    do throws(TreeError) {
      try parser.value(key: .absent)
    } catch {
      space.pointee.count = first
      throw error
    }
    oddNumbers += parser.scanner.oddNumbers
    return (node(first), parser.scanner.position)
  }

  /// Parses JSON that stands in a string of the record; absent when it is none.
  package func parseJSON(in text: ByteSlice) -> TreeNode {
    guard let start = text.start else { return .absent }
    return (try? parseJSON(start, start + text.count)) ?? .absent
  }

  /// Parses JSON that nobody else keeps: the bytes are copied into the store first.
  package func parseJSON(copying bytes: [UInt8]) -> TreeNode {
    let room = reserve(bytes.count)
    bytes.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { room.update(from: base, count: source.count) }
    }
    return (try? parseJSON(room, room + bytes.count)) ?? .absent
  }
}

/// Fills a store without recursion.
private struct JSONTreeParser {
  let store: TreeStore
  var scanner: JSONScanner
  let start: UnsafePointer<UInt8>
  /// The innermost open array or object as an index into the store; -1 when none is open.
  ///
  /// An open one keeps in `next` which one is around it.
  private var open = -1
  private var depth = 0
  /// Whether the innermost open one is an object.
  private var isObject = false

  init(store: TreeStore, scanner: JSONScanner, start: UnsafePointer<UInt8>) {
    self.store = store
    self.scanner = scanner
    self.start = start
  }

  var fault: TreeError { .malformed(byte: scanner.position - start) }

  mutating func value(key first: ByteSlice) throws(TreeError) {
    var key = first
    while true {
      let opened = try begin(key)
      if opened, scanner.peek() != 0x7D, scanner.peek() != 0x5D {
        key = try memberName()
        continue
      }
      // One value has ended, or an empty one waits for its bracket; close what ends with it.
      while true {
        guard open >= 0 else { return }
        let next = scanner.peek()
        if next == 0x2C, store.space.pointee.items[open].count > 0 {
          scanner.position += 1
          key = try memberName()
          break
        }
        guard next == (isObject ? 0x7D : 0x5D) else { throw fault }
        scanner.position += 1
        close()
      }
    }
  }

  /// Adds the value that begins here; true when it is an array or object that is open now.
  private mutating func begin(_ key: ByteSlice) throws(TreeError) -> Bool {
    let byte = scanner.peek()
    switch byte {
    case 0x7B, 0x5B:
      guard depth < TreeStore.depthLimit else { throw .tooDeep }
      let index = try add(byte == 0x7B ? .object : .array, key)
      store.space.pointee.items[index].text.start = scanner.position
      store.space.pointee.items[index].next = Int32(truncatingIfNeeded: open)
      (open, isObject) = (index, byte == 0x7B)
      depth += 1
      scanner.position += 1
      return true
    case 0x22:
      let text = try string()
      let index = try add(.string, key)
      store.space.pointee.items[index].text = (text.start, text.count)
    case 0x74, 0x66:
      let isTrue = byte == 0x74
      guard isTrue ? scanner.literal("true") : scanner.literal("false") else { throw fault }
      let index = try add(.bool, key)
      store.space.pointee.items[index].isTrue = isTrue
    case 0x30...0x39, 0x2D:
      if byte == 0x2D, scanner.position + 1 < scanner.end, scanner.position[1] == 0x49 {
        guard scanner.nullWord() else { throw fault }
        _ = try add(.null, key)
      } else {
        guard let text = scanner.number() else { throw fault }
        let index = try add(.number, key)
        store.space.pointee.items[index].text = (text.start, text.count)
      }
    default:
      guard scanner.nullWord() else { throw fault }
      _ = try add(.null, key)
    }
    return false
  }

  @inline(__always)
  private func add(_ kind: TreeKind, _ key: ByteSlice) throws(TreeError) -> Int {
    guard let index = store.append(kind, key: key, in: open < 0 ? nil : open) else {
      throw .tooLarge
    }
    return index
  }

  private mutating func close() {
    let item = store.space.pointee.items + open
    open = Int(item.pointee.next)
    depth -= 1
    isObject = open >= 0 && store.space.pointee.items[open].kind == .object
    item.pointee.next = Int32(truncatingIfNeeded: store.space.pointee.count)
    if let start = item.pointee.text.start { item.pointee.text.count = scanner.position - start }
  }

  mutating func closeAll() {
    while open >= 0 { close() }
  }

  /// The name before a member's value; absent in an array.
  private mutating func memberName() throws(TreeError) -> ByteSlice {
    guard isObject else { return .absent }
    guard scanner.peek() == 0x22 else { throw fault }
    let name = try string()
    guard scanner.take(0x3A) else { throw fault }
    return name
  }

  /// A string without its escapes; bytes that are not UTF-8 stay as they are.
  private mutating func string() throws(TreeError) -> ByteSlice {
    let start = scanner.position + 1
    if let (stop, _) = JSONScanner.special(start, scanner.end - 16), stop.pointee == 0x22 {
      scanner.position = stop + 1
      return ByteSlice(start: start, count: stop - start)
    }
    guard let text = scanner.string() else { throw fault }
    guard text.hasEscapes else { return text.slice }
    // Eight bytes more, because `unescape` writes whole words.
    let room = store.reserve(text.slice.count + 8)
    let written = unescape(text.slice, into: room)
    store.shrinkLast(by: text.slice.count + 8 - written)
    return ByteSlice(start: room, count: written)
  }
}
