/// Writes the tables in which Arrow describes its messages.
///
/// FlatBuffers are built from the end: what a table points to is written before it. Bytes are therefore kept in
/// reverse, and the place of a thing is its distance from the end. Source: FlatBuffers, "Internals".
struct FlatBuffer {
  /// Where a thing stands.
  struct Place {
    fileprivate let fromEnd: Int
  }

  private var reversed: [UInt8] = []

  /// The bytes of a buffer whose root is `root`.
  consuming func finished(root: Place) -> [UInt8] {
    align(8, behind: 4)
    append(pointerTo: root)
    return reversed.reversed()
  }

  mutating func text(_ text: String) -> Place {
    let utf8 = Array(text.utf8)
    align(4, behind: utf8.count + 1)
    reversed.append(0)
    reversed += utf8.reversed()
    append(UInt32(utf8.count))
    return here
  }

  /// A vector of tables or texts.
  mutating func list(_ places: [Place]) -> Place {
    align(4, behind: 4 * places.count)
    for place in places.reversed() { append(pointerTo: place) }
    append(UInt32(places.count))
    return here
  }

  /// A vector of records of two numbers of 64 bits.
  mutating func pairs(_ pairs: [(Int, Int)]) -> Place {
    align(8, behind: 16 * pairs.count)
    for (first, second) in pairs.reversed() {
      append(Int64(second))
      append(Int64(first))
    }
    append(UInt32(pairs.count))
    return here
  }

  /// A field of a table.
  enum Field {
    case byte(UInt8)
    case short(Int16)
    case int(Int32)
    case long(Int)
    case pointer(Place)
  }

  /// A table; a field that is nil has its default.
  mutating func table(_ fields: [Field?]) -> Place {
    let end = reversed.count
    var slots = [Int](repeating: 0, count: fields.count)
    for (slot, field) in fields.enumerated() {
      switch field {
      case nil: continue
      case .byte(let number): append(aligned: number)
      case .short(let number): append(aligned: number)
      case .int(let number): append(aligned: number)
      case .long(let number): append(aligned: Int64(number))
      case .pointer(let place): append(pointerTo: place)
      }
      slots[slot] = reversed.count
    }
    // In front of the fields the distance to their list, which is written right before the table.
    let sizeOfList = 2 * (fields.count + 2)
    align(4, behind: 0)
    append(Int32(sizeOfList))
    let table = here
    for slot in slots.reversed() { append(UInt16(slot == 0 ? 0 : table.fromEnd - slot)) }
    append(UInt16(table.fromEnd - end))
    append(UInt16(sizeOfList))
    return table
  }

  private var here: Place { Place(fromEnd: reversed.count) }

  private mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.bigEndian) { reversed.append(contentsOf: $0) }
  }

  private mutating func append<Number: FixedWidthInteger>(aligned number: Number) {
    align(MemoryLayout<Number>.size, behind: 0)
    append(number)
  }

  private mutating func append(pointerTo place: Place) {
    align(4, behind: 0)
    append(UInt32(reversed.count - place.fromEnd + 4))
  }

  /// Pads so that what follows is aligned once so many bytes more have been written.
  private mutating func align(_ size: Int, behind bytes: Int) {
    while (reversed.count + bytes) % size != 0 { reversed.append(0) }
  }
}
