import Facts

/// A fact fixed before the first reply by which contacts may be put into strata (METRICS 5.4).
///
/// The order of the cases is the order in which they are tried (STATISTICS 5.1).
package enum StratumVariable: String, Sendable, Hashable, CaseIterable {
  case topic, language, channel
  case priorContacts = "prior_contacts"
  case firstLength = "first_message_length"
  case hourBand = "hour_band"

  /// The code of each row of the table; all zero when the table has no such column.
  func codes(_ table: ContactTable) -> [Int32] {
    switch self {
    case .topic: table.wholeCodes(table.strata.topic)
    case .language: table.wholeCodes(table.strata.language)
    case .channel: table.wholeCodes(table.strata.channel)
    case .priorContacts: table.wholeCodes(table.strata.priorBand)
    case .firstLength: table.wholeCodes(table.strata.firstLength)
    case .hourBand: table.wholeCodes(table.strata.hourBand)
    }
  }

  /// The name of a code.
  func name(_ code: Int32, in table: ContactTable) -> String {
    let names =
      switch self {
      case .topic: table.strata.topicNames
      case .language: table.strata.languageNames
      case .channel: table.strata.channelNames
      case .priorContacts:
        ["unknown history", "no contact before", "1 or 2 contacts before", "3 or more before"]
      case .firstLength:
        ["unknown length", "up to 8 words", "9 to 25 words", "more than 25 words"]
      case .hourBand:
        ["unknown hour", "working day 08\u{2013}18", "working day otherwise", "weekend"]
      }
    return names.indices.contains(Int(code)) ? names[Int(code)] : "unknown"
  }
}

extension ContactTable {
  fileprivate func wholeCodes(_ column: [Int32]) -> [Int32] {
    column.count == count ? column.map { max(0, $0) } : [Int32](repeating: 0, count: count)
  }

  fileprivate func wholeCodes(_ column: [UInt8]) -> [Int32] {
    column.count == count ? column.map { Int32($0) } : [Int32](repeating: 0, count: count)
  }
}
