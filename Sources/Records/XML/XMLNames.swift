/// Names by the address at which libxml2 keeps them, for as long as it does.
///
/// Asked for at every tag and attribute: a look at one place in most cases, where a dictionary would hash.
struct XMLNames: ~Copyable {
  private struct Slot: BitwiseCopyable {
    var address: UnsafePointer<UInt8>?
    var start: UnsafePointer<UInt8>?
    var count = 0
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var capacity = 64
  private var used = 0

  init() {
    slots = Self.allocate(capacity)
  }

  deinit { slots.deallocate() }

  subscript(_ address: UnsafePointer<UInt8>) -> ByteSlice? {
    let slot = slots[place(of: address, slots, capacity)]
    return slot.address == nil ? nil : ByteSlice(start: slot.start, count: slot.count)
  }

  mutating func add(_ address: UnsafePointer<UInt8>, _ name: ByteSlice) {
    if used * 2 >= capacity { grow() }
    slots[place(of: address, slots, capacity)] = Slot(
      address: address,
      start: name.start,
      count: name.count
    )
    used += 1
  }

  mutating func removeAll() {
    guard used > 0 else { return }
    slots.update(repeating: Slot(), count: capacity)
    used = 0
  }

  /// Where an address stands, or would stand.
  @inline(__always)
  private func place(
    of address: UnsafePointer<UInt8>,
    _ slots: UnsafeMutablePointer<Slot>,
    _ capacity: Int
  ) -> Int {
    // The golden ratio spreads addresses that lie beside each other.
    var place = Int(truncatingIfNeeded: (UInt(bitPattern: address) &* 0x9E37_79B9_7F4A_7C15) >> 32)
    while true {
      place &= capacity - 1
      let found = slots[place].address
      if found == nil || found == address { return place }
      place += 1
    }
  }

  private mutating func grow() {
    let larger = Self.allocate(capacity * 2)
    for index in 0..<capacity {
      guard let address = slots[index].address else { continue }
      larger[place(of: address, larger, capacity * 2)] = slots[index]
    }
    slots.deallocate()
    slots = larger
    capacity *= 2
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Slot> {
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: capacity)
    slots.initialize(repeating: Slot(), count: capacity)
    return slots
  }
}
