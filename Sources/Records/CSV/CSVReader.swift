/// Reads CSV pushed in pieces of any size: each row becomes an object of strings, named by the headings.
///
/// RFC 4180: fields in quotes may hold separators, line ends and doubled quotes. Beside it: other separators, any
/// line end, a quote inside an unquoted field as itself, rows that are too short. Rows with more fields than headings
/// and rows over the limits are set aside.
package final class CSVReader {
  package typealias Taker = (_ row: TreeNode, _ line: Int) -> Void

  package enum Fault: Equatable {
    case tooManyFields(found: Int, expected: Int)
    case overLimit
    /// The text ends inside a field in quotes.
    case endsInQuotes
  }

  package let dialect: CSVDialect
  private let store: TreeStore
  private let limits: CSVLimits
  /// Names of the columns, as they stay for the store's life.
  private var columns: [ByteSlice]?
  /// What was wrong, with the line on which the row began, from 1.
  package private(set) var faults: [(fault: Fault, line: Int)] = []
  package private(set) var rows = 0

  // The row that is open
  private let bytes = XMLBytes(capacity: 16 << 10)
  private var ends: [Int] = []
  private var state = State.fieldStart
  private var isTooLong = false
  private var line = 1
  private var rowLine = 1
  private var lastWasReturn = false

  private enum State { case fieldStart, plain, quoted, quoteInQuoted }

  package init(_ dialect: CSVDialect, store: TreeStore, limits: CSVLimits = CSVLimits()) {
    self.dialect = dialect
    self.store = store
    self.limits = limits
  }

  /// Takes a piece of text in UTF-8; `body` gets each row that it completes.
  package func consume(_ piece: UnsafeRawBufferPointer, _ body: Taker) {
    guard let base = piece.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    let end = base + piece.count
    var at = base
    while at < end {
      // A stretch of ordinary bytes is taken at once.
      if state == .plain || state == .quoted {
        let start = at
        if state == .quoted {
          while at < end, at.pointee != dialect.quote {
            if at.pointee == 0x0A { line += 1 }
            at += 1
          }
        } else {
          while at < end, at.pointee != dialect.separator, at.pointee != 0x0A, at.pointee != 0x0D {
            at += 1
          }
        }
        add(start, at - start)
        guard at < end else { return }
      }
      let byte = at.pointee
      at += 1
      take(byte, body)
    }
  }

  /// Takes the end of the text.
  package func finish(_ body: Taker) {
    if state == .quoted {
      faults.append((.endsInQuotes, rowLine))
      return
    }
    if !ends.isEmpty || bytes.count > 0 || state != .fieldStart { endRow(body) }
  }

  package func takeFaults() -> [(fault: Fault, line: Int)] {
    defer { faults.removeAll(keepingCapacity: true) }
    return faults
  }

  /// The headings, once the first row has been read.
  package var headings: [ByteSlice] { columns ?? [] }

  private func take(_ byte: UInt8, _ body: Taker) {
    switch state {
    case .quoted:
      state = .quoteInQuoted
      return
    case .quoteInQuoted where byte == dialect.quote:
      add(byte)
      state = .quoted
      return
    case .fieldStart where byte == dialect.quote:
      state = .quoted
      lastWasReturn = false
      return
    default: break
    }
    if byte == dialect.separator {
      if ends.count < limits.fields { ends.append(bytes.count) } else { isTooLong = true }
      state = .fieldStart
      lastWasReturn = false
    } else if byte == 0x0A, lastWasReturn {
      // The second half of CRLF.
      lastWasReturn = false
      line += 1
      rowLine = line
    } else if byte == 0x0A || byte == 0x0D {
      lastWasReturn = byte == 0x0D
      if byte == 0x0A { line += 1 }
      if ends.isEmpty, bytes.count == 0, state == .fieldStart {
        // A blank line is no row.
        isTooLong = false
      } else {
        endRow(body)
      }
      rowLine = line
    } else {
      lastWasReturn = false
      add(byte)
      // Text behind a closing quote belongs to the field.
      state = .plain
    }
  }

  private func add(_ byte: UInt8) {
    withUnsafePointer(to: byte) { add($0, 1) }
  }

  private func add(_ start: UnsafePointer<UInt8>, _ count: Int) {
    guard !isTooLong, count > 0 else { return }
    let field = bytes.count - (ends.last ?? 0) + count
    guard field <= limits.fieldBytes, bytes.count + count <= limits.rowBytes else {
      isTooLong = true
      return
    }
    bytes.append(start, count)
  }

  private func endRow(_ body: Taker) {
    ends.append(bytes.count)
    defer {
      bytes.removeAll()
      ends.removeAll(keepingCapacity: true)
      state = .fieldStart
      isTooLong = false
    }
    guard !isTooLong else { return faults.append((.overLimit, rowLine)) }
    guard let columns else {
      name()
      if !dialect.hasHeader { endRowOfValues(body) }
      return
    }
    guard ends.count <= columns.count else {
      // Some writers end each row with a separator.
      if ends.count == columns.count + 1, ends[ends.count - 1] == ends[ends.count - 2] {
        ends.removeLast()
        return endRowOfValues(body)
      }
      let fault = Fault.tooManyFields(found: ends.count, expected: columns.count)
      return faults.append((fault, rowLine))
    }
    endRowOfValues(body)
  }

  private func name() {
    var start = 0
    var names: [ByteSlice] = []
    for (number, end) in ends.enumerated() {
      var name = dialect.hasHeader ? Array(bytes.buffer[start..<end]) : Array("\(number + 1)".utf8)
      if number == 0, name.starts(with: [0xEF, 0xBB, 0xBF]) { name.removeFirst(3) }
      while let last = name.last, last <= 0x20 { name.removeLast() }
      names.append(store.intern(Array(name.drop { $0 <= 0x20 })))
      start = end
    }
    columns = names
  }

  private func endRowOfValues(_ body: Taker) {
    guard let columns, let row = store.append(.object, key: .absent) else {
      return faults.append((.overLimit, rowLine))
    }
    let room = store.reserve(Swift.max(bytes.count, 1))
    if let source = bytes.buffer.baseAddress {
      UnsafeMutableRawPointer(room).copyMemory(from: source, byteCount: bytes.count)
    }
    var start = 0
    for (number, end) in ends.enumerated() {
      guard let index = store.append(.string, key: columns[number], in: row) else {
        return faults.append((.overLimit, rowLine))
      }
      store.space.pointee.items[index].text = (UnsafePointer(room + start), end - start)
      start = end
    }
    store.space.pointee.items[row].next = Int32(truncatingIfNeeded: store.space.pointee.count)
    rows += 1
    body(store.node(row), rowLine)
  }
}
