package import ByteStreams
import Records

/// Summaries as one: the units of all of them, by id.
///
/// A union does not care in which order its parts come, how they were grouped, or how often a part is there. That is
/// what makes merging associative, commutative and idempotent.
package struct SummaryUnion {
  /// What came together.
  package struct Tally: Sendable, Equatable {
    package var units = 0
    /// Units that were there once more, with the same content.
    package var again = 0
  }

  package let head: SummaryHead
  private let names: [String]
  private let readers: [SummaryReader]

  /// A conversation is a line, and may be longer than any message.
  private static let limits = StreamLimits(maxLineBytes: 1 << 30)

  /// Opens summaries.
  ///
  /// - Throws: What is no summary, or cannot stand beside the others.
  package init(
    _ inputs: [Input],
    hash: ContentHash
  ) throws(SummaryFault) {
    var readers: [SummaryReader] = []
    for input in inputs { readers.append(try SummaryReader(input, Self.limits, hash)) }
    guard let head = readers.first?.head else { throw SummaryFault("there is no summary") }
    for (reader, input) in zip(readers, inputs) {
      if let difference = head.difference(from: reader.head) {
        throw SummaryFault(
          "\(inputs[0].path) and \(input.path) cannot stand together: \(difference). Make both in one manner"
        )
      }
    }
    self.head = head
    self.readers = readers
    names = inputs.map(\.path)
  }

  /// Gives every unit once, by id.
  func each(_ take: (SummarySection) throws(SummaryFault) -> Void) throws(SummaryFault) -> Tally {
    var tally = Tally()
    while let id = readers.compactMap(\.section?.id).min() {
      var taken: (section: SummarySection, name: String)?
      for (reader, name) in zip(readers, names) where reader.section?.id == id {
        guard let section = reader.section else { continue }
        if let taken {
          guard taken.section.sha256 == section.sha256 else {
            throw SummaryFault(
              "unit \(id) has one content in \(taken.name) and another in \(name): the file has changed "
                + "between two readings. Summarize it once more"
            )
          }
          tally.again += 1
        } else {
          taken = (section, name)
          tally.units += 1
          try take(section)
        }
        try reader.advance()
      }
    }
    return tally
  }

  /// Writes the union as a summary.
  ///
  /// - Parameters:
  ///   - plan: The units that there should be; nil where nobody says.
  ///   - write: Takes the parts of the file.
  /// - Returns: What came together.
  /// - Throws: What cannot be brought together; then the file is not whole.
  package func write(
    against plan: PlannedUnits?,
    to write: (_ part: [UInt8]) -> Void
  ) throws(SummaryFault) -> Tally {
    write(head.line)
    var ids: Set<String> = []
    let tally = try each { section in
      ids.insert(section.id)
      write(section.bytes)
    }
    if let fault = plan?.fault(having: ids) { throw fault }
    write(SummarySection.end(units: tally.units))
    return tally
  }
}

/// The units of a plan, against which parts are held.
package struct PlannedUnits: Sendable {
  private var paths: [String: String] = [:]
  /// On disk, by id; nil of pipes.
  private(set) var sizes: [String: Int?] = [:]
  private let name: String

  /// - Throws: What is no plan.
  package init(_ bytes: [UInt8], name: String) throws(SummaryFault) {
    self.name = name
    let store = TreeStore()
    let plan = store.parseJSON(copying: bytes)
    guard plan["schema"].equals("onpar-plan/1"), plan["units"].isArray else {
      throw SummaryFault("\(name) is no plan; expected what `onpar plan --json` prints")
    }
    for unit in plan["units"].children {
      guard let id = unit["id"].text.string else {
        throw SummaryFault("\(name) is no plan: a unit has no id")
      }
      paths[id] = unit["path"].text.string ?? ""
      sizes[id] = .some(unit["bytes"].integer.map { Int($0) })
    }
  }

  /// What is missing or too much; nil when nothing is.
  func fault(having ids: Set<String>) -> SummaryFault? {
    let missing = paths.filter { !ids.contains($0.key) }.sorted { $0.key < $1.key }
    if let first = missing.first {
      return SummaryFault(
        "\(missing.count) of \(paths.count) units of \(name) are missing, the first of them \(first.key) (\(first.value))"
      )
    }
    let strange = ids.filter { paths[$0] == nil }.sorted()
    return strange.first.map {
      SummaryFault("\(strange.count) units are not in \(name), the first of them \($0)")
    }
  }
}
