package import ByteStreams
import Diagnostics
package import Records

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Tells files apart by their real path.
package enum FileIdentity {
  package static func path(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}

/// Why a mapping's side file cannot be used.
package struct SideFileError: Error, CustomStringConvertible {
  package var description: String
}

/// Reads the side files that mappings look things up in.
package enum SideFiles {
  /// Bytes of the largest side file.
  package static let sizeLimit = 512 << 20

  /// Fills the joins of mappings; gives the real path of each file with the name of its mapping.
  package static func load(
    _ mappings: inout [Mapping],
    limits: StreamLimits = StreamLimits(),
    sizeLimit: Int = SideFiles.sizeLimit
  ) throws -> [String: String] {
    var paths: [String: String] = [:]
    for index in mappings.indices {
      for number in mappings[index].joins.indices {
        guard let file = mappings[index].joins[number].file else { continue }
        let path = beside(mappings[index].file, file)
        paths[FileIdentity.path(path)] = mappings[index].name
        let (text, raw) = try bytes(path, limits, sizeLimit)
        mappings[index].joins[number].table = try table(mappings[index], number, path, text, raw)
      }
    }
    return paths
  }

  private static func beside(_ mapping: String, _ file: String) -> String {
    guard !file.hasPrefix("/"), let slash = mapping.lastIndex(of: "/") else { return file }
    return mapping[...slash] + file
  }

  private static func table(
    _ mapping: Mapping,
    _ number: Int,
    _ path: String,
    _ text: [UInt8],
    _ raw: [UInt8]
  ) throws -> SideTable {
    let table = SideTable()
    let reader = MappedReader(mapping)
    let out = Emitter(batch: RecordBatch(), authors: .none, zone: .utc) { _ in }
    func fail(_ detail: String) -> SideFileError {
      SideFileError(
        description: "\(path): \(detail); mapping \(mapping.name) looks things up in it"
      )
    }
    func add(_ record: TreeNode) {
      table.add(record, under: reader.key(of: record, join: number, out))
    }
    let join = mapping.joins[number]
    if raw.first(where: { $0 > 0x20 && $0 < 0x80 }) == 0x3C {
      let xml = XMLTreeReader(records: join.records.xmlPath, store: table.store)
      raw.withUnsafeBytes { xml.consume($0) { record, _, _ in add(record) } }
      xml.finish { record, _, _ in add(record) }
      if let problem = xml.takeProblems().first { throw fail(problem.detail) }
      return table
    }
    let first = text.first { $0 > 0x20 } ?? 0
    guard first == 0x7B || first == 0x5B else {
      let dialect = text.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.flatMap { CSVDialect.found(in: $0, $0 + bytes.count) }
      }
      guard let dialect else { throw fail("expected JSON, XML or CSV") }
      let csv = CSVReader(dialect, store: table.store)
      text.withUnsafeBytes { csv.consume($0) { row, _ in add(row) } }
      csv.finish { row, _ in add(row) }
      if csv.takeFaults().first != nil { throw fail("the CSV is broken") }
      return table
    }
    let whole = table.store.parseJSON(copying: text)
    if whole.isAbsent {
      // Not one value: one a line.
      for line in text.split(separator: 0x0A) where line.contains(where: { $0 > 0x20 }) {
        let node = table.store.parseJSON(copying: Array(line))
        guard !node.isAbsent else { throw fail("expected JSON") }
        reader.each(of: node, join: number, out, add)
      }
    } else {
      reader.each(of: whole, join: number, out, add)
    }
    return table
  }

  /// The whole file, as text and as it stands.
  private static func bytes(
    _ path: String,
    _ limits: StreamLimits,
    _ sizeLimit: Int
  ) throws -> (text: [UInt8], raw: [UInt8]) {
    guard let input = resolveInputs([path]).inputs.first else {
      throw SideFileError(description: "\(path): the side file of a mapping is not there")
    }
    func read(_ handling: TextHandling) throws -> [UInt8] {
      var result: [UInt8] = []
      do throws(StreamError) {
        var reader = try ByteReader(input, limits: limits)
        reader.handle(handling)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 4096)
        defer { buffer.deallocate() }
        while case let count = try reader.read(into: buffer), count > 0 {
          result += buffer[0..<count]
          if result.count > sizeLimit { break }
        }
      } catch {
        throw SideFileError(description: "\(path): \(error.problem(input: 0).detail)")
      }
      guard result.count <= sizeLimit else {
        throw SideFileError(description: "\(path): a side file may have \(sizeLimit) bytes")
      }
      return result
    }
    let text = try read(.jsonText)
    let isXML = text.first { $0 > 0x20 } == 0x3C
    return (text, isXML ? try read(.asIs) : [])
  }
}
