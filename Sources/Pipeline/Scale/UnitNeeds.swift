import Records

/// What must happen before a file can be read apart from the rest.
package enum UnitNeeds: String, Sendable {
  /// Its records are whole conversations, or it is never part of a larger whole.
  case nothing
  /// Its records are single messages, whose conversation may go on in another file: `onpar shard --by conversation`.
  case shard
  /// Other files may complete its records: all files of the export have to be read by one run.
  case together
}

extension Format {
  /// What a file of this format needs; nothing that is not known to be safe counts as safe.
  func needs(isLines: Bool) -> UnitNeeds {
    if profile?.recordsAreWhole == true { return .nothing }
    return self == .onparMessages && isLines ? .shard : .together
  }
}
