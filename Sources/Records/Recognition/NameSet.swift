/// Names of members, each as one of 256 bits: which formats are worth asking about a record.
///
/// Two names may share a bit, so a set says "not there" and "maybe". The 32 bits that every object carries (`TreeItem`)
/// are mostly taken where there are a dozen names.
struct NameSet {
  private var bits: SIMD4<UInt64>

  static let empty = NameSet()
  static let all = NameSet(bits: SIMD4(repeating: .max))

  private init(bits: SIMD4<UInt64> = .zero) { self.bits = bits }

  init(_ names: [StaticString]) {
    bits = .zero
    for name in names { insert(ByteSlice(name)) }
  }

  /// The names of an object's members.
  init(of object: TreeNode) {
    bits = .zero
    for child in object.children { insert(child.key) }
  }

  private mutating func insert(_ name: ByteSlice) {
    guard let start = name.start, name.count > 0 else { return bits[0] |= 1 }
    let (first, middle) = (UInt32(start.pointee), UInt32(start[name.count >> 1]))
    let last = UInt32(start[name.count - 1])
    let mixed = first &* 0x9E37 &+ middle &* 0x85EB &+ last &* 0xC2B2
    let place = Int((mixed &+ UInt32(truncatingIfNeeded: name.count) &* 0x27D4) >> 7 & 0xFF)
    bits[place >> 6] |= 1 << UInt64(place & 63)
  }

  mutating func formUnion(_ other: NameSet) { bits |= other.bits }

  /// False where the sets have no name in common.
  @inline(__always)
  func mayMeet(_ other: NameSet) -> Bool { (bits & other.bits) != .zero }
}
