/// The words of all phrases, numbered, so that a search compares small numbers.
///
/// Number 0 stands for every word that no phrase holds. The words to skip come first: they have the numbers
/// 1 to `skipCount`.
struct Vocabulary: ~Copyable, @unchecked Sendable {
  // Written only while the lexicon is built, then shared.

  /// Zeros are a free place.
  fileprivate struct Entry: BitwiseCopyable {
    var hash: UInt64 = 0
    /// 0 when the place is free.
    var number: UInt32 = 0
    /// The families that a word to skip shows by itself.
    var swearing: UInt32 = 0
  }

  /// By the top bits of the hash, at most half full.
  private var entries: UnsafeMutablePointer<Entry>
  private var shift: UInt64 = 49
  /// The hash of each number.
  private(set) var hashes: [UInt64] = [0]
  /// One more than the highest number.
  var count: Int { hashes.count }
  /// How many words are to be skipped.
  private(set) var skipCount = 0
  /// Of words to skip, what `Entry` holds.
  private var swearing: [UInt32] = [0]

  init() {
    entries = .zeroed(capacity: 1 << 15)
  }

  /// A vocabulary that is part of the program.
  init(_ image: inout TableImage.Reader) {
    let words = image.next(UInt64.self)
    while words.count > 1 << (63 - shift) { shift -= 1 }
    let capacity = 1 << (64 - Int(shift))
    entries = .zeroed(capacity: capacity)
    hashes = Array(words)
    swearing = Array(image.next(UInt32.self))
    skipCount = Int(image.next(UInt64.self)[0])
    for number in 1..<count { insert(hashes[number], UInt32(truncatingIfNeeded: number)) }
  }

  /// Writes what `init` reads.
  func write(to image: inout TableImage.Writer) {
    image.add(hashes, count)
    image.add(swearing, swearing.count)
    image.add([UInt64(skipCount)], 1)
  }

  deinit {
    entries.giveBack()
  }

  /// The number of a word, a new one if need be.
  mutating func number(of hash: UInt64) -> UInt32 {
    let known = view[hash]
    if known != 0 { return known }
    if count > 1 << (63 - shift) { grow() }
    let new = UInt32(truncatingIfNeeded: count)
    hashes.append(hash)
    insert(hash, new)
    return new
  }

  /// Adds a word to skip; all of them must come before the first other word.
  mutating func skip(_ hash: UInt64) {
    skipCount = max(skipCount, Int(number(of: hash)))
  }

  /// Whether a number is that of a word to skip.
  @inline(__always)
  func isSkipped(_ number: UInt32) -> Bool { number &- 1 < UInt32(truncatingIfNeeded: skipCount) }

  /// Notes what a word to skip shows by itself.
  mutating func note(_ families: UInt32, of number: UInt32) {
    while swearing.count <= Int(number) { swearing.append(0) }
    swearing[Int(number)] |= families
    let hash = hashes[Int(number)]
    let mask = 1 << (64 - Int(shift)) - 1
    var slot = Int(truncatingIfNeeded: hash >> shift)
    while entries[slot].number != number { slot = (slot + 1) & mask }
    entries[slot].swearing = swearing[Int(number)]
  }

  private func insert(_ hash: UInt64, _ number: UInt32) {
    let mask = 1 << (64 - Int(shift)) - 1
    var slot = Int(truncatingIfNeeded: hash >> shift)
    while entries[slot].number != 0 { slot = (slot + 1) & mask }
    let families = Int(number) < swearing.count ? swearing[Int(number)] : 0
    entries[slot] = Entry(hash: hash, number: number, swearing: families)
  }

  private mutating func grow() {
    entries.giveBack()
    shift -= 1
    let capacity = 1 << (64 - shift)
    entries = .zeroed(capacity: capacity)
    for number in 1..<count { insert(hashes[number], UInt32(truncatingIfNeeded: number)) }
  }

  /// Plain pointers, so that a search touches no reference count; valid while the vocabulary is.
  struct View {
    fileprivate let entries: UnsafePointer<Entry>
    fileprivate let shift: UInt64
    fileprivate let mask: Int
    let skipCount: UInt32

    /// The families that a word to skip shows by itself; nil when the word is none to skip.
    @inline(__always)
    func swearing(of hash: UInt64) -> UInt32? {
      var slot = Int(truncatingIfNeeded: hash &>> shift)
      while true {
        let entry = entries[slot]
        if entry.number == 0 { return nil }
        if entry.hash == hash { return entry.number &- 1 < skipCount ? entry.swearing : nil }
        slot = (slot &+ 1) & mask
      }
    }

    /// The number of a word, or 0.
    @inline(__always)
    subscript(hash: UInt64) -> UInt32 {
      var slot = Int(truncatingIfNeeded: hash &>> shift)
      while true {
        let entry = entries[slot]
        if entry.number == 0 || entry.hash == hash { return entry.number }
        slot = (slot &+ 1) & mask
      }
    }
  }

  var view: View {
    View(
      entries: entries,
      shift: shift,
      mask: 1 << (64 - Int(shift)) - 1,
      skipCount: UInt32(truncatingIfNeeded: skipCount)
    )
  }
}
