#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The keys of a message that was read before, in its order: exports write all their lines alike.
///
/// What stands between two values, from the comma to the colon, is compared as one piece.
struct RecordShape {
  /// What is done with a value.
  enum Kind {
    /// A string of the record, or a word that is looked at when the record ends.
    case string
    /// The same, or a number, which is kept as its text.
    case identifier
    case time
    /// Nobody reads it.
    case skip
  }

  struct Step {
    // What stands before the value, in three words.
    fileprivate var word0: UInt64 = 0
    fileprivate var word1: UInt64 = 0
    fileprivate var word2: UInt64 = 0
    fileprivate var mask0: UInt64 = 0
    fileprivate var mask1: UInt64 = 0
    fileprivate var mask2: UInt64 = 0
    /// Bytes before the value.
    var count = 0
    var kind = Kind.skip
    /// The slice goes to the words and not to the record.
    var isWord = false
    /// Where it goes, in bytes.
    var offset = 0
    /// The name of a field that Onpar does not know, and how many messages had it.
    var unknown: [UInt8]?
    var isUnknown = false
    var unknownCount = 0
    /// The length of the last string, and how many before it were as long.
    var length = -1
    var steadiness = 0
    /// From a string's opening quote to what follows its closing one, if it is as long as the last.
    var stride = 0
    var skip = SkipTemplate()

    /// Whether the piece stands here; 24 bytes are readable.
    @inline(__always)
    static func stands(
      _ step: UnsafeMutablePointer<Step>,
      _ at: UnsafePointer<UInt8>
    ) -> Bool {
      let text = UnsafeRawPointer(at)
      let first = (text.loadUnaligned(as: UInt64.self) ^ step.pointee.word0) & step.pointee.mask0
      let second =
        (text.loadUnaligned(fromByteOffset: 8, as: UInt64.self) ^ step.pointee.word1)
        & step.pointee.mask1
      let third =
        (text.loadUnaligned(fromByteOffset: 16, as: UInt64.self) ^ step.pointee.word2)
        & step.pointee.mask2
      return first | second | third == 0
    }
  }

  static let longestPiece = 24
  static let mostSteps = 32

  let steps: UnsafeMutablePointer<Step>
  private(set) var count = 0

  fileprivate init() {
    steps = .allocate(capacity: Self.mostSteps)
    steps.initialize(repeating: Step(), count: Self.mostSteps)
  }

  /// The fields that Onpar does not know, and how many messages of this shape had them.
  fileprivate var unknownCounts: [(name: String, count: Int)] {
    (0..<Self.mostSteps).compactMap { index in
      guard let name = steps[index].unknown, steps[index].unknownCount > 0 else { return nil }
      return (String(decoding: name, as: UTF8.self), steps[index].unknownCount)
    }
  }

  fileprivate func free() {
    steps.deinitialize(count: Self.mostSteps)
    steps.deallocate()
  }

  /// Learns from a message that was read without fault; false when it has something that shapes do not cover.
  fileprivate mutating func learn(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    _ fields: NativeFieldTable,
    nesting: inout [UInt64]
  ) -> Bool {
    count = 0
    // A shape never reads beyond its line: so neither its pieces nor what it skips may hold a line end.
    guard memchr(start, 0x0A, end - start) == nil else { return false }
    var scanner = JSONScanner(start, end)
    guard scanner.take(0x7B) else { return false }
    var piece = start
    var number = 0
    var met: UInt64 = 0
    repeat {
      guard number < Self.mostSteps, scanner.peek() == 0x22, let name = scanner.string(),
        !name.hasEscapes, scanner.take(0x3A)
      else { return false }
      _ = scanner.peek()
      guard scanner.position - piece <= Self.longestPiece,
        var step = Self.step(name.slice, fields.field(name.slice), &met)
      else { return false }
      step.count = scanner.position - piece
      var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
      var masks: (UInt64, UInt64, UInt64) = (0, 0, 0)
      withUnsafeMutableBytes(of: &words) { words in
        withUnsafeMutableBytes(of: &masks) { masks in
          for index in 0..<step.count {
            words[index] = piece[index]
            masks[index] = 0xFF
          }
        }
      }
      (step.word0, step.word1, step.word2) = words
      (step.mask0, step.mask1, step.mask2) = masks
      steps[number] = step
      number += 1
      guard scanner.skip(nesting: &nesting) else { return false }
      piece = scanner.position
    } while scanner.take(0x2C)
    count = number
    return true
  }

  /// What is done with a field; nil for those that shapes do not cover, and for a field that is given twice.
  private static func step(
    _ name: ByteSlice,
    _ field: NativeField,
    _ met: inout UInt64
  ) -> Step? {
    var step = Step()
    switch field {
    case .unknown:
      step.unknown = Array(name.buffer)
      step.isUnknown = true
      return step
    case .schema, .tags, .labels: return step
    case .timestamp: step.kind = .time
    default:
      guard let place = Self.place(field) else { return nil }
      (step.offset, step.isWord, step.kind) = place
    }
    guard met & 1 << UInt64(field.rawValue) == 0 else { return nil }
    met |= 1 << UInt64(field.rawValue)
    return step
  }

  private static func place(_ field: NativeField) -> (offset: Int, isWord: Bool, kind: Kind)? {
    func raw(_ path: KeyPath<RawRecord, ByteSlice>, _ kind: Kind = .string) -> (Int, Bool, Kind)? {
      MemoryLayout<RawRecord>.offset(of: path).map { ($0, false, kind) }
    }
    func word(_ path: KeyPath<RecordWords, ByteSlice>) -> (Int, Bool, Kind)? {
      MemoryLayout<RecordWords>.offset(of: path).map { ($0, true, .string) }
    }
    return switch field {
    case .text: raw(\.text)
    case .conversationID: raw(\.conversation, .identifier)
    case .messageID: raw(\.message, .identifier)
    case .customerID: raw(\.customer, .identifier)
    case .authorID: raw(\.author, .identifier)
    case .channel: raw(\.channel)
    case .topic: raw(\.topic)
    case .language: raw(\.language)
    case .role: word(\.role)
    case .type: word(\.type)
    case .kind: word(\.kind)
    case .visibility: word(\.visibility)
    default: nil
    }
  }
}

/// The words of a message that say how it is to be read.
struct RecordWords {
  var role = ByteSlice.absent
  var type = ByteSlice.absent
  var kind = ByteSlice.absent
  var visibility = ByteSlice.absent
}

/// A few shapes for lines, and as many for the items of whole conversations.
///
/// Exports have more than one when fields are left out where they would be empty.
struct RecordShapes: ~Copyable {
  static let count = 4

  private struct State {
    var recent = 0
    var oldest = 0
    var learnt = 0
    var hits = 0
    var misses = 0
  }

  private let shapes: UnsafeMutablePointer<RecordShape>
  // For lines and for items.
  private let states: UnsafeMutablePointer<State>
  let words: UnsafeMutablePointer<RecordWords>
  /// Counts of shapes that others have replaced.
  private let forgotten: UnsafeMutablePointer<UnknownFields>

  init() {
    shapes = .allocate(capacity: Self.count * 2)
    for index in 0..<Self.count * 2 { (shapes + index).initialize(to: RecordShape()) }
    states = .allocate(capacity: 2)
    states.initialize(repeating: State(), count: 2)
    words = .allocate(capacity: 1)
    words.initialize(to: RecordWords())
    forgotten = .allocate(capacity: 1)
    forgotten.initialize(to: UnknownFields())
  }

  deinit {
    for index in 0..<Self.count * 2 { shapes[index].free() }
    shapes.deallocate()
    states.deallocate()
    words.deallocate()
    forgotten.deinitialize(count: 1)
    forgotten.deallocate()
  }

  /// How many shapes there are to try.
  @inline(__always)
  func learnt(isItem: Bool) -> Int { states[isItem ? 1 : 0].learnt }

  /// The shape to try next, the most recent one first.
  @inline(__always)
  func shape(_ attempt: Int, isItem: Bool) -> UnsafeMutablePointer<RecordShape> {
    let kind = isItem ? 1 : 0
    return shapes + kind * Self.count + (states[kind].recent + attempt) % states[kind].learnt
  }

  /// The attempt was right.
  @inline(__always)
  func fits(_ attempt: Int, isItem: Bool) {
    let state = states + (isItem ? 1 : 0)
    if attempt > 0 {
      state.pointee.recent = (state.pointee.recent + attempt) % state.pointee.learnt
    }
    state.pointee.hits += 1
  }

  /// Fields that Onpar does not know, in messages that had a shape.
  var unknownFields: UnknownFields {
    var all = forgotten.pointee
    for index in 0..<Self.count * 2 { all.merge(shapes[index].unknownCounts) }
    return all
  }

  private func keepCounts(of shape: RecordShape) {
    forgotten.pointee.merge(shape.unknownCounts)
    for index in 0..<RecordShape.mostSteps { shape.steps[index].unknownCount = 0 }
  }

  /// Learns the shape of a message that no shape fitted.
  func learn(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    isItem: Bool,
    _ fields: NativeFieldTable,
    nesting: inout [UInt64]
  ) {
    let state = states + (isItem ? 1 : 0)
    state.pointee.misses += 1
    // Messages of ever changing shape are not learnt for ever.
    guard state.pointee.misses <= 64 + state.pointee.hits / 4 else { return }
    let place = state.pointee.oldest
    let shape = shapes + (isItem ? Self.count : 0) + place
    keepCounts(of: shape.pointee)
    guard shape.pointee.learn(start, end, fields, nesting: &nesting) else { return }
    state.pointee.oldest = (place + 1) % Self.count
    state.pointee.learnt = Swift.max(state.pointee.learnt, place + 1)
    state.pointee.recent = place
  }
}
