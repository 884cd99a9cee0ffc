/// The paths of a mapping in memory that never moves: following one costs no reference counting.
///
/// It has no owner: whoever makes it calls `deallocate`.
struct PathTable: BitwiseCopyable {
  /// One step, which owns its names.
  struct Step: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable { case name, index, all }

    var kind: Kind
    var name: (start: UnsafePointer<UInt8>?, count: Int) = (nil, 0)
    /// The URI of the name's namespace; absent when any will do.
    var space: (start: UnsafePointer<UInt8>?, count: Int) = (nil, 0)
    var index = 0
  }

  struct Path: BitwiseCopyable {
    var steps: UnsafeMutablePointer<Step>
    var count: Int
    var fromRecord: Bool
    var isText: Bool
    /// Whether it is a single name, as most paths are.
    var isName: Bool
    /// Whether it is the name of elements and `[*]`, which says nothing more of them.
    var isElements: Bool

    @inline(__always)
    func start(in scope: MappedReader.Scope) -> TreeNode {
      fromRecord ? scope.record : scope.element
    }

    /// Whether what it leads to is a value: an element may say all it has to say in attributes.
    @inline(__always)
    func leads(to node: TreeNode) -> Bool {
      !node.isEmptyText || (node.count > 0 && !isText)
    }
  }

  private let paths: UnsafeMutableBufferPointer<Path>

  init(_ all: [MappingPath]) {
    paths = .allocate(capacity: all.count)
    for (number, path) in all.enumerated() {
      let steps = UnsafeMutablePointer<Step>.allocate(capacity: Swift.max(path.steps.count, 1))
      for (place, step) in path.steps.enumerated() {
        (steps + place).initialize(to: Self.flat(step))
      }
      paths.initializeElement(
        at: number,
        to: Path(
          steps: steps,
          count: path.steps.count,
          fromRecord: path.fromRecord,
          isText: path.isText,
          isName: path.steps.count == 1 && path.steps[0].soughtName != nil,
          isElements: path.steps.count == 2 && path.steps[1] == .all
            && path.steps[0].soughtName.map { $0.first != UInt8(ascii: "@") } ?? false
        )
      )
    }
  }

  func deallocate() {
    for path in paths {
      for place in 0..<path.count {
        path.steps[place].name.start?.deallocate()
        path.steps[place].space.start?.deallocate()
      }
      path.steps.deallocate()
    }
    paths.deallocate()
  }

  subscript(_ number: Int) -> Path { paths[number] }

  private static func flat(_ step: MappingPath.Step) -> Step {
    switch step {
    case .name(let name, let space):
      Step(kind: .name, name: keep(name), space: space.map(keep) ?? (nil, 0))
    case .index(let index): Step(kind: .index, index: index)
    case .all: Step(kind: .all)
    }
  }

  private static func keep(_ bytes: [UInt8]) -> (start: UnsafePointer<UInt8>?, count: Int) {
    let room = UnsafeMutablePointer<UInt8>.allocate(capacity: Swift.max(bytes.count, 1))
    for (index, byte) in bytes.enumerated() { room[index] = byte }
    return (UnsafePointer(room), bytes.count)
  }
}

extension PathTable.Step {
  /// Whether a node is an element of this name.
  @inline(__always)
  func matches(_ node: TreeNode) -> Bool {
    guard node.key == nameSlice else { return false }
    return space.start == nil
      || node.namespace == ByteSlice(start: space.start, count: space.count)
  }

  @inline(__always)
  var nameSlice: ByteSlice { ByteSlice(start: name.start, count: name.count) }
}

extension MappingPath.Step {
  /// The name that the step looks for; nil for an index or `[*]`.
  fileprivate var soughtName: [UInt8]? {
    if case .name(let name, _) = self { name } else { nil }
  }
}

/// The nodes that a path of one name leads to.
///
/// Most paths are such, and a loop over these costs nothing for each value; what is given to a walk along any path costs
/// the counting of all that it has caught.
struct NamedNodes: Sequence, IteratorProtocol {
  private let step: UnsafePointer<PathTable.Step>
  private var children: TreeNode.Children
  /// The member of an object that is no element.
  private var member: TreeNode

  /// Nil where the path has more steps than a name, or the node is no object.
  @inline(__always)
  init?(_ path: PathTable.Path, _ node: TreeNode) {
    let isElement = node.isElement
    guard path.isName || (path.isElements && isElement), node.isObject else { return nil }
    step = UnsafePointer(path.steps)
    children = isElement ? node.children : TreeNode.Children(space: nil, place: 0, left: 0)
    member = isElement ? .absent : node[step.pointee.nameSlice]
  }

  @inline(__always)
  mutating func next() -> TreeNode? {
    while let child = children.next() {
      // The length settles nearly all.
      if child.nameLength == step.pointee.name.count, step.pointee.matches(child) { return child }
    }
    guard !member.isAbsent else { return nil }
    defer { member = .absent }
    return member
  }
}
