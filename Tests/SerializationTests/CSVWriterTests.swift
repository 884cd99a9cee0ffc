import Serialization
import TestSupport
import Testing

/// Reads RFC 4180 text, written here on its own so that the writer is tested against another's rules.
private func rows(_ text: String) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var field: [UInt8] = []
  var quoted = false
  let bytes = Array(text.utf8)
  var index = 0
  func end() { row.append(String(decoding: field, as: UTF8.self)) }
  while index < bytes.count {
    let byte = bytes[index]
    index += 1
    if quoted {
      guard byte == UInt8(ascii: "\"") else {
        field.append(byte)
        continue
      }
      if index < bytes.count, bytes[index] == byte {
        field.append(byte)
        index += 1
      } else {
        quoted = false
      }
      continue
    }
    switch byte {
    case UInt8(ascii: "\"") where field.isEmpty: quoted = true
    case UInt8(ascii: ","):
      end()
      field = []
    case 13 where index < bytes.count && bytes[index] == 10:
      index += 1
      end()
      field = []
      rows.append(row)
      row = []
    default: field.append(byte)
    }
  }
  return rows
}

private func written(_ values: [String?]) -> String {
  var writer = CSVWriter(header: [])
  for value in values { writer.text(value) }
  writer.endRow()
  return String(decoding: writer.bytes.dropFirst(2), as: UTF8.self)
}

struct CSVWriterTests {
  @Test(arguments: [
    ("a", "a"), ("", ""), ("a b", "a b"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
    ("\"", "\"\"\"\""),
    ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""), ("a\r\nb", "\"a\r\nb\""), ("a;b'c", "\"a;b'c\""),
    ("a\tb", "\"a\tb\""),
    ("grüße 😀", "grüße 😀"),
  ])
  func `a field is quoted only where it must be`(value: String, field: String) {
    #expect(written([value, "x"]) == field + ",x\r\n")
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+49 30", "'+49 30"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"),
    ("\tx", "\"'\tx\""),
    ("\rx", "\"'\rx\""), ("\n=1", "\"'\n'=1\""), ("=\"a\",\"b\"", "\"'=\"\"a\"\",\"\"b\"\"\""),
    ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠a", "'＠a"), ("a=1", "a=1"), ("1-2", "1-2"),
    (" =1", "' =1"), ("\u{200B}=1", "'\u{200B}=1"), ("\u{FEFF}@a", "'\u{FEFF}@a"),
    ("\u{A0}\u{FE0F}+1", "'\u{A0}\u{FE0F}+1"), ("\u{FE66}1", "'\u{FE66}1"),
    // Where cells are parted at a semicolon or a tab, quotes in the middle of a line part nothing.
    ("a;=1+1;b", "\"a;'=1+1;b\""), ("a\t=1+1\tb", "\"a\t'=1+1\tb\""),
    ("a\n -1", "\"a\n' -1\""), ("a;\"=1\"", "\"a;'\"\"=1\"\"\""), (";;=1", "\";;'=1\""),
    ("a; b-c", "\"a; b-c\""), ("  ", "  "), ("'=1", "'=1"),
  ])
  func `text that a spreadsheet would run gets an apostrophe`(value: String, field: String) {
    #expect(written([value, "x"]) == field + ",x\r\n")
  }

  @Test func `numbers stay numbers and absent ones stay empty`() {
    var writer = CSVWriter(header: ["a", "b,c", "=d"])
    writer.number(-1)
    writer.number(-0.5)
    writer.number(nil as Int?)
    writer.number(nil as Double?)
    writer.number(Double.nan)
    writer.number(1e10)
    writer.text(nil)
    writer.endRow()
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == "a,\"b,c\",'=d\r\n-1,-0.5,,,,10000000000,\r\n"
    )
  }

  @Test(arguments: 1...10)
  func `any text comes back from a reader`(seed: Int) {
    var random = SeededRandom(seed)
    let alphabet = Array("\"\",,\r\n;a é😀=+-@'\t ".unicodeScalars)
    var table: [[String]] = []
    var writer = CSVWriter(header: ["h", "i", "j"])
    for _ in 0..<50 {
      let row = (0..<3).map { _ in
        var text = ""
        for _ in 0..<random.below(7) { text.unicodeScalars.append(random.pick(alphabet)) }
        return text
      }
      table.append(row)
      for value in row { writer.text(value) }
      writer.endRow()
    }
    let read = rows(String(decoding: writer.bytes, as: UTF8.self))
    #expect(read.count == table.count + 1)
    for (got, wanted) in zip(read.dropFirst(), table) {
      #expect(got.count == 3)
      for (field, value) in zip(got, wanted) {
        let apostrophe = UInt8(ascii: "'")
        #expect(field.utf8.filter { $0 != apostrophe } == value.utf8.filter { $0 != apostrophe })
        if let first = field.utf8.first { #expect(!"\t\r\n".utf8.contains(first)) }
        // As a spreadsheet sees it that parts cells at a comma, and one that does at a semicolon or a tab.
        for cell in [Array(field.utf8)[...]]
          + field.utf8.split(whereSeparator: { ";\t\r\n".utf8.contains($0) }).map({ Array($0)[...] }
          )
        {
          let first = cell.first { !" \"".utf8.contains($0) }
          #expect(first.map { !"=+-@".utf8.contains($0) } ?? true, "\(value) as \(field)")
        }
      }
    }
  }
}
