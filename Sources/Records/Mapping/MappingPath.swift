/// A place in a record: the subset of JSONPath (RFC 9535) that FORMATS 8.2 allows, and its words for XML.
package struct MappingPath: Sendable, Hashable {
  package enum Step: Sendable, Hashable {
    /// A member, or the elements of that name; in a namespace when `space` is given.
    case name([UInt8], space: [UInt8]?)
    /// An element of an array, or one of the elements of a name; negative counts from the end.
    case index(Int)
    case all
  }

  /// As written.
  package var text: String
  /// The line in the mapping file.
  package var line = 0
  /// It begins at the record (`^`) and not at the element (`$`).
  package var fromRecord = false
  package var steps: [Step] = []
  /// It ends in `text()`: all text in the element.
  package var isText = false

  package init(text: String) {
    self.text = text
  }
}

/// Why a path cannot be read.
package struct MappingPathError: Error {
  package var detail: String
  /// Where in the path, from 0, in characters.
  package var offset: Int
}

extension MappingPath {
  /// - Parameters:
  ///   - text: The path.
  ///   - namespaces: URIs by prefix; nil for what is no XML, where names may hold colons.
  /// - Throws: What is wrong and where.
  package init(parsing text: String, namespaces: [String: String]?) throws(MappingPathError) {
    self.init(text: text)
    let all = Array(text.unicodeScalars)
    var at = 0
    func fail(_ detail: String) -> MappingPathError { MappingPathError(detail: detail, offset: at) }
    guard let first = all.first, first == "$" || first == "^" else {
      throw fail("a path begins with $ (this element) or ^ (the record that holds it)")
    }
    fromRecord = first == "^"
    at = 1
    while at < all.count {
      guard !isText else { throw fail("nothing may follow text()") }
      if all[at] == "." {
        at += 1
        guard at < all.count, all[at] != "." else {
          throw fail("a name is missing; \"..\" is not part of this notation")
        }
        let isAttribute = all[at] == "@"
        if isAttribute { at += 1 }
        let start = at
        while at < all.count, all[at] != ".", all[at] != "[" { at += 1 }
        let name = String(String.UnicodeScalarView(all[start..<at]))
        guard !name.isEmpty else {
          at = start
          throw fail("a name is missing")
        }
        if name == "text()", !isAttribute {
          isText = true
        } else if name == "*" {
          throw fail("\"*\" stands in brackets only: [*]")
        } else {
          let (local, space) = try Self.resolve(name, namespaces, at: start)
          steps.append(.name(Array(((isAttribute ? "@" : "") + local).utf8), space: space))
        }
      } else if all[at] == "[" {
        guard let close = Self.closing(all, at) else { throw fail("\"[\" is never closed") }
        let inner = String(String.UnicodeScalarView(all[(at + 1)..<close]))
        if inner == "*" {
          steps.append(.all)
        } else if inner.count >= 2, let quote = inner.first, quote == "'" || quote == "\"",
          inner.last == quote
        {
          steps.append(.name(Array(inner.dropFirst().dropLast().utf8), space: nil))
        } else if let number = Int(inner), number >= -1, number < 1 << 30 {
          steps.append(.index(number))
        } else {
          throw fail("expected [*], [number], [-1] or ['name']")
        }
        at = close + 1
      } else {
        throw fail("expected \".\" or \"[\"")
      }
    }
    guard steps.count <= 64 else { throw fail("a path has at most 64 steps") }
  }

  private static func resolve(
    _ name: String,
    _ namespaces: [String: String]?,
    at offset: Int
  ) throws(MappingPathError) -> (String, [UInt8]?) {
    guard let namespaces, let colon = name.firstIndex(of: ":") else { return (name, nil) }
    let prefix = String(name[..<colon])
    let uri = prefix == "xml" ? "http://www.w3.org/XML/1998/namespace" : namespaces[prefix]
    guard let uri else {
      throw MappingPathError(
        detail: "the prefix \"\(prefix)\" is not in input.namespaces",
        offset: offset
      )
    }
    return (String(name[name.index(after: colon)...]), Array(uri.utf8))
  }

  /// The bracket that closes the one at `start`; brackets in quotes do not count.
  private static func closing(_ all: [Unicode.Scalar], _ start: Int) -> Int? {
    var quote: Unicode.Scalar?
    for index in (start + 1)..<Swift.max(all.count, start + 1) {
      if let open = quote {
        if all[index] == open { quote = nil }
      } else if all[index] == "'" || all[index] == "\"" {
        quote = all[index]
      } else if all[index] == "]" {
        return index
      }
    }
    return nil
  }

  /// For records: names and `[*]` only, which can be found while the text streams by.
  package var canBeStreamed: Bool {
    !fromRecord && !isText
      && steps.allSatisfy { step in
        switch step {
        case .name(let name, _): name.first != UInt8(ascii: "@")
        case .all: true
        case .index: false
        }
      }
  }

  /// The same path for the XML parser.
  package var xmlPath: XMLPath {
    XMLPath(
      steps.compactMap { step in
        guard case .name(let name, let space) = step else { return nil }
        return XMLPath.Step(
          String(decoding: name, as: UTF8.self),
          space: space.map { String(decoding: $0, as: UTF8.self) }
        )
      }
    )
  }
}
