/// The words of all phrases, numbered, so that a search compares small numbers.
///
/// Number 0 stands for every word that no phrase holds. The words to skip come first: they have the numbers
/// 1 to `skipCount`.
struct Vocabulary: ~Copyable, @unchecked Sendable {
  // Written only while the lexicon is built, then shared.

  /// Hashes by their top bits, at most half full; the number at the same place says whether a place is taken.
  private var hashes: UnsafeMutablePointer<UInt64>
  private var numbers: UnsafeMutablePointer<UInt32>
  private var shift: UInt64 = 51
  /// One more than the highest number.
  private(set) var count = 1
  /// How many words are to be skipped.
  private(set) var skipCount = 0

  init() {
    hashes = .allocate(capacity: 1 << 13)
    hashes.initialize(repeating: 0, count: 1 << 13)
    numbers = .allocate(capacity: 1 << 13)
    numbers.initialize(repeating: 0, count: 1 << 13)
  }

  deinit {
    hashes.deallocate()
    numbers.deallocate()
  }

  /// The number of a word, a new one if need be.
  mutating func number(of hash: UInt64) -> UInt32 {
    let known = view[hash]
    if known != 0 { return known }
    if count > 1 << (63 - shift) { grow() }
    let new = UInt32(truncatingIfNeeded: count)
    count += 1
    insert(hash, new)
    return new
  }

  /// Adds a word to skip; all of them must come before the first other word.
  mutating func skip(_ hash: UInt64) {
    skipCount = max(skipCount, Int(number(of: hash)))
  }

  private func insert(_ hash: UInt64, _ number: UInt32) {
    let mask = 1 << (64 - Int(shift)) - 1
    var slot = Int(truncatingIfNeeded: hash >> shift)
    while numbers[slot] != 0 { slot = (slot + 1) & mask }
    hashes[slot] = hash
    numbers[slot] = number
  }

  private mutating func grow() {
    let capacity = 1 << (64 - shift)
    let (oldHashes, oldNumbers) = (hashes, numbers)
    shift -= 1
    hashes = .allocate(capacity: 2 * capacity)
    hashes.initialize(repeating: 0, count: 2 * capacity)
    numbers = .allocate(capacity: 2 * capacity)
    numbers.initialize(repeating: 0, count: 2 * capacity)
    for slot in 0..<capacity where oldNumbers[slot] != 0 {
      insert(oldHashes[slot], oldNumbers[slot])
    }
    oldHashes.deallocate()
    oldNumbers.deallocate()
  }

  /// Plain pointers, so that a search touches no reference count; valid while the vocabulary is.
  struct View {
    fileprivate let hashes: UnsafePointer<UInt64>
    fileprivate let numbers: UnsafePointer<UInt32>
    fileprivate let shift: UInt64
    fileprivate let mask: Int
    let count: Int
    let skipCount: UInt32

    /// The number of a word, or 0.
    @inline(__always)
    subscript(hash: UInt64) -> UInt32 {
      var slot = Int(truncatingIfNeeded: hash &>> shift)
      while true {
        let number = numbers[slot]
        if number == 0 || hashes[slot] == hash { return number }
        slot = (slot &+ 1) & mask
      }
    }
  }

  var view: View {
    View(
      hashes: hashes,
      numbers: numbers,
      shift: shift,
      mask: 1 << (64 - Int(shift)) - 1,
      count: count,
      skipCount: UInt32(truncatingIfNeeded: skipCount)
    )
  }
}
