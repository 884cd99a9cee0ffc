import Columnar
import TestSupport

/// A cell as a test names it.
enum Cell: Equatable {
  case null
  case text(String)
  case time(Int64)
  case truth(Bool)
  case whole(Int)
  case real(Double)
}

extension ColumnBatch {
  mutating func append(_ row: [Cell]) {
    for (column, cell) in zip(layout.columns, row) {
      switch (column.kind, cell) {
      case (.text, .text(let value)): text(value)
      case (.text, _): text(String?.none)
      case (.time, .time(let value)): time(value)
      case (.time, _): time(nil)
      case (.truth, .truth(let value)): truth(value)
      case (.truth, _): truth(nil)
      case (.whole, .whole(let value)): whole(value)
      case (.whole, _): whole(nil)
      case (.real, .real(let value)): real(value)
      case (.real, _): real(nil)
      }
    }
    endRow()
  }
}

/// One column of each kind.
let everyKind = ColumnLayout(
  columns: [
    .init("name", .text), .init("time", .time), .init("known", .truth), .init("count", .whole),
    .init("share", .real),
  ],
  notes: [.init("made.by", "hand"), .init("leer", "")]
)

let fewRows: [[Cell]] = [
  [.text("Käthe"), .time(1_772_445_600_000), .truth(true), .whole(3), .real(0.25)],
  [.null, .null, .null, .null, .null],
  [.text(""), .time(-1), .truth(false), .whole(.min), .real(-0.5)],
]

/// The bytes of a file whose batches end behind these numbers of rows.
func file(
  _ shape: TableFile.Shape,
  _ rows: [[Cell]],
  _ layout: ColumnLayout = everyKind,
  cuts: [Int]
) -> [UInt8] {
  var file = TableFile(shape, layout)
  var bytes = file.head
  for (start, end) in zip([0] + cuts, cuts + [rows.count]) where start < end {
    var batch = ColumnBatch(layout)
    for row in rows[start..<end] { batch.append(row) }
    bytes += file.placed(file.encoded(batch))
  }
  return bytes + file.end
}

func inventedRows(_ count: Int, _ random: inout SeededRandom) -> [[Cell]] {
  (0..<count).map { _ in
    let words = ["", "a", "Straße", "日本", String(repeating: "x", count: 200), "=1+1"]
    let row: [Cell] = [
      .text(words.randomElement(using: &random) ?? ""),
      .time(Int64(truncatingIfNeeded: random.next())), .truth(Bool.random(using: &random)),
      .whole(Int(truncatingIfNeeded: random.next())),
      .real([0, -1.5, 1e300, .infinity].randomElement(using: &random) ?? 0),
    ]
    let share = Int.random(in: 0...3, using: &random)
    return row.map { Int.random(in: 0..<3, using: &random) < share ? $0 : .null }
  }
}
