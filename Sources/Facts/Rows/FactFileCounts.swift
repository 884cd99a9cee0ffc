package import Diagnostics

/// What a facts file cannot show in its rows, because the records are gone: it stands in a line of its own.
package struct FactFileCounts: Sendable, Hashable {
  /// Conversations dropped because another record had their id.
  package var duplicateConversations = 0
  /// What was set aside when the exports were read.
  package var setAside: [ProblemKind: Int] = [:]

  package init() {}

  /// Adds the counts of another file.
  package mutating func add(_ other: Self) {
    duplicateConversations &+= other.duplicateConversations
    for (kind, count) in other.setAside { setAside[kind, default: 0] &+= count }
  }
}
