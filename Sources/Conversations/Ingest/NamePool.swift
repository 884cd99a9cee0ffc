import Records

/// Names that occur again and again, such as topics: each is held in memory once, and known by a number.
///
/// As with ids, names are told apart by the 96 bits of `ByteHash`.
struct NamePool {
  private struct Recent {
    var hash = ByteHash(hash: 0, check: 0)
    var code: Int32 = -1
  }

  private var names: [String] = []
  private var codes: [ByteHash: Int32] = [:]
  /// The last name of each of 256 kinds: most exports have few names.
  private var recent = [Recent](repeating: Recent(), count: 256)

  /// The number of a name; -1 when absent.
  mutating func code(_ bytes: ByteSlice) -> Int32 {
    guard bytes.start != nil else { return -1 }
    let hash = ByteHash(bytes)
    let place = Int(truncatingIfNeeded: hash.hash & 255)
    if recent[place].hash == hash { return recent[place].code }
    let new = Int32(truncatingIfNeeded: names.count)
    let code = codes[hash] ?? new
    if code == new {
      codes[hash] = new
      names.append(bytes.string ?? "")
    }
    recent[place] = Recent(hash: hash, code: code)
    return code
  }

  /// The bytes as text, bad ones replaced; nil when absent.
  mutating func name(_ bytes: ByteSlice) -> String? {
    let code = code(bytes)
    return code < 0 ? nil : names[Int(code)]
  }

  /// Good as long as the pool and until a name is added.
  var view: NamesView { NamesView(start: names.withUnsafeBufferPointer { $0.baseAddress }) }
}

/// The names of a `NamePool`, for reading them elsewhere.
struct NamesView {
  fileprivate let start: UnsafePointer<String>?

  /// The name, bad bytes replaced; nil for -1.
  @inline(__always)
  subscript(code: Int32) -> String? {
    guard code >= 0, let start else { return nil }
    return start[Int(code)]
  }
}
