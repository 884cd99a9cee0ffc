/// Keeps copies of records until the others they belong with have come.
///
/// For formats that spread one conversation over files or streams whose meaning depends on each other: tickets and
/// users, recordings and their details. What is kept are the bytes of the records, so that memory is the size of
/// those records; formats whose records stand alone never use it. The order of inputs changes nothing: groups and
/// their records are handed out by their place in the input.
package struct Gatherer {
  package struct Piece {
    /// What sort of record it is; the reader's own numbers.
    package let sort: UInt8
    let position: UInt64
    /// When a loader saw it, in milliseconds since 1970; 0 without one.
    let emitted: Int64
    let bytes: [UInt8]
  }

  private var groups: [[UInt8]: [Piece]] = [:]

  package init() {}

  package var isEmpty: Bool { groups.isEmpty }

  /// Keeps a record under the key that its conversation has in all records.
  package mutating func keep(_ record: TreeNode, sort: UInt8, under key: ByteSlice, _ out: Emitter)
  {
    let json = record.json
    let piece = Piece(
      sort: sort,
      position: out.position,
      emitted: out.emitted.isKnown ? out.emitted.instant.milliseconds : 0,
      bytes: json.isAbsent ? record.asJSON : Array(json.buffer)
    )
    groups[Array(key.buffer), default: []].append(piece)
  }

  /// The keys of all groups.
  package var keys: [[UInt8]] { Array(groups.keys) }

  package func has(_ key: [UInt8]) -> Bool { groups[key] != nil }

  /// Takes one group of another gatherer into the group of a key of this one.
  package mutating func adopt(_ key: [UInt8], of other: Gatherer, as own: [UInt8]) {
    groups[own, default: []] += other.groups[key] ?? []
  }

  package mutating func absorb(_ other: Gatherer) {
    groups.merge(other.groups) { $0 + $1 }
  }

  /// Hands out each group: its key, and its records as trees, by the time a loader saw them and their place in the
  /// input.
  package func each(_ out: Emitter, _ body: (ByteSlice, [(sort: UInt8, record: TreeNode)]) -> Void)
  {
    let ordered = groups.map { key, pieces in
      (
        key: key,
        place: pieces.lazy.map(\.position).min() ?? 0,
        pieces: pieces.sorted { ($0.emitted, $0.position) < ($1.emitted, $1.position) }
      )
    }.sorted {
      // Records of one line share their place.
      $0.place == $1.place ? $0.key.lexicographicallyPrecedes($1.key) : $0.place < $1.place
    }
    for (key, place, pieces) in ordered {
      out.go(to: place)
      let records = pieces.map { ($0.sort, out.store.parseJSON(copying: $0.bytes)) }
      key.withUnsafeBytes { body(out.batch.keep($0), records) }
      out.flush()
    }
  }
}
