extension TreeNode {
  /// Whether an object has a member of this name, be it null.
  @inline(__always)
  package func has(_ name: StaticString) -> Bool {
    mayHave(ByteSlice(name)) && has(ByteSlice(name))
  }

  func has(_ name: ByteSlice) -> Bool {
    guard mayHave(name), isObject else { return false }
    for child in children where child.key == name { return true }
    return false
  }

  func has(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { has(ByteSlice(start: $0.baseAddress, count: $0.count)) }
  }

  /// False where no member can have this name.
  @inline(__always)
  func mayHave(_ name: ByteSlice) -> Bool { names & TreeItem.bit(of: name) != 0 }

  /// The bytes of `key`; 0 where it is absent.
  @inline(__always)
  var nameLength: Int {
    guard let space else { return 0 }
    return space.pointee.items[index].key.count
  }

  /// The bits of the names of all members.
  @inline(__always)
  var names: UInt32 {
    guard let space else { return 0 }
    return space.pointee.items[index].names
  }
}
