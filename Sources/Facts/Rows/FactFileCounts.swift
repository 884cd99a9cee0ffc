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
  /// With which options the exports were read; several when files were written with others, none where nobody said it.
  package var manners: Set<String> = []
  /// Fingerprints of the keys under which customers are named; none for ids as they are.
  package var keys: Set<String> = []
  /// The first problems.
  package var problems: [Noted] = []

  package init() {}

  /// Adds the counts of another file.
  package mutating func add(_ other: Self) {
    if other.metrics == .core { metrics = .core }
    Self.add(other.duplicateConversations, to: &duplicateConversations)
    Self.add(other.recordsUsed, to: &recordsUsed)
    for (kind, count) in other.setAside { Self.add(count, to: &setAside[kind, default: 0]) }
    for (index, count) in other.roles.enumerated() {
      if index == roles.count { roles.append(0) }
      Self.add(count, to: &roles[index])
    }
    for (name, count) in other.unknownFields {
      Self.add(count, to: &unknownFields[name, default: 0])
    }
    for (name, count) in other.unknownValues {
      Self.add(count, to: &unknownValues[name, default: 0])
    }
    Self.add(other.replacedSequences, to: &replacedSequences)
    Self.add(other.oddNumbers, to: &oddNumbers)
    lexicons.formUnion(other.lexicons)
    manners.formUnion(other.manners)
    keys.formUnion(other.keys)
    problems += other.problems
  }

  /// What many rows claim together stays far from overflowing, however many there are.
  private static func add(_ count: Int, to sum: inout Int) {
    sum = min(sum + count, mostCounted << 10)
  }
}

/// More than these no export has: what a file claims to have counted is refused beyond, so that no sum of it overflows.
package let mostCounted = 1 << 40
