/// The first bytes of an input, which are parsed as JSON once for all that are asked whether it is theirs.
///
/// Most exports of many files have one conversation in each: what was parsed to recognise one is read as it lies there.
final class Beginning {
  let head: UnsafeRawBufferPointer
  /// Nothing follows `head`.
  let isWhole: Bool
  /// Where values and elements go; empty before.
  let store: TreeStore
  /// Behind the mark of UTF-8, which says nothing that the text does not say, and white space.
  let start: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>
  /// The byte at `start`; 0 at the end.
  let first: UInt8

  /// The first values, as `Recognition.topValues` gives them.
  private(set) lazy var top = {
    store.oddNumbers = 0
    return Recognition.topValues(start, end, store, isWhole: isWhole)
  }()
  // Each format asks for these, one after the other: checks of exclusive access have nothing to find.
  /// All levels met, one behind the other.
  @exclusivity(unchecked) private var candidates: [Recognition.Candidate] = []
  /// Where each level ends among them.
  @exclusivity(unchecked) private var ends: [Int] = []
  /// By level, the bits of the names that its records have.
  @exclusivity(unchecked) private var names: [UInt32] = []

  init(_ head: UnsafeRawBufferPointer, isWhole: Bool, store: TreeStore) {
    self.head = head
    self.isWhole = isWhole
    self.store = store
    let base = head.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? Self.nothing.utf8Start
    end = base + head.count
    var scanner = JSONScanner(base, end)
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { scanner.position += 3 }
    first = scanner.peek()
    start = scanner.position
  }

  private static let nothing: StaticString = ""

  /// Whether a JSON value that holds others comes first.
  var isJSON: Bool { first == 0x7B || first == 0x5B }

  /// Whether the first character may begin XML, in any encoding.
  var isXML: Bool {
    switch first {
    case 0x3C: true
    case 0xFF, 0xFE, 0x00: head.prefix(8).contains(0x3C)
    default: false
    }
  }

  /// What may be records with so many brackets around them: 0 the values themselves.
  func level(_ depth: Int) -> ArraySlice<Recognition.Candidate> {
    while ends.count <= depth { addLevel() }
    return candidates[(depth > 0 ? ends[depth - 1] : 0)..<ends[depth]]
  }

  private func addLevel() {
    let first = candidates.count
    if let last = ends.last {
      for place in (ends.count > 1 ? ends[ends.count - 2] : 0)..<last {
        let candidate = candidates[place]
        candidate.addInside(to: &candidates)
      }
    } else {
      candidates.reserveCapacity(64)
      for value in top.values {
        candidates.append(.init(node: value, array: .absent, mayBeRecord: true))
      }
    }
    var bits: UInt32 = 0
    for place in first..<candidates.count where candidates[place].mayBeRecord {
      bits |= candidates[place].node.names
    }
    names.append(bits)
    ends.append(candidates.count)
  }

  /// Whether one of the records of a level may have all of the members that a mapping looks for.
  func mayHaveRecord(_ depth: Int, for match: MappingMatch) -> Bool {
    while ends.count <= depth { addLevel() }
    return names[depth] & match.bits == match.bits
  }

  /// Whether one of the records of a level has all of them.
  func hasRecord(_ depth: Int, for match: MappingMatch) -> Bool {
    guard mayHaveRecord(depth, for: match) else { return false }
    for candidate in level(depth)
    where candidate.mayBeRecord && candidate.node.names & match.bits == match.bits
      && match.keys.allSatisfy({ candidate.node.has($0) })
    {
      return true
    }
    return false
  }

  /// The name of the list whose elements have all of some members, where the text is an object around that list and
  /// has none of them itself.
  func page(with choices: [MappingMatch]) -> [UInt8]? {
    for match in choices where !match.keys.isEmpty && !hasRecord(0, for: match) {
      for candidate in level(2)
      where candidate.mayBeRecord && !candidate.array.isAbsent
        && match.keys.allSatisfy({ candidate.node.has($0) })
      {
        return candidate.array.key
      }
    }
    return nil
  }

  /// Ends the use of the store, in which only a text stays that is one value and can be read without parsing it again.
  func close(_ found: Recognition) {
    if isWhole, case .recognised(let container, let format, _) = found, !format.isOwn,
      container.isJSON, top.isOne
    {
      store.wholeText = top.values[0]
    } else {
      store.removeAll()
    }
  }
}

extension Recognition {
  /// Whether a text is one object of JSON in which no list holds objects: no records, but words about something.
  package static func isDescription(_ text: UnsafeRawBufferPointer, _ store: TreeStore) -> Bool {
    let beginning = Beginning(text, isWhole: true, store: store)
    defer { store.removeAll() }
    guard beginning.first == 0x7B, beginning.top.isOne, let object = beginning.top.values.first
    else { return false }
    return holdsNoRecords(object, depth: 0)
  }

  private static func holdsNoRecords(_ node: TreeNode, depth: Int) -> Bool {
    if node.isArray { return node.elements.allSatisfy { !$0.isObject && !$0.isArray } }
    guard node.isObject else { return true }
    return depth < 8 && node.children.allSatisfy { holdsNoRecords($0, depth: depth + 1) }
  }
}

extension Container {
  /// Whether the records are values of JSON.
  fileprivate var isJSON: Bool {
    switch self {
    case .lines, .values, .path, .envelopes: true
    case .xml, .elements, .rows: false
    }
  }

  /// The records of a text that is one value, in order, each with the name of the array that holds it: what
  /// `ValueSplitter` cuts out of a stream.
  ///
  /// Nil where something else stands among them, whose place the splitter tells.
  package func records(of text: TreeNode) -> [(record: TreeNode, array: ByteSlice)]? {
    var found: [(record: TreeNode, array: ByteSlice)] = []
    switch self {
    case .lines, .values(0): return text.isObject ? [(text, .absent)] : nil
    case .values(let depth):
      guard depth == 1 ? text.isArray : text.isObject else { return nil }
      return Self.elements(of: text, depth - 1, &found) ? found : nil
    case .path(let path):
      Self.follow(path[...], from: text, depth: 0, &found)
      return found
    case .xml, .elements, .rows, .envelopes: return nil
    }
  }

  /// Adds the elements of all arrays so many brackets further in; false when one of them is no object.
  private static func elements(
    of node: TreeNode,
    _ depth: Int,
    _ found: inout [(record: TreeNode, array: ByteSlice)]
  ) -> Bool {
    if depth > 0 {
      return node.children.allSatisfy { elements(of: $0, depth - 1, &found) }
    }
    for element in node.elements {
      guard element.isObject else { return false }
      found.append((element, node.key))
    }
    return true
  }

  private static func follow(
    _ path: ArraySlice<[UInt8]?>,
    from node: TreeNode,
    depth: Int,
    _ found: inout [(record: TreeNode, array: ByteSlice)]
  ) {
    guard let step = path.first else {
      if node.isObject { found.append((node, .absent)) }
      // Lists in lists stand for their elements, as deep as the splitter follows.
      guard depth <= 64 else { return }
      for element in node.elements { follow(path, from: element, depth: depth + 1, &found) }
      return
    }
    for child in node.children {
      if let step {
        guard node.isObject, child.key.buffer.elementsEqual(step) else { continue }
      }
      follow(path.dropFirst(), from: child, depth: depth + 1, &found)
    }
  }
}
