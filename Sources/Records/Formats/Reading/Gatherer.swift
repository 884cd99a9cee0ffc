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
    let bytes: [UInt8]
  }

  private var groups: [[UInt8]: [Piece]] = [:]

  package init() {}

  package var isEmpty: Bool { groups.isEmpty }

  /// Keeps a record under the key that its conversation has in all records.
  package mutating func keep(_ record: TreeNode, sort: UInt8, under key: ByteSlice, _ out: Emitter)
  {
    let piece = Piece(sort: sort, position: out.position, bytes: Array(record.json.buffer))
    groups[Array(key.buffer), default: []].append(piece)
  }

  package mutating func absorb(_ other: Gatherer) {
    groups.merge(other.groups) { $0 + $1 }
  }

  /// Hands out each group: its key, and its records as trees, by their place in the input.
  package func each(_ out: Emitter, _ body: (ByteSlice, [(sort: UInt8, record: TreeNode)]) -> Void)
  {
    let ordered = groups.map { key, pieces in
      (key: key, pieces: pieces.sorted { $0.position < $1.position })
    }.sorted { ($0.pieces[0].position, $0.key.count) < ($1.pieces[0].position, $1.key.count) }
    for (key, pieces) in ordered {
      out.go(to: pieces[0].position)
      let records = pieces.map { ($0.sort, out.store.parseJSON(copying: $0.bytes)) }
      key.withUnsafeBytes { body(out.batch.keep($0), records) }
      out.flush()
    }
  }
}
