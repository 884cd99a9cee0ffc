/// One copy of a conversation, as an export held it.
///
/// To the store its content is bytes; beside them stand the columns by which it is found, compared and erased.
package struct HistoryRow: Sendable, Equatable {
  /// The word for its format.
  package var format: String
  package var id: String
  /// The customer's pseudonym.
  package var customer: String?
  /// The id of the conversation that it continues.
  package var parent: String?
  /// Times in milliseconds since 1970; nil when unknown.
  package var updated: Int?
  package var first: Int?
  package var last: Int?
  /// Messages and events.
  package var entries: Int
  /// The export it stood in.
  package var file: String
  package var line: Int
  /// The version of the description of facts by which the content is written.
  package var facts: Int
  package let content: [UInt8]
  /// A number that tells two contents apart and shows damage.
  package let digest: Int

  package init(
    format: String,
    id: String,
    customer: String? = nil,
    parent: String? = nil,
    updated: Int? = nil,
    first: Int? = nil,
    last: Int? = nil,
    entries: Int = 0,
    file: String = "",
    line: Int = 0,
    facts: Int,
    content: [UInt8]
  ) {
    self.format = format
    self.id = id
    self.customer = customer
    self.parent = parent
    self.updated = updated
    self.first = first
    self.last = last
    self.entries = entries
    self.file = file
    self.line = line
    self.facts = facts
    self.content = content
    digest = Self.digest(of: content)
  }

  /// The digest of some content; stored, so it never changes.
  ///
  /// FNV-1a of Fowler, Noll and Vo over words of eight bytes, with a last mixing; no protection against intent.
  private static func digest(of bytes: [UInt8]) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    bytes.withUnsafeBytes { buffer in
      var place = 0
      while place + 8 <= buffer.count {
        let word = buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        hash = (hash ^ UInt64(littleEndian: word)) &* 0x0000_0100_0000_01B3
        hash ^= hash >> 29
        place += 8
      }
      while place < buffer.count {
        hash = (hash ^ UInt64(buffer[place])) &* 0x0000_0100_0000_01B3
        place += 1
      }
    }
    hash = (hash ^ UInt64(bytes.count)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }
}

/// What decides which of two copies of a conversation is newer.
///
/// Whatever the order in which copies come, the same one is kept.
struct CopyRank {
  var facts: Int
  var updated: Int?
  var last: Int?
  var entries: Int
  var file: String
  var line: Int
  var digest: Int

  init(_ row: HistoryRow) {
    facts = row.facts
    updated = row.updated
    last = row.last
    entries = row.entries
    file = row.file
    line = row.line
    digest = row.digest
  }

  init(
    facts: Int,
    updated: Int?,
    last: Int?,
    entries: Int,
    file: String,
    line: Int,
    digest: Int
  ) {
    self.facts = facts
    self.updated = updated
    self.last = last
    self.entries = entries
    self.file = file
    self.line = line
    self.digest = digest
  }

  /// Whether the content is newer, before anybody asks where it stood.
  ///
  /// Nil when nothing in it tells which is.
  func isNewer(than other: Self) -> Bool? {
    let mine = (facts, updated ?? .min, last ?? .min, entries)
    let theirs = (other.facts, other.updated ?? .min, other.last ?? .min, other.entries)
    return mine == theirs ? nil : mine > theirs
  }

  /// Positive when it stood later, by the name of the file, then its path, then the line (METRICS 1.3); 0 for one place.
  func place(comparedTo other: Self) -> Int {
    let (mine, theirs) = (Self.key(file), Self.key(other.file))
    if mine.name != theirs.name {
      return theirs.name.lexicographicallyPrecedes(mine.name) ? 1 : -1
    }
    if mine.path != theirs.path {
      return theirs.path.lexicographicallyPrecedes(mine.path) ? 1 : -1
    }
    return line == other.line ? 0 : line > other.line ? 1 : -1
  }

  private static func key(_ file: String) -> (name: [UInt8], path: [UInt8]) {
    let path = Array(file.utf8)
    return (Array(path.split(separator: 0x2F).last ?? []), path)
  }
}
