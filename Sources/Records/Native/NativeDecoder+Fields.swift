extension NativeDecoder {
  /// What one JSON object said, before it is known what kind of record it is.
  struct Fields {
    var raw: RawRecord
    var type = ByteSlice.absent
    var role = ByteSlice.absent
    var kind = ByteSlice.absent
    var visibility = ByteSlice.absent
    var event = ByteSlice.absent
    var actor = ByteSlice.absent
    var actorID = ByteSlice.absent
    var succeeded = false
    var detailRating: RawRating?
    /// The list as JSON, for who has a head.
    var tags = ByteSlice.absent
    /// A head field was met; the fields are in `heads`.
    var hasHead = false
    let isItem: Bool
    var beginIndex = -1
    /// Records decoded before the first item.
    var decodedBefore = 0
    /// What the fields that a record cannot do without hold in place of a string.
    var odd = OddValues()
    /// A bit for each field that holds what it cannot hold.
    var badFields: UInt64 = 0
    var firstBad: (field: NativeField, at: UnsafePointer<UInt8>, detail: String)?

    init(raw: RawRecord, isItem: Bool) {
      self.raw = raw
      self.isItem = isItem
    }

    /// The first value that its field cannot hold.
    var badValue: (at: UnsafePointer<UInt8>, detail: String)? {
      guard badFields != 0 else { return nil }
      return firstBad.map { ($0.at, $0.detail) }
    }

    mutating func blame(_ field: NativeField, _ at: UnsafePointer<UInt8>, _ detail: String) {
      let isFirst = firstBad.map { badFields & 1 << UInt64($0.field.rawValue) == 0 } ?? true
      if isFirst { firstBad = (field, at, detail) }
      badFields |= 1 << UInt64(field.rawValue)
    }

    /// A field that is given again makes good what was wrong with it: of repeated keys the last counts.
    @inline(__always)
    mutating func forgive(_ field: NativeField) {
      badFields &= ~(1 << UInt64(field.rawValue))
    }
  }

  /// What stands where a string is needed; such a value counts as absent.
  enum OddValue: UInt8 {
    case none, number, boolean, list, object

    /// The value that comes next; null is none, and `NaN` and infinities are read as null.
    init(at scanner: inout JSONScanner) {
      switch scanner.peek() {
      case 0x5B: self = .list
      case 0x7B: self = .object
      case 0x74, 0x66: self = .boolean
      case 0x30...0x39: self = .number
      case 0x2D:
        let next = scanner.position + 1
        self = next < scanner.end && (0x30...0x39).contains(next.pointee) ? .number : .none
      default: self = .none
      }
    }

    /// As a message names it; nil where there is none.
    var name: String? {
      switch self {
      case .none: nil
      case .number: "a number"
      case .boolean: "true or false"
      case .list: "a list"
      case .object: "an object"
      }
    }
  }

  /// One for each field whose absence costs the record.
  struct OddValues {
    var conversation = OddValue.none
    var text = OddValue.none
    var role = OddValue.none
    var event = OddValue.none
  }

  /// Where in `Fields` the string of a field goes; 0 for fields that are not just a string.
  struct StringPlaces: ~Copyable {
    let places: UnsafeMutablePointer<Int>

    init() {
      let count = NativeField.allCases.count
      places = .allocate(capacity: count)
      places.initialize(repeating: 0, count: count)
      set(.text, \.raw.text)
      set(.conversationID, \.raw.conversation)
      set(.messageID, \.raw.message)
      set(.customerID, \.raw.customer)
      set(.authorID, \.raw.author)
      set(.channel, \.raw.channel)
      set(.topic, \.raw.topic)
      set(.language, \.raw.language)
      set(.actorID, \.actorID)
      set(.role, \.role)
      set(.type, \.type)
      set(.kind, \.kind)
      set(.visibility, \.visibility)
      set(.event, \.event)
      set(.actor, \.actor)
      // No string, but read from one.
      places[Int(NativeField.timestamp.rawValue)] = 1
    }

    deinit { places.deallocate() }

    @inline(__always)
    subscript(field: NativeField) -> Int { places[Int(field.rawValue)] }

    func set(_ field: NativeField, _ path: KeyPath<Fields, ByteSlice>) {
      // No field stands at 0: `kind` of the record does. Without an offset the slow way is taken.
      places[Int(field.rawValue)] = MemoryLayout<Fields>.offset(of: path) ?? 0
    }
  }
}

extension RawRecord.Flags {
  @inline(__always)
  mutating func set(_ flag: Self, _ isSet: Bool) {
    if isSet { insert(flag) } else { remove(flag) }
  }
}
