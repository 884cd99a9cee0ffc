/// Writes the records in which Parquet describes itself.
///
/// Source: Apache Thrift, "Thrift Compact protocol encoding".
struct ThriftWriter {
  private(set) var bytes: [UInt8] = []
  /// The field last written, of every record that is open.
  private var last: [Int] = []

  /// What a list holds.
  enum Element: UInt8 {
    case int = 5
    case text = 8
    case record = 12
  }

  /// A record that stands alone or in a list.
  mutating func record(_ body: (inout ThriftWriter) -> Void) {
    last.append(0)
    body(&self)
    last.removeLast()
    bytes.append(0)
  }

  mutating func field(_ number: Int, record body: (inout ThriftWriter) -> Void) {
    begin(number, 12)
    record(body)
  }

  mutating func field(_ number: Int, _ value: Int32) {
    begin(number, 5)
    signed(Int64(value))
  }

  mutating func field(_ number: Int, long value: Int) {
    begin(number, 6)
    signed(Int64(value))
  }

  mutating func field(_ number: Int, _ text: String) {
    begin(number, 8)
    self.text(text)
  }

  mutating func field<Item>(
    _ number: Int,
    list items: [Item],
    of element: Element,
    _ body: (inout ThriftWriter, Item) -> Void
  ) {
    begin(number, 9)
    if items.count < 15 {
      bytes.append(UInt8(items.count) << 4 | element.rawValue)
    } else {
      bytes.append(0xF0 | element.rawValue)
      unsigned(UInt64(items.count))
    }
    for item in items { body(&self, item) }
  }

  mutating func text(_ text: String) {
    unsigned(UInt64(text.utf8.count))
    bytes += text.utf8
  }

  /// Small numbers of either sign take few bytes.
  mutating func signed(_ value: Int64) {
    unsigned(UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  mutating func unsigned(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Numbers of fields rise by less than 16 in everything that Parquet needs of us.
  private mutating func begin(_ number: Int, _ type: UInt8) {
    let step = number - last[last.count - 1]
    precondition((1...15).contains(step), "fields are written in the order of their numbers")
    bytes.append(UInt8(step) << 4 | type)
    last[last.count - 1] = number
  }
}
