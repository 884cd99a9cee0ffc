/// Guesses each key of an object from the one before it: exports write their keys in the same order on every line.
///
/// A right guess costs a comparison of a few words instead of scanning, hashing and looking up the key. A wrong one
/// costs a comparison; the key is then read as if there were no guess, and remembered.
struct KeyGuesses: ~Copyable {
  /// A key with its quotes, its colon and the white space around them: at most 24 bytes, in three words.
  struct Key {
    fileprivate var word0: UInt64 = 0
    fileprivate var word1: UInt64 = 0
    fileprivate var word2: UInt64 = 0
    fileprivate var mask0: UInt64 = 0
    fileprivate var mask1: UInt64 = 0
    fileprivate var mask2: UInt64 = 0
    /// Bytes up to the value; 0 where there is no guess.
    var count = 0
    /// Where the name stands among them.
    var nameStart = 0
    var nameCount = 0
    var field = NativeField.unknown
  }

  /// Two guesses for each field; some fields are missing from some lines.
  private let keys: UnsafeMutablePointer<Key>
  /// Stands before the first key of an object.
  static let start = NativeField.allCases.count

  init() {
    keys = .allocate(capacity: (Self.start + 1) * 2)
    keys.initialize(repeating: Key(), count: (Self.start + 1) * 2)
  }

  deinit { keys.deallocate() }

  /// The key that stands at `at`; nil when it is none of the guesses.
  ///
  /// Good until the next call.
  @inline(__always)
  func key(
    after previous: Int,
    _ at: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> UnsafeMutablePointer<Key>? {
    let first = keys + previous * 2
    if Self.stands(first, at, end) { return first }
    guard Self.stands(first + 1, at, end) else { return nil }
    // The more recent one first.
    let other = first[0]
    first[0] = first[1]
    first[1] = other
    return first
  }

  @inline(__always)
  private static func stands(
    _ key: UnsafeMutablePointer<Key>,
    _ at: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> Bool {
    let text = UnsafeRawPointer(at)
    let count = key.pointee.count
    guard count > 0, end - at >= (count + 7) & ~7 else { return false }
    let difference = (text.loadUnaligned(as: UInt64.self) ^ key.pointee.word0) & key.pointee.mask0
    if difference != 0 { return false }
    if count <= 8 { return true }
    let second =
      (text.loadUnaligned(fromByteOffset: 8, as: UInt64.self) ^ key.pointee.word1)
      & key.pointee.mask1
    if second != 0 { return false }
    if count <= 16 { return true }
    let third =
      (text.loadUnaligned(fromByteOffset: 16, as: UInt64.self) ^ key.pointee.word2)
      & key.pointee.mask2
    return third == 0
  }

  /// Remembers a key that was read without a guess.
  ///
  /// `name` stands between its quotes, without escapes; `start` is behind the bracket or comma before it, `value` the
  /// first byte of its value.
  func learn(
    _ name: ByteSlice,
    from start: UnsafePointer<UInt8>,
    to value: UnsafePointer<UInt8>,
    _ field: NativeField,
    after previous: Int
  ) {
    guard let nameStart = name.start, value - start <= 24 else { return }
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    var masks: (UInt64, UInt64, UInt64) = (0, 0, 0)
    withUnsafeMutableBytes(of: &words) { words in
      withUnsafeMutableBytes(of: &masks) { masks in
        for index in 0..<value - start {
          words[index] = start[index]
          masks[index] = 0xFF
        }
      }
    }
    let first = keys + previous * 2
    first[1] = first[0]
    first[0] = Key(
      word0: words.0,
      word1: words.1,
      word2: words.2,
      mask0: masks.0,
      mask1: masks.1,
      mask2: masks.2,
      count: value - start,
      nameStart: nameStart - start,
      nameCount: name.count,
      field: field
    )
  }
}
