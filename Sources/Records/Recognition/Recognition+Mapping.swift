extension Recognition {
  /// Whether a text says how it is encoded: by a byte order mark, zero bytes, or the declaration of XML.
  package static func tellsItsEncoding(_ head: UnsafeRawBufferPointer) -> Bool {
    let first = head.prefix(4)
    if first.starts(with: [0xEF, 0xBB, 0xBF]) || first.starts(with: [0xFF, 0xFE])
      || first.starts(with: [0xFE, 0xFF]) || first.contains(0)
    {
      return true
    }
    guard let base = head.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
    let start = ByteSlice(start: base, count: Swift.min(head.count, 256)).trimmed
    guard start.hasPrefix("<?xml"), let end = start.range(of: "?>") else { return false }
    return start[0..<end].contains("encoding")
  }

  /// Whether a mapping is for this input, and how its records are found in it.
  ///
  /// Without `match` it is for every input of its kind: who names a mapping file means it.
  package static func mapped(
    by mapping: Mapping,
    _ head: UnsafeRawBufferPointer,
    isWhole: Bool
  ) -> Recognition? {
    let beginning = Beginning(head, isWhole: isWhole, store: TreeStore())
    // Nodes do not keep the store.
    defer { withExtendedLifetime(beginning) {} }
    return mapped(by: mapping, beginning)
  }

  /// Whether a mapping with these signs can be for an input: false where its keys are not there.
  ///
  /// Asked of the signs alone, since whoever is given a mapping as a whole copies it.
  static func mayBeMapped(by matches: [MappingMatch], _ beginning: Beginning) -> Bool {
    guard beginning.isJSON, !matches.isEmpty else { return true }
    return matches.contains { match in
      match.root == nil
        && (0...deepestRecord).contains { beginning.mayHaveRecord($0, for: match) }
    }
  }

  static func mapped(by mapping: Mapping, _ beginning: Beginning) -> Recognition? {
    if beginning.isXML { return mappedXML(mapping, beginning.head, beginning.store) }
    switch beginning.first {
    case 0 where beginning.start == beginning.end: return nil
    case 0x7B, 0x5B, 0x1E: return mappedJSON(mapping, beginning)
    default: return mappedRows(mapping, beginning.start, beginning.end)
    }
  }

  private static func why(_ mapping: Mapping, _ sign: String) -> String {
    "the mapping " + mapping.name + (sign.isEmpty ? "" : ": " + sign)
  }

  private static func mappedXML(
    _ mapping: Mapping,
    _ head: UnsafeRawBufferPointer,
    _ store: TreeStore
  ) -> Recognition? {
    guard mapping.kind == nil || mapping.kind == .xml else { return nil }
    return withRoot(of: head, store) { root in
      guard
        let sign = sign(
          of: mapping,
          { match in
            if let wanted = match.root {
              let name = wanted.name.map { Array($0.utf8) } ?? []
              let space = wanted.space.map { Array($0.utf8) }
              guard root.key.buffer.elementsEqual(name),
                space.map({ root.namespace.buffer.elementsEqual($0) }) ?? true
              else { return false }
            }
            return match.keys.allSatisfy { root.has($0) }
          }
        )
      else { return nil }
      return .recognised(
        container: .elements(mapping.records.xmlPath),
        format: mapping.format,
        why: why(mapping, sign)
      )
    }
  }

  private static func mappedJSON(_ mapping: Mapping, _ beginning: Beginning) -> Recognition? {
    guard mapping.kind == nil || mapping.kind == .json || mapping.kind == .jsonl else {
      return nil
    }
    let found = sign(of: mapping) { match in
      guard match.root == nil else { return false }
      // One is enough: beside the records a page may hold other lists.
      return (0...deepestRecord).contains { beginning.hasRecord($0, for: match) }
    }
    guard let sign = found else { return nil }
    let (samples, areLines, _) = beginning.top
    let areManyLines = areLines && (samples.count > 1 || mapping.kind == .jsonl)
    // A list of records is streamed record by record, also where the path only says `$`.
    if mapping.records.steps.isEmpty, samples.first?.isArray == true, !areManyLines {
      return .recognised(
        container: .path([nil]),
        format: mapping.format,
        why: why(mapping, sign)
      )
    }
    // What comes with Onpar is matched by fields of the record: it may also stand in the list of a page.
    if mapping.isShipped, mapping.records.steps.isEmpty, !areManyLines,
      let array = beginning.page(with: mapping.matches)
    {
      return .recognised(
        container: .path([array, nil]),
        format: mapping.format,
        why: why(mapping, sign)
      )
    }
    let steps = mapping.records.steps.map { step -> [UInt8]? in
      if case .name(let name, _) = step { return name }
      return nil
    }
    return .recognised(
      container: areManyLines && mapping.kind != .json ? .lines : .path(steps),
      format: mapping.format,
      why: why(mapping, sign)
    )
  }

  private static func mappedRows(
    _ mapping: Mapping,
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> Recognition? {
    // Any text might be CSV: it must be said, or shown by the headings.
    guard mapping.kind == .csv || (mapping.kind == nil && !mapping.matches.isEmpty) else {
      return nil
    }
    let rules = mapping.csv
    guard
      var dialect = rules.separator.map({ CSVDialect(separator: $0, quote: rules.quote) })
        ?? CSVDialect.found(in: start, end, quote: rules.quote)
    else { return nil }
    dialect.hasHeader = rules.hasHeader
    let (_, headings) = topRows(start, end, dialect, TreeStore())
    let found = sign(of: mapping) { match in
      match.root == nil && match.keys.allSatisfy { headings.contains($0) }
    }
    guard let sign = found else { return nil }
    return .recognised(
      container: .rows(dialect),
      format: mapping.format,
      why: why(mapping, sign)
    )
  }

  /// What makes a mapping the right one, in words; nil when it is not, empty when it asks for nothing.
  private static func sign(of mapping: Mapping, _ holds: (MappingMatch) -> Bool) -> String? {
    guard !mapping.matches.isEmpty else { return "" }
    return mapping.matches.first(where: holds)?.sign
  }
}
