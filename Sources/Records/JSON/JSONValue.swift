/// A JSON value as a tree: for small documents of our own, and the reference that the fast decoder is tested against.
package enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  package struct Member: Sendable, Equatable {
    package var key: String
    package var value: JSONValue

    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }
}

/// Why a text is no JSON value.
package enum JSONError: Error, Equatable {
  /// The grammar is broken at this byte, from 0.
  case malformed(byte: Int)
  /// Deeper than `JSONValue.depthLimit`.
  case tooDeep
}

extension JSONValue {
  /// Nesting above which a tree is refused.
  ///
  /// The fast decoder skips unmapped values at any depth.
  package static let depthLimit = 256

  /// Parses exactly one value with white space around it.
  ///
  /// Of repeated keys all are kept, in order.
  package static func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONValue {
    guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
      throw .malformed(byte: 0)
    }
    var scanner = JSONScanner(start, start + bytes.count)
    let value = try value(&scanner, start, depth: 0)
    guard scanner.peek() == 0, scanner.position == scanner.end else {
      throw .malformed(byte: scanner.position - start)
    }
    return value
  }

  package static func parse(_ text: [UInt8]) throws(JSONError) -> JSONValue {
    var result: Result<JSONValue, JSONError> = .failure(.malformed(byte: 0))
    text.withUnsafeBytes { bytes in
      do throws(JSONError) { result = .success(try parse(bytes)) } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  private static func value(
    _ scanner: inout JSONScanner,
    _ start: UnsafePointer<UInt8>,
    depth: Int
  ) throws(JSONError) -> JSONValue {
    guard depth < depthLimit else { throw .tooDeep }
    switch scanner.peek() {
    case 0x22: return .string(try text(&scanner, start))
    case 0x7B:
      scanner.position += 1
      var members: [Member] = []
      if scanner.take(0x7D) { return .object(members) }
      repeat {
        _ = scanner.peek()
        let key = try text(&scanner, start)
        guard scanner.take(0x3A) else { throw .malformed(byte: scanner.position - start) }
        members.append(Member(key: key, value: try value(&scanner, start, depth: depth + 1)))
      } while scanner.take(0x2C)
      guard scanner.take(0x7D) else { throw .malformed(byte: scanner.position - start) }
      return .object(members)
    case 0x5B:
      scanner.position += 1
      var elements: [JSONValue] = []
      if scanner.take(0x5D) { return .array(elements) }
      repeat {
        elements.append(try value(&scanner, start, depth: depth + 1))
      } while scanner.take(0x2C)
      guard scanner.take(0x5D) else { throw .malformed(byte: scanner.position - start) }
      return .array(elements)
    default:
      if scanner.literal("true") { return .bool(true) }
      if scanner.literal("false") { return .bool(false) }
      if scanner.nullWord() { return .null }
      guard let slice = scanner.number(), let digits = slice.string else {
        throw .malformed(byte: scanner.position - start)
      }
      if let integer = Int64(digits) { return .integer(integer) }
      // Beyond the range of a double the text still is a number; it reads as infinity.
      return .number(Double(digits) ?? (digits.hasPrefix("-") ? -.infinity : .infinity))
    }
  }

  private static func text(
    _ scanner: inout JSONScanner,
    _ start: UnsafePointer<UInt8>
  ) throws(JSONError) -> String {
    guard let text = scanner.string() else { throw .malformed(byte: scanner.position - start) }
    guard text.hasEscapes else { return text.slice.string ?? "" }
    return String(unsafeUninitializedCapacity: Swift.max(text.slice.count, 1)) { buffer in
      // A capacity of at least one always has a base address.
      buffer.baseAddress.map { unescape(text.slice, into: $0) } ?? 0
    }
  }
}

extension JSONValue {
  /// The last value of a key, as JSON readers commonly take it; nil when absent or not an object.
  package subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  package var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  package var integer: Int64? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  package var double: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  package var bool: Bool? {
    guard case .bool(let flag) = self else { return nil }
    return flag
  }

  package var array: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  package var isNull: Bool { self == .null }
}
