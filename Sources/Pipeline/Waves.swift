/// Rows that are made into one piece.
///
/// Pieces are cut by position, never by worker.
private let rowsOfPiece = 4_096

/// Makes pieces of many rows at the same time and hands them on in order, a few at a time.
///
/// What waits is bounded: one piece for each worker. Without rows there is one empty piece.
func inWaves<Piece: Sendable>(
  of count: Int,
  jobs: Int,
  _ make: @escaping @Sendable (Range<Int>) -> Piece,
  then take: (Piece) -> Void
) async {
  var start = 0
  repeat {
    let first = start
    let pieces = min(max(1, jobs), max(1, (count - first + rowsOfPiece - 1) / rowsOfPiece))
    let wave = await inParts(of: pieces, jobs: jobs) { range in
      range.map { place in
        let from = first + place * rowsOfPiece
        return make(from..<min(from + rowsOfPiece, count))
      }
    }
    for piece in wave { take(piece) }
    start += pieces * rowsOfPiece
  } while start < count
}
