/// How the roles of a conversation's bots and humans are known, where no field of the export says it.
///
/// FORMATS 2.4. Counted in messages.
package struct RoleSources: Sendable, Hashable {
  /// Told by the author's name, which nothing in the export vouches for.
  package var byName = 0
  /// Told by the user.
  package var given = 0
  /// A field says human, and the name is a bot's; the field won.
  package var conflicts = 0

  package init(byName: Int = 0, given: Int = 0, conflicts: Int = 0) {
    self.byName = byName
    self.given = given
    self.conflicts = conflicts
  }

  @inline(never)
  mutating func count(_ notes: UInt8) {
    if notes & LogEntry.roleByName != 0 { byName += 1 }
    if notes & LogEntry.roleGiven != 0 { given += 1 }
    if notes & LogEntry.roleConflict != 0 { conflicts += 1 }
  }

  package static func += (left: inout Self, right: Self) {
    left.byName += right.byName
    left.given += right.given
    left.conflicts += right.conflicts
  }
}
