package import Diagnostics

/// What a facts file cannot show in its rows, because the records are gone: it stands in a line of its own.
package struct FactFileCounts: Sendable, Equatable {
  /// A problem as the report words it, with the name of its input.
  package struct Noted: Sendable, Equatable {
    package var file: String
    package var problem: Problem

    package init(file: String, problem: Problem) {
      self.file = file
      self.problem = problem
    }
  }

  /// What was computed; of several files the core if one of them holds no more.
  package var metrics = MetricSelection.all
  /// Conversations dropped because another record had their id.
  package var duplicateConversations = 0
  /// Records used when the exports were read.
  package var recordsUsed = 0
  /// What was set aside then.
  package var setAside: [ProblemKind: Int] = [:]
  /// Messages by role, in the order of `Role`.
  package var roles: [Int] = []
  /// Fields that Onpar does not know.
  package var unknownFields: [String: Int] = [:]
  package var unknownValues: [String: Int] = [:]
  package var replacedSequences = 0
  package var oddNumbers = 0
  /// The phrase lists that read the words; several when files were written by different versions.
  package var lexicons: Set<String> = []
  /// Fingerprints of the keys under which customers are named; none for ids as they are.
  package var keys: Set<String> = []
  /// The first problems.
  package var problems: [Noted] = []

  package init() {}

  /// Adds the counts of another file.
  package mutating func add(_ other: Self) {
    if other.metrics == .core { metrics = .core }
    duplicateConversations &+= other.duplicateConversations
    recordsUsed &+= other.recordsUsed
    for (kind, count) in other.setAside { setAside[kind, default: 0] &+= count }
    for (index, count) in other.roles.enumerated() {
      if index == roles.count { roles.append(0) }
      roles[index] &+= count
    }
    for (name, count) in other.unknownFields { unknownFields[name, default: 0] &+= count }
    for (name, count) in other.unknownValues { unknownValues[name, default: 0] &+= count }
    replacedSequences &+= other.replacedSequences
    oddNumbers &+= other.oddNumbers
    lexicons.formUnion(other.lexicons)
    keys.formUnion(other.keys)
    problems += other.problems
  }
}
