/// What a mapping met in the records, for the checks after reading (FORMATS 8.4).
package struct MappingCounts {
  var records = 0
  var messages = 0
  var untimed = 0
  /// By role.
  var roles = [Int](repeating: 0, count: Role.allCases.count)
  /// By path: how often it led to something.
  var hits: [Int]
  var choices: [(all: Int, otherwise: Int)]

  init(_ mapping: Mapping) {
    hits = [Int](repeating: 0, count: mapping.paths.count)
    choices = [(all: Int, otherwise: Int)](repeating: (0, 0), count: mapping.choices.count)
  }

  mutating func add(_ other: MappingCounts) {
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
