import Cohorts
package import Facts

/// What a figure may count a contact under, besides its numerator and its denominator.
package struct TracedGroups: Sendable {
  /// The names, of which a contact may have several.
  package var names: [String]
  /// Several names as one contact has them.
  private var whole: Set<String>

  fileprivate init(_ names: [String], whole: [String] = []) {
    self.names = names
    self.whole = Set(whole)
  }

  package func holds(_ group: String) -> Bool { names.contains(group) || whole.contains(group) }
}

extension TracedFigure {
  /// The groups of a figure, whether or not a contact is counted under them.
  ///
  /// - Parameter table: Whose languages are asked for; the groups of other figures do not depend on it.
  /// - Returns: Nil where contacts are counted under nothing.
  package func groups(in table: ContactTable? = nil) -> TracedGroups? {
    switch self {
    case .quality(let quality): TracedGroups(quality.groups)
    case .derived(.csatBounds): TracedGroups(["answered", "not_answered"])
    case .derived(.costPerContact), .derived(.costPerDurableResolution):
      TracedGroups(["durable", "not_durable"])
    case .derived(.workloadFTE): Self.work
    case .derived(.servedHoursShare): Self.hours
    case .derived(.languagesServed): Self.languages(table)
    default: nil
    }
  }

  /// Whether the names are those of the data at hand.
  package var hasGroupsOfData: Bool { self == .derived(.languagesServed) }

  private static var work: TracedGroups {
    let durable = ["durable", "not_durable", "durability_unknown"]
    let levels = ContactKinds.Level.allCases.map { "by_" + $0.name }
    return TracedGroups(durable + levels, whole: pairs(durable, levels))
  }

  private static var hours: TracedGroups {
    let hours = (0..<168).map { Trace.hourName($0) }
    let words = hours.map { $0.split(separator: " ").map(String.init) }
    let clock = words.prefix(24).map { $0[1] }
    let days = stride(from: 0, to: words.count, by: 24).map { words[$0][0] }
    return TracedGroups(days + clock, whole: pairs(hours, ["in time", "not in time"]) + ["not"])
  }

  private static func languages(_ table: ContactTable?) -> TracedGroups {
    var codes: Set<UInt16> = []
    if let table {
      let spoken = table.whole(table.spoken, fill: 0)
      codes = Set(CohortSelection(table).all.map { spoken[Int($0)] })
    }
    // 0 is a language that nobody knows.
    let names = codes.subtracting([0]).map { ContactTable.languageName($0) }.sorted()
    let states = LanguagesServed.Status.allCases.map(\.rawValue)
    return TracedGroups(names + states, whole: pairs(names, states))
  }

  private static func pairs(_ left: [String], _ right: [String]) -> [String] {
    left.flatMap { first in right.map { first + " " + $0 } }
  }
}
