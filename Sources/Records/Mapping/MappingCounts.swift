/// What a mapping met in the records, for the checks after reading (FORMATS 8.4).
///
/// Counted at nearly every value, hence in memory of its own: arrays would be checked each time for who else holds them.
final class MappingCounts {
  @exclusivity(unchecked) var records = 0
  @exclusivity(unchecked) var messages = 0
  @exclusivity(unchecked) var untimed = 0
  /// By role.
  let roles: UnsafeMutableBufferPointer<Int>
  /// By path: how often it led to something.
  let hits: UnsafeMutableBufferPointer<Int>
  /// By choice: how often one was made, and how often it was the last line.
  let choices: UnsafeMutableBufferPointer<(all: Int, otherwise: Int)>

  init(_ mapping: Mapping) {
    roles = .allocate(capacity: Role.allCases.count)
    roles.initialize(repeating: 0)
    hits = .allocate(capacity: mapping.paths.count)
    hits.initialize(repeating: 0)
    choices = .allocate(capacity: mapping.choices.count)
    choices.initialize(repeating: (0, 0))
  }

  deinit {
    roles.deallocate()
    hits.deallocate()
    choices.deallocate()
  }

  func add(_ other: MappingCounts) {
    records += other.records
    messages += other.messages
    untimed += other.untimed
    for index in roles.indices { roles[index] += other.roles[index] }
    for index in hits.indices { hits[index] += other.hits[index] }
    for index in choices.indices {
      choices[index].all += other.choices[index].all
      choices[index].otherwise += other.choices[index].otherwise
    }
  }

  /// Choices whose `else` is the usual case: most messages are public, most elements no event.
  static let usual = ["event", "actor", "visibility", "kind"]

  /// Share of a choice's uses above which its `else` is told.
  static let elseLimit = 0.2

  func remarks(_ mapping: Mapping) -> [String] {
    guard records > 0, !mapping.isShipped else { return [] }
    var result: [(line: Int, text: String)] = []
    for (index, path) in mapping.paths.enumerated() where hits[index] == 0 {
      result.append((path.line, "\(path.text) never led to a value"))
    }
    for (index, choice) in mapping.choices.enumerated() {
      let (all, otherwise) = choices[index]
      guard !Self.usual.contains(choice.name), all > 0,
        Double(otherwise) > Self.elseLimit * Double(all)
      else { continue }
      result.append(
        (choice.line, "\(choice.name): else was taken for \(otherwise) of \(all) values")
      )
    }
    var texts = result.sorted { ($0.line, $0.text) < ($1.line, $1.text) }.map {
      "\(mapping.file):\($0.line): \($0.text)"
    }
    if !mapping.messages.isEmpty {
      if messages == 0 {
        texts.append("\(mapping.file): no message was found in \(records) records")
      } else {
        for role in [Role.customer, .bot, .human] where roles[Int(role.rawValue)] == 0 {
          texts.append("\(mapping.file): no message has the role \(role.name)")
        }
      }
      if untimed > 0 {
        texts.append("\(mapping.file): \(untimed) of \(messages) messages have no time")
      }
    }
    return texts
  }
}
