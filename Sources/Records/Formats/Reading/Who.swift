/// Whose words a message holds, and what told it.
///
/// FORMATS 2.4. Where a name decides, nothing in the export vouches for it: figures that rest on it have the evidence
/// `heuristic` (METRICS 4).
package struct Who {
  package var role: Role
  package var basis: AuthorRules.Basis
  /// The name is one that bots bear, and a field says that a human wrote: the field wins.
  package var isConflict = false

  package init(_ role: Role, _ basis: AuthorRules.Basis = .structural) {
    self.role = role
    self.basis = basis
  }

  package static var customer: Who { Who(.customer) }
  package static var bot: Who { Who(.bot) }
  package static var human: Who { Who(.human) }
  package static var system: Who { Who(.system) }
  package static var unknown: Who { Who(.unknown) }

  /// What a record notes of it; nothing for those whom names do not tell apart.
  var flags: RawRecord.Flags {
    var flags: RawRecord.Flags = []
    if role.isResponder {
      switch basis {
      case .structural: break
      case .given: flags.insert(.roleGiven)
      case .name: flags.insert(.roleByName)
      }
    }
    if isConflict { flags.insert(.roleConflict) }
    return flags
  }
}

extension AuthorRules {
  /// Whose words they are where the format has a field for it: what the user said, else the field.
  ///
  /// - Parameters:
  ///   - id: The author's id.
  ///   - name: The author's name, where the export tells one.
  ///   - field: What the field says.
  /// - Returns: The role, and what told it.
  package func who(id: ByteSlice, name: ByteSlice = .absent, field: Role) -> Who {
    if name.count > 0 { meets?(name) }
    if let given = given(id: id, name: name) { return Who(given, .given) }
    var who = Who(field)
    who.isConflict = field == .human && looksLikeBot(name)
    return who
  }

  /// Whose words they are where the format has no such field: what the user said, else what the name says.
  ///
  /// Whether it matches or not, the name pattern decides.
  package func who(id: ByteSlice, name: ByteSlice, otherwise: Role) -> Who {
    if name.count > 0 { meets?(name) }
    if let given = given(id: id, name: name) { return Who(given, .given) }
    return Who(looksLikeBot(name) ? .bot : otherwise, .name)
  }
}
