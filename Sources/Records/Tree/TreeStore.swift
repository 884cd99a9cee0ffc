/// What a tree node is.
package enum TreeKind: UInt8, BitwiseCopyable {
  case null, bool, number, string, array, object
}

/// One node as it lies in the store: its subtree follows it without gaps.
struct TreeItem: BitwiseCopyable {
  /// The member's name, unescaped; absent for elements of arrays.
  var key: (start: UnsafePointer<UInt8>?, count: Int)
  /// Text of strings (unescaped) and numbers; of arrays and objects the JSON itself; of XML elements the text that
  /// stands directly in them.
  var text: (start: UnsafePointer<UInt8>?, count: Int)
  /// The index behind the subtree.
  var next: Int32
  /// How many children there are.
  var count: Int32
  var kind: TreeKind
  /// The value of a `bool`; of an object, whether it is an XML element.
  var isTrue: Bool
  /// The number of the name's XML namespace in the store; 0 without one.
  var namespace: UInt8 = 0
  /// Of an object: a bit for each of its members' names, or all.
  ///
  /// Readers ask for many a member that is not there.
  var names: UInt32 = 0

  /// One of 32 bits, the same for the same name.
  @inline(__always)
  static func bit(of name: ByteSlice) -> UInt32 {
    guard let start = name.start, name.count > 0 else { return 1 }
    let (first, middle) = (UInt32(start.pointee), UInt32(start[name.count >> 1]))
    let last = UInt32(start[name.count - 1])
    return 1
      &<< ((first &+ middle &* 5 &+ last &* 11 &+ UInt32(truncatingIfNeeded: name.count)) & 31)
  }
}

/// Memory for the values of one record, laid flat; reused for every record.
///
/// For formats that need no path of their own: a record becomes nodes that point into its bytes, and a reader walks
/// them. Nothing is allocated once the store has grown to the size of the largest record. Texts inside texts (JSON in
/// a JSON string, base64) are parsed into the same store. `TreeNode` values are good until `removeAll`.
package final class TreeStore {
  /// More nodes than this make a record too large: about 1 GB of memory would follow.
  package static let nodeLimit = 16 << 20
  /// Nesting above which a record is refused.
  package static let depthLimit = 512

  struct Space {
    var items: UnsafeMutablePointer<TreeItem>
    var count = 0
    var capacity: Int
    /// URIs of the namespaces met, by number; 0 stands for none.
    var namespaces: UnsafeMutablePointer<(start: UnsafePointer<UInt8>?, count: Int)>
  }

  /// Behind a pointer that never moves, so that nodes survive growth.
  let space: UnsafeMutablePointer<Space>
  private let arena = ByteArena()
  /// Names that stay for the store's life: those of XML elements and CSV columns.
  private var names: [TreeName: UnsafeMutableBufferPointer<UInt8>] = [:]
  private var namespaceCount = 1
  /// The one value of the text that a format was recognised by, when it is all there and all that there is.
  @exclusivity(unchecked) package internal(set) var wholeText: TreeNode?
  /// `NaN` and its like, read as null, in what was parsed since the store was made or a text was recognised.
  @exclusivity(unchecked) package internal(set) var oddNumbers = 0

  private let nodeLimit: Int

  /// A store; `nodeLimit` bounds the values of a record, rounded up to a power of two.
  package init(nodeLimit: Int = TreeStore.nodeLimit) {
    self.nodeLimit = nodeLimit
    space = .allocate(capacity: 1)
    let namespaces = UnsafeMutablePointer<(start: UnsafePointer<UInt8>?, count: Int)>
      .allocate(capacity: 256)
    namespaces.initialize(repeating: (nil, 0), count: 256)
    space.initialize(
      to: Space(items: .allocate(capacity: 1 << 10), capacity: 1 << 10, namespaces: namespaces)
    )
  }

  deinit {
    space.pointee.items.deallocate()
    space.pointee.namespaces.deallocate()
    space.deallocate()
    for name in names.values { name.deallocate() }
  }

  /// Forgets all nodes and texts.
  package func removeAll() {
    space.pointee.count = 0
    arena.removeAll()
    wholeText = nil
  }

  /// Adds a node without children; nil when there are too many.
  @inline(__always)
  func append(_ kind: TreeKind, key: ByteSlice) -> Int? {
    if space.pointee.count == space.pointee.capacity { guard grow() else { return nil } }
    let index = space.pointee.count
    (space.pointee.items + index).initialize(
      to: TreeItem(
        key: (key.start, key.count),
        text: (nil, 0),
        next: Int32(truncatingIfNeeded: index + 1),
        count: 0,
        kind: kind,
        isTrue: false
      )
    )
    space.pointee.count = index + 1
    return index
  }

  /// Adds a node without children to the innermost open one; nil when there are too many.
  @inline(__always)
  func append(_ kind: TreeKind, key: ByteSlice, in parent: Int?) -> Int? {
    guard let index = append(kind, key: key) else { return nil }
    if let parent {
      space.pointee.items[parent].count += 1
      space.pointee.items[parent].names |= TreeItem.bit(of: key)
    }
    return index
  }

  func node(_ index: Int) -> TreeNode { TreeNode(space: UnsafePointer(space), index: index) }

  /// Room for bytes that stay valid until `removeAll`.
  package func reserve(_ bytes: Int) -> UnsafeMutablePointer<UInt8> { arena.reserve(bytes) }

  /// Gives back the tail of the last reservation.
  package func shrinkLast(by bytes: Int) { arena.shrinkLast(by: bytes) }

  /// Copies bytes into the store.
  func keep(_ bytes: UnsafeRawBufferPointer) -> ByteSlice { arena.keep(bytes) }

  @inline(never)
  private func grow() -> Bool {
    guard space.pointee.capacity < nodeLimit else { return false }
    let larger = UnsafeMutablePointer<TreeItem>.allocate(capacity: space.pointee.capacity * 2)
    larger.moveInitialize(from: space.pointee.items, count: space.pointee.count)
    space.pointee.items.deallocate()
    space.pointee.items = larger
    space.pointee.capacity *= 2
    return true
  }

  /// A name that stays for the store's life; few are different.
  func intern(_ name: [UInt8]) -> ByteSlice { name.withUnsafeBytes { intern(nil, $0) } }

  /// As `intern`, with a byte in front of the name.
  func intern(_ first: UInt8?, _ name: UnsafeRawBufferPointer) -> ByteSlice {
    if let known = names[TreeName(first: first, rest: name)] {
      return ByteSlice(start: UnsafePointer(known.baseAddress), count: known.count)
    }
    let bytes = (first.map { [$0] } ?? []) + name
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Swift.max(bytes.count, 1))
    _ = room.initialize(from: bytes)
    let kept = UnsafeMutableBufferPointer(rebasing: room[0..<bytes.count])
    names[TreeName(first: nil, rest: UnsafeRawBufferPointer(kept))] = kept
    return ByteSlice(start: UnsafePointer(kept.baseAddress), count: kept.count)
  }

  /// The number of a namespace; 0 when there are more than 255.
  func namespace(_ uri: ByteSlice) -> UInt8 {
    guard uri.count > 0 else { return 0 }
    for number in 1..<namespaceCount {
      let known = space.pointee.namespaces[number]
      if ByteSlice(start: known.start, count: known.count) == uri { return UInt8(number) }
    }
    guard namespaceCount < 256 else { return 0 }
    let kept = intern(Array(uri.buffer))
    space.pointee.namespaces[namespaceCount] = (kept.start, kept.count)
    namespaceCount += 1
    return UInt8(namespaceCount - 1)
  }
}

/// A name to look up: bytes that somebody else keeps, with or without one in front.
private struct TreeName: Hashable {
  let first: UInt8?
  let rest: UnsafeRawBufferPointer

  private var count: Int { rest.count + (first == nil ? 0 : 1) }

  private subscript(_ place: Int) -> UInt8 {
    guard let first else { return rest[place] }
    return place == 0 ? first : rest[place - 1]
  }

  func hash(into hasher: inout Hasher) {
    // FNV-1a first, so that the hasher is fed once and not for each byte.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    if let first { hash = (hash ^ UInt64(first)) &* 0x100_0000_01B3 }
    for byte in rest { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hasher.combine(hash)
  }

  static func == (left: TreeName, right: TreeName) -> Bool {
    guard left.count == right.count else { return false }
    for place in 0..<left.count where left[place] != right[place] { return false }
    return true
  }
}
