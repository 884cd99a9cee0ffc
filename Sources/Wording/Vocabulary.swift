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
  /// The hashes of all words, so that most others need no look at the entries, which no near cache can hold.
  private let filters: UnsafeMutablePointer<UInt64>
  /// Entries and filters are no part of the program, which must not be written to.
  private let isOwn: Bool
  private var shift: UInt64 = 49
  /// One more than the highest number.
  private(set) var count = 1
  /// How many words are to be skipped.
  private(set) var skipCount = 0

  init() {
    entries = .zeroed(capacity: 1 << 15)
    filters = .zeroed(capacity: Self.filterCount)
    isOwn = true
  }

  /// A vocabulary that is part of the program: it can be searched, and no word can be added.
  init(_ image: inout TableImage.Reader) {
    count = image.next(UInt64.self).count
    let table = image.next(Entry.self)
    precondition(table.count.nonzeroBitCount == 1)
    entries = table.start
    isOwn = false
    shift = UInt64(64 - table.count.trailingZeroBitCount)
    skipCount = Int(image.next(UInt64.self)[0])
    filters = image.next(UInt64.self).start
  }

  /// Writes what `init` reads, behind the hash of each number.
  func write(to image: inout TableImage.Writer) {
    image.add(hashes, count)
    image.add(entries, capacity)
    image.add([UInt64(skipCount)], 1)
    image.add(filters, Self.filterCount)
  }

  deinit {
    guard isOwn else { return }
    entries.giveBack()
    filters.giveBack()
  }

  private static let filterCount = 1 << 11

  @inline(__always)
  fileprivate static func filterIndex(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash &>> 53)
  }

  private var capacity: Int { 1 << (64 - Int(shift)) }

  /// The hash of each number.
  var hashes: [UInt64] {
    var hashes = [UInt64](repeating: 0, count: count)
    for slot in 0..<capacity { hashes[Int(entries[slot].number)] = entries[slot].hash }
    return hashes
  }

  /// The number of a word, a new one if need be.
  mutating func number(of hash: UInt64) -> UInt32 {
    let known = view[hash]
    if known != 0 { return known }
    precondition(isOwn)
    if count > 1 << (63 - shift) { grow() }
    let new = UInt32(truncatingIfNeeded: count)
    count += 1
    insert(Entry(hash: hash, number: new))
    filters[Self.filterIndex(hash)] |= HashFilter.bits(of: hash)
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
    // Looked for everywhere: there are a handful of such words.
    for slot in 0..<capacity where entries[slot].number == number {
      entries[slot].swearing |= families
    }
  }

  private func insert(_ entry: Entry) {
    let mask = capacity - 1
    var slot = Int(truncatingIfNeeded: entry.hash >> shift)
    while entries[slot].number != 0 { slot = (slot + 1) & mask }
    entries[slot] = entry
  }

  private mutating func grow() {
    let old = UnsafeMutableBufferPointer(start: entries, count: capacity)
    shift -= 1
    entries = .zeroed(capacity: capacity)
    for entry in old where entry.number != 0 { insert(entry) }
    old.baseAddress?.giveBack()
  }

  /// Plain pointers, so that a search touches no reference count; valid while the vocabulary is.
  struct View {
    fileprivate let entries: UnsafePointer<Entry>
    fileprivate let filters: UnsafePointer<UInt64>
    fileprivate let shift: UInt64
    fileprivate let mask: Int
    let skipCount: UInt32

    /// False for nearly all words that have no number.
    @inline(__always)
    func mayHold(_ hash: UInt64) -> Bool {
      HashFilter.mayHold(HashFilter.bits(of: hash), filters[Vocabulary.filterIndex(hash)]) != 0
    }

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
      filters: filters,
      shift: shift,
      mask: 1 << (64 - Int(shift)) - 1,
      skipCount: UInt32(truncatingIfNeeded: skipCount)
    )
  }
}
