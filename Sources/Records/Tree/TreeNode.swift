#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A value in a record: what JSON, XML and CSV have in common.
///
/// An XML element is an object: its attributes are members named `@name`, its child elements members by name (one for
/// each, so `all` gives them in order), each stretch of its text a member `#text`; `text` is what stands directly in
/// it. Names are without their prefix; `namespace` tells the rest. A CSV row is an object of strings. Asking a node
/// that is absent gives absent nodes, so that paths need no checks on the way.
package struct TreeNode {
  let space: UnsafePointer<TreeStore.Space>?
  let index: Int

  /// No value.
  package static var absent: TreeNode { TreeNode(space: nil, index: 0) }

  @inline(__always)
  private var item: TreeItem? {
    guard let space else { return nil }
    return space.pointee.items[index]
  }

  /// Whether there is no value here, or null.
  package var isAbsent: Bool { item.map { $0.kind == .null } ?? true }
  package var kind: TreeKind { item?.kind ?? .null }
  package var isObject: Bool { kind == .object }
  /// Whether the node is an XML element.
  package var isElement: Bool { item.map { $0.kind == .object && $0.isTrue } ?? false }
  package var isArray: Bool { kind == .array }
  package var isString: Bool { kind == .string }
  package var isNumber: Bool { kind == .number }
  /// Children of an array or object; 0 for all else.
  package var count: Int { item.map { Int($0.count) } ?? 0 }

  /// The name under which the node stands in its object; absent in an array.
  package var key: ByteSlice {
    guard let item else { return .absent }
    return ByteSlice(start: item.key.start, count: item.key.count)
  }

  /// The text of a string, number or truth value; absent for null, arrays and objects.
  ///
  /// For an XML element it is the text that stands directly in it: absent when there are only other elements, empty
  /// when there is nothing at all. `TreeStore.wholeText` also takes what stands further inside.
  package var text: ByteSlice {
    guard let item else { return .absent }
    switch item.kind {
    case .string, .number: return ByteSlice(start: item.text.start, count: item.text.count)
    case .bool: return ByteSlice(item.isTrue ? "true" : "false")
    case .object where item.isTrue: return ByteSlice(start: item.text.start, count: item.text.count)
    case .null, .array, .object: return .absent
    }
  }

  /// The URI of an XML name's namespace; absent without one.
  package var namespace: ByteSlice {
    guard let item, let space, item.namespace > 0 else { return .absent }
    let uri = space.pointee.namespaces[Int(item.namespace)]
    return ByteSlice(start: uri.start, count: uri.count)
  }

  /// An array or object as it stands in the record, brackets included; of a JSON record only.
  package var json: ByteSlice {
    guard let item, item.kind == .array || (item.kind == .object && !item.isTrue) else {
      return .absent
    }
    return ByteSlice(start: item.text.start, count: item.text.count)
  }

  /// `text`, but absent when it is empty.
  package var filled: ByteSlice {
    let text = text
    return text.count > 0 ? text : .absent
  }

  /// A truth value, also when written as a word.
  package var bool: Bool? {
    guard let item else { return nil }
    switch item.kind {
    case .bool: return item.isTrue
    case .string, .object:
      let text = text
      if text.equals("true") { return true }
      if text.equals("false") { return false }
      return nil
    default: return nil
    }
  }

  /// A number, also when written as a string.
  package var number: Double? {
    guard let item, item.kind != .bool, text.count > 0 else { return nil }
    return text.string.flatMap { Double($0) }
  }

  package var integer: Int64? {
    guard let item, item.kind != .bool, text.count > 0 else { return nil }
    return text.string.flatMap { Int64($0) }
  }

  /// Whether the node's text is this word.
  package func equals(_ word: StaticString) -> Bool { text.equals(word) }

  /// The member of a name; of several the last one counts, as JSON readers do.
  @inline(__always)
  package subscript(_ name: StaticString) -> TreeNode {
    // Most of what readers do is asking for members that are not there.
    mayHave(ByteSlice(name)) ? self[ByteSlice(name)] : .absent
  }

  /// The member whose name is given by bytes.
  package subscript(_ name: ByteSlice) -> TreeNode {
    guard let space, let wanted = name.start, mayHave(name) else { return .absent }
    let items = space.pointee.items
    var left = items[index].count
    var at = index + 1
    var found = -1
    while left > 0 {
      let item = items + at
      if item.pointee.key.count == name.count, let key = item.pointee.key.start,
        ByteSlice.areEqual(key, wanted, name.count)
      {
        found = at
      }
      at = Int(item.pointee.next)
      left -= 1
    }
    return found < 0 ? .absent : TreeNode(space: space, index: found)
  }

  /// The first of some members that is neither absent nor empty.
  package func first(_ names: StaticString...) -> TreeNode {
    for name in names {
      let node = self[name]
      if !node.isAbsent, !node.isEmptyText { return node }
    }
    return .absent
  }

  /// Whether it is a string, or an XML element, with nothing in it.
  var isEmptyText: Bool {
    let text = text
    return !text.isAbsent && text.count == 0
  }

  /// An element of an array; negative positions count from the end.
  package subscript(_ position: Int) -> TreeNode {
    guard isArray else { return .absent }
    let wanted = position < 0 ? count + position : position
    var at = 0
    for child in children {
      if at == wanted { return child }
      at += 1
    }
    return .absent
  }

  /// All members of one name, in order: the repeated elements of XML.
  package func all(_ name: StaticString) -> some Sequence<TreeNode> {
    children.lazy.filter { $0.key.equals(name) }
  }

  /// The elements of an array, or nothing.
  package var elements: Children { isArray ? children : Children(space: nil, place: 0, left: 0) }

  /// Entries of a list of people, or of the like, that those who only name one are looked up among.
  ///
  /// Two lists in one record, each as long as the record allows, must not be compared entry by entry.
  package static let mostPeople = 512

  /// The first elements of such a list.
  package var people: PrefixSequence<Children> { elements.prefix(Self.mostPeople) }

  /// The members of an object or the elements of an array.
  package var children: Children {
    guard let item, let space else { return Children(space: nil, place: 0, left: 0) }
    return Children(space: space, place: index + 1, left: Int(item.count))
  }

  package struct Children: Sequence, IteratorProtocol {
    let space: UnsafePointer<TreeStore.Space>?
    var place: Int
    var left: Int

    package mutating func next() -> TreeNode? {
      guard left > 0, let space else { return nil }
      left -= 1
      let node = TreeNode(space: space, index: place)
      place = Int(space.pointee.items[place].next)
      return node
    }
  }
}

extension ByteSlice {
  /// A constant.
  package init(_ literal: StaticString) {
    self.init(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
  }

  /// Whether both hold the same bytes; an absent slice equals only another.
  package static func == (left: ByteSlice, right: ByteSlice) -> Bool {
    guard let first = left.start, let second = right.start else {
      return left.start == nil && right.start == nil
    }
    return left.count == right.count && areEqual(first, second, left.count)
  }

  package func hasPrefix(_ literal: StaticString) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard let start, count >= length else { return false }
    return Self.areEqual(start, literal.utf8Start, length)
  }

  package func hasSuffix(_ literal: StaticString) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard let start, count >= length else { return false }
    return Self.areEqual(start + (count - length), literal.utf8Start, length)
  }

  /// The part between two offsets, which must lie inside.
  package subscript(_ range: Range<Int>) -> ByteSlice {
    guard let start else { return .absent }
    return ByteSlice(start: start + range.lowerBound, count: range.count)
  }

  /// Where a byte stands first, or last.
  package func firstIndex(of byte: UInt8) -> Int? {
    guard let start, let found = memchr(start, Int32(byte), count) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(start)
  }

  package func lastIndex(of byte: UInt8) -> Int? {
    guard let start else { return nil }
    for index in stride(from: count - 1, through: 0, by: -1) where start[index] == byte {
      return index
    }
    return nil
  }
}
