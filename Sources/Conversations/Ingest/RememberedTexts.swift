import Records
import Signals
import Wording

/// Texts that came before, with what was read in them; one per worker.
///
/// Bots repeat themselves letter for letter: of the replies of bots in production three of four and more are repeated
/// (Docs/Decisions.md). What is read depends on a text and its side alone, so that nothing is found that reading it again
/// would not find, whatever is remembered.
struct RememberedTexts: ~Copyable {
  /// What is known of a text.
  struct Reading {
    var summary = TextSummary()
    /// What detectors see in its wording; kept only of customers' messages that were judged.
    var wording: MessageModel.Wording?
  }

  /// A text as it lies in memory; its tokens and its bytes follow.
  private struct Place {
    var reading: Reading
    var tokenCount: Int32
    var textCount: Int32
  }

  /// Longer texts, and such of more tokens, are read each time.
  private static let longestText = 640
  private static let mostTokens = 80
  private static let placeBytes = 1_024
  private static let tokensOffset = 64
  private static let textOffset = tokensOffset + 4 * mostTokens
  private static let placeBits: UInt64 = 12
  private static let sightingBits: UInt64 = 14
  /// Texts after which it is asked anew whether looking them up is worth while.
  static let window = 4_096
  /// Looking a text up takes about a seventh of the time of reading it: of fewer than these in a window, nothing is gained.
  private static let fewestFound = window / 8
  /// For how many windows nothing is looked up then.
  private static let pause = 7

  /// By the top bits of the hash: the hash of the text that lies there; 0 is free.
  private let hashes: UnsafeMutablePointer<UInt64>
  /// Texts that were met once, by other bits of their hashes: only a text that comes again is worth its place.
  private let sightings: UnsafeMutablePointer<UInt32>
  private var places: UnsafeMutableRawPointer
  private var isLooking = true
  /// Texts until it is asked anew, and how many of the last ones were found.
  private var left = Self.window
  private var found = 0

  init() {
    let count = 1 << Int(Self.placeBits)
    hashes = .allocate(capacity: count)
    hashes.initialize(repeating: 0, count: count)
    sightings = .allocate(capacity: 1 << Int(Self.sightingBits))
    sightings.initialize(repeating: 0, count: 1 << Int(Self.sightingBits))
    places = Self.room()
    precondition(MemoryLayout<Place>.size <= Self.tokensOffset)
  }

  /// Forgets all texts and gives their memory back.
  mutating func removeAll() {
    hashes.update(repeating: 0, count: 1 << Int(Self.placeBits))
    sightings.update(repeating: 0, count: 1 << Int(Self.sightingBits))
    places.deallocate()
    places = Self.room()
  }

  /// Memory that nothing is written to is not taken.
  private static func room() -> UnsafeMutableRawPointer {
    .allocate(byteCount: placeBytes << Int(placeBits), alignment: 64)
  }

  deinit {
    hashes.deallocate()
    sightings.deallocate()
    places.deallocate()
  }

  /// What the next text is looked up by; 0 when it is not looked up, because it is too long or few texts come again.
  @inline(__always)
  mutating func nextKey(_ text: ByteSlice, _ side: TextSide) -> UInt64 {
    if left == 0 { decide() }
    left &-= 1
    return isLooking ? Self.key(text, side) : 0
  }

  /// Decides about the next windows.
  @inline(never)
  private mutating func decide() {
    isLooking = !isLooking || found >= Self.fewestFound
    left = isLooking ? Self.window : Self.pause * Self.window
    found = 0
  }

  /// What a text is looked up by; 0 when it is too long to be remembered.
  @inline(__always)
  static func key(_ text: ByteSlice, _ side: TextSide) -> UInt64 {
    guard text.count <= longestText else { return 0 }
    let hash = ByteHash.short(text)
    // Bots and people are read alike, customers otherwise.
    return side == .customer ? hash : ~hash | 1
  }

  /// The place of a text that is remembered; -1 for every other.
  @inline(__always)
  mutating func find(_ key: UInt64, _ text: ByteSlice) -> Int {
    let number = Int(truncatingIfNeeded: key &>> (64 &- Self.placeBits))
    guard key != 0, hashes[number] == key else { return -1 }
    let place = places + number &* Self.placeBytes
    let kept = (place + Self.textOffset).assumingMemoryBound(to: UInt8.self)
    guard Int(place.assumingMemoryBound(to: Place.self).pointee.textCount) == text.count,
      let start = text.start, ByteSlice.areEqual(start, kept, text.count)
    else { return -1 }
    found &+= 1
    return number
  }

  /// What was read in the text of a place.
  @inline(__always)
  func reading(_ number: Int) -> UnsafeMutablePointer<Reading> {
    (places + number &* Self.placeBytes).assumingMemoryBound(to: Reading.self)
  }

  /// Its tokens, good until the next text is kept.
  @inline(__always)
  func tokens(_ number: Int) -> UnsafeBufferPointer<UInt32> {
    let place = places + number &* Self.placeBytes
    return UnsafeBufferPointer(
      start: (place + Self.tokensOffset).assumingMemoryBound(to: UInt32.self),
      count: Int(place.assumingMemoryBound(to: Place.self).pointee.tokenCount)
    )
  }

  /// Keeps a text that was not found, if it came before.
  @inline(__always)
  func keep(
    _ key: UInt64,
    _ text: ByteSlice,
    _ reading: Reading,
    _ tokens: UnsafeBufferPointer<UInt32>
  ) {
    guard key != 0 else { return }
    let sighting = Int(truncatingIfNeeded: key &>> 32) & (1 &<< Int(Self.sightingBits) &- 1)
    let sign = UInt32(truncatingIfNeeded: key)
    guard sightings[sighting] == sign else {
      sightings[sighting] = sign
      return
    }
    put(key, text, reading, tokens)
  }

  @inline(never)
  private func put(
    _ key: UInt64,
    _ text: ByteSlice,
    _ reading: Reading,
    _ tokens: UnsafeBufferPointer<UInt32>
  ) {
    guard tokens.count <= Self.mostTokens, let start = text.start else { return }
    let number = Int(truncatingIfNeeded: key >> (64 - Self.placeBits))
    let place = places + number * Self.placeBytes
    place.bindMemory(to: Place.self, capacity: 1).initialize(
      to: Place(
        reading: reading,
        tokenCount: Int32(truncatingIfNeeded: tokens.count),
        textCount: Int32(truncatingIfNeeded: text.count)
      )
    )
    if let first = tokens.baseAddress {
      (place + Self.tokensOffset).bindMemory(to: UInt32.self, capacity: tokens.count)
        .initialize(from: first, count: tokens.count)
    }
    (place + Self.textOffset).bindMemory(to: UInt8.self, capacity: text.count)
      .initialize(from: start, count: text.count)
    hashes[number] = key
  }
}
