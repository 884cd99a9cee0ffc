/// The paths of a mapping in memory that never moves: following one costs no reference counting.
final class PathTable {
  /// One step; names point into `names`.
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
  }

  private let paths: UnsafeMutableBufferPointer<Path>
  private var names: [UnsafeMutablePointer<UInt8>] = []

  init(_ all: [MappingPath]) {
    paths = .allocate(capacity: all.count)
    for (number, path) in all.enumerated() {
      let steps = UnsafeMutablePointer<Step>.allocate(capacity: Swift.max(path.steps.count, 1))
      for (place, step) in path.steps.enumerated() {
        (steps + place).initialize(to: flat(step))
      }
      paths.initializeElement(
        at: number,
        to: Path(
          steps: steps,
          count: path.steps.count,
          fromRecord: path.fromRecord,
          isText: path.isText
        )
      )
    }
  }

  deinit {
    for path in paths { path.steps.deallocate() }
    paths.deallocate()
    for name in names { name.deallocate() }
  }

  subscript(_ number: Int) -> Path { paths[number] }

  private func flat(_ step: MappingPath.Step) -> Step {
    switch step {
    case .name(let name, let space):
      Step(kind: .name, name: keep(name), space: space.map(keep) ?? (nil, 0))
    case .index(let index): Step(kind: .index, index: index)
    case .all: Step(kind: .all)
    }
  }

  private func keep(_ bytes: [UInt8]) -> (start: UnsafePointer<UInt8>?, count: Int) {
    let room = UnsafeMutablePointer<UInt8>.allocate(capacity: Swift.max(bytes.count, 1))
    for (index, byte) in bytes.enumerated() { room[index] = byte }
    names.append(room)
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
