/// Keeps copies of records until the others they belong with have come.
///
/// For formats that spread one conversation over files or streams whose meaning depends on each other: tickets and
/// users, recordings and their details. What is kept are the bytes of the records, one behind the other, and 48 bytes
/// for each; formats whose records stand alone never use it. The order of inputs changes nothing: groups and their
/// records are handed out by their place in the input.
package struct Gatherer {
  private struct Piece: BitwiseCopyable {
    let position: UInt64
    /// When a loader saw it, in milliseconds since 1970; 0 without one.
    let emitted: Int64
    let start: UnsafePointer<UInt8>
    let count: Int
    let group: Int32
    /// What sort of record it is; the reader's own numbers.
    let sort: UInt8
  }

  private var pieces: [Piece] = []
  /// Numbers of groups by key; the bytes of keys lie in the arenas.
  private var groups: [Key: Int32] = [:]
  private var keyOf: [Key] = []
  private var arenas = [Arena()]

  package init() {}

  package var isEmpty: Bool { pieces.isEmpty }

  /// Keeps a record under the key that its conversation has in all records.
  package mutating func keep(_ record: TreeNode, sort: UInt8, under key: ByteSlice, _ out: Emitter)
  {
    let json = record.json
    let bytes: UnsafeRawBufferPointer
    if json.isAbsent {
      bytes = record.asJSON.withUnsafeBytes { arenas[0].keep($0) }
    } else {
      bytes = arenas[0].keep(json.buffer)
    }
    guard let start = bytes.baseAddress else { return }
    pieces.append(
      Piece(
        position: out.position,
        emitted: out.emitted.isKnown ? out.emitted.instant.milliseconds : 0,
        start: start.assumingMemoryBound(to: UInt8.self),
        count: bytes.count,
        group: group(of: key.buffer),
        sort: sort
      )
    )
  }

  /// The number of a key's group, which is made when it is new.
  private mutating func group(of key: UnsafeRawBufferPointer) -> Int32 {
    if let known = groups[Key(bytes: key)] { return known }
    let kept = Key(bytes: arenas[0].keep(key))
    let number = Int32(truncatingIfNeeded: keyOf.count)
    groups[kept] = number
    keyOf.append(kept)
    return number
  }

  /// The keys of all groups.
  package var keys: [[UInt8]] { keyOf.map { Array($0.bytes) } }

  package func has(_ key: [UInt8]) -> Bool {
    key.withUnsafeBytes { groups[Key(bytes: $0)] != nil }
  }

  /// Takes groups of another gatherer into the groups that `place` names, which gives nil for those to leave out.
  package mutating func adopt(
    _ other: Gatherer,
    _ place: (_ key: [UInt8], _ own: Gatherer) -> [UInt8]?
  ) {
    let numbers = other.keys.map { key in
      place(key, self).map { own in own.withUnsafeBytes { group(of: $0) } }
    }
    arenas += other.arenas
    for piece in other.pieces {
      guard let number = numbers[Int(piece.group)] else { continue }
      pieces.append(
        Piece(
          position: piece.position,
          emitted: piece.emitted,
          start: piece.start,
          count: piece.count,
          group: number,
          sort: piece.sort
        )
      )
    }
  }

  package mutating func absorb(_ other: Gatherer) { adopt(other) { key, _ in key } }

  /// Hands out each group: its key, and its records as trees, by the time a loader saw them and their place in the
  /// input.
  package func each(_ out: Emitter, _ body: (ByteSlice, [(sort: UInt8, record: TreeNode)]) -> Void)
  {
    var places = [UInt64](repeating: .max, count: keyOf.count)
    for piece in pieces {
      places[Int(piece.group)] = Swift.min(places[Int(piece.group)], piece.position)
    }
    // Records of one line share their place.
    let order = keyOf.indices.sorted {
      places[$0] == places[$1] ? keyOf[$0] < keyOf[$1] : places[$0] < places[$1]
    }
    var rank = [Int32](repeating: 0, count: order.count)
    for (number, group) in order.enumerated() { rank[group] = Int32(truncatingIfNeeded: number) }
    // Stable: what shares its place and its time stays in the order in which it came.
    let sorted = pieces.sorted {
      let (left, right) = (rank[Int($0.group)], rank[Int($1.group)])
      return left == right
        ? ($0.emitted, $0.position) < ($1.emitted, $1.position) : left < right
    }
    var at = 0
    var records: [(sort: UInt8, record: TreeNode)] = []
    while at < sorted.count {
      let group = Int(sorted[at].group)
      out.go(to: places[group])
      records.removeAll(keepingCapacity: true)
      while at < sorted.count, Int(sorted[at].group) == group {
        let piece = sorted[at]
        // Texts point into the arenas, which outlive the call.
        let record = try? out.store.parseJSON(piece.start, piece.start + piece.count)
        records.append((piece.sort, record ?? .absent))
        at += 1
      }
      body(out.batch.keep(keyOf[group].bytes), records)
      out.flush()
    }
  }
}

extension Gatherer {
  /// Bytes as a key; they lie in an arena, or with whoever asks.
  private struct Key: Hashable, Comparable {
    let bytes: UnsafeRawBufferPointer

    func hash(into hasher: inout Hasher) { hasher.combine(bytes: bytes) }

    static func == (left: Key, right: Key) -> Bool {
      left.bytes.count == right.bytes.count && left.bytes.elementsEqual(right.bytes)
    }

    static func < (left: Key, right: Key) -> Bool {
      left.bytes.lexicographicallyPrecedes(right.bytes)
    }
  }

  /// Memory for bytes that stay where they are.
  private final class Arena {
    private var chunks: [UnsafeMutableRawBufferPointer] = []
    private var used = 0

    deinit { for chunk in chunks { chunk.deallocate() } }

    func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
      if (chunks.last?.count ?? 0) - used < bytes.count || chunks.isEmpty {
        // Chunks grow with what is kept, so that small exports cost little.
        let size = Swift.min(1 << 20, (16 << 10) << Swift.min(chunks.count, 10))
        chunks.append(.allocate(byteCount: Swift.max(size, bytes.count), alignment: 16))
        used = 0
      }
      let room = UnsafeMutableRawBufferPointer(
        rebasing: chunks[chunks.count - 1][used..<used + bytes.count]
      )
      room.copyMemory(from: bytes)
      used += bytes.count
      return UnsafeRawBufferPointer(room)
    }
  }
}
