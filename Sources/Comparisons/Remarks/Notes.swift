import Cohorts
import Facts
import Statistics

/// The fixed notes that stand under every comparison (STATISTICS 8).
struct Notes: Sendable {
  let design: ComparisonDesign
  let durable: ComparisonFinding?

  var sentences: [String] {
    // Of one side alone nothing is compared, so nothing is to be said of how.
    let comparing = design.botCount > 0 && design.humanCount > 0
    let all: [String?] = [
      arms, comparing ? comparable : nil, comparing ? strata : nil, sizes, repeatCustomers, open,
      unnamed, comparing ? confounding : nil, alwaysValid,
    ]
    return all.compactMap(\.self)
  }

  private var arms: String {
    "A contact belongs to the side that was given it first; a contact that the bot hands over stays"
      + " in the bot\u{2019}s, with its final outcome."
  }

  private var comparable: String {
    switch design.options.standard {
    case .overlap:
      "\u{201C}Comparable contacts\u{201D} are averaged over the kinds of contact that both handle,"
        + " weighted to where both handle many."
    case .bot: "\u{201C}Comparable contacts\u{201D} are weighted to the bot\u{2019}s own mix."
    case .human: "\u{201C}Comparable contacts\u{201D} are weighted to the humans\u{2019} own mix."
    case .combined: "\u{201C}Comparable contacts\u{201D} are weighted to the mix of both together."
    }
  }

  private var strata: String {
    let overlap = design.strata.overlap
    guard !design.strata.variables.isEmpty else { return "Nothing was adjusted for." }
    let names = design.strata.variables.map { String($0.rawValue.map { $0 == "_" ? " " : $0 }) }
    let bot = design.comparable(overlap.botShare, of: design.botCount)
    let human = design.comparable(overlap.humanShare, of: design.humanCount)
    return "Adjusted for " + names.joined(separator: ", ") + ": "
      + NumberWords.share(bot, of: design.botCount) + " contacts of the bot and "
      + NumberWords.share(human, of: design.humanCount)
      + " of humans are of a kind of which each side has at least 5."
  }

  private var sizes: String {
    "The bot opened " + NumberWords.count(design.botCount, of: "contact") + " of "
      + NumberWords.count(customers(1), of: "known customer") + ", humans "
      + NumberWords.count(design.humanCount) + " of " + NumberWords.count(customers(0)) + "."
  }

  private func customers(_ arm: UInt8) -> Int {
    var seen = [Bool](repeating: false, count: Int((design.customer.max() ?? -1) + 1))
    let isKnown = design.table.whole(design.table.customerKnown, fill: false)
    for (position, customer) in design.customer.enumerated()
    where design.arm[position] == arm && isKnown[Int(design.rows[position])] {
      seen[Int(customer)] = true
    }
    return seen.count { $0 }
  }

  /// Said when customers who return make the sample worth at least a tenth less.
  private var repeatCustomers: String? {
    guard let durable, let bot = worth(durable.bot), let human = worth(durable.human),
      max(durable.bot.designEffect ?? 1, durable.human.designEffect ?? 1) > 1.1
    else { return nil }
    return "Repeat customers make the sample for durable resolution worth " + bot
      + " contacts of the bot and " + human + " of humans."
  }

  private func worth(_ estimate: Estimate) -> String? {
    guard let rows = estimate.denominator, let effect = estimate.designEffect, effect >= 1 else {
      return nil
    }
    return NumberWords.count(Int((Double(rows) / effect).rounded()))
  }

  /// Shares open, abandoned and unknown.
  private var open: String? {
    guard !design.rows.isEmpty else { return nil }
    let outcome = design.table.whole(design.table.outcome, fill: .unknown)
    // Twice the outcome, plus the arm.
    var counts = [Int](repeating: 0, count: 2 * Outcome.allCases.count)
    for (position, row) in design.rows.enumerated() {
      counts[2 * Int(outcome[Int(row)].rawValue) + Int(design.arm[position])] += 1
    }
    func share(_ arm: Int, _ isIn: (Outcome) -> Bool) -> String {
      let total = arm == 1 ? design.botCount : design.humanCount
      let part = Outcome.allCases.filter(isIn)
        .reduce(0) { $0 + counts[2 * Int($1.rawValue) + arm] }
      return NumberWords.share(part, of: total)
    }
    func both(_ isIn: (Outcome) -> Bool) -> String { share(1, isIn) + " and " + share(0, isIn) }
    return "Of the contacts that the bot and humans opened, " + both { $0 == .openCensored }
      + " are still open, "
      + both { $0 == .leftWaiting || $0 == .silentAfterQuestion || $0 == .unattended }
      + " were abandoned, and the outcome of " + both { $0 == .unknown } + " is unknown."
  }

  private var unnamed: String? {
    let known = design.botIdentity.known + design.humanIdentity.known
    let all = design.botCount + design.humanCount
    guard all > known else { return nil }
    return NumberWords.share(all - known, of: all)
      + " contacts have no known customer; intervals take each of them as independent."
  }

  private var confounding: String {
    let routing =
      "Routing was not random; differences between the cases that Onpar cannot see may remain"
    guard let limit = durable?.eValueLimit, let point = durable?.eValue else {
      return routing + "."
    }
    return routing + " (E-value for durable resolution " + NumberWords.decimal(point, places: 1)
      + ", for its limit " + NumberWords.decimal(limit, places: 1) + ")." + explained(limit)
  }

  /// STATISTICS 5.5, said where there is a difference to explain away.
  private func explained(_ limit: Double) -> String {
    guard let verdict = durable?.verdict, verdict == .better || verdict == .worse, limit > 1 else {
      return ""
    }
    return " To explain this away, something Onpar cannot see would have to be linked to both the"
      + " routing and the outcome by a factor of at least "
      + NumberWords.decimal(limit, places: 1) + "."
  }

  /// STATISTICS 9.2.
  private var alwaysValid: String? {
    guard design.growth != nil else { return nil }
    return "The " + NumberWords.level(design.options.level) + " intervals of differences and ratios"
      + " are always-valid: they may be read every week, together they hold at that level, and they"
      + " are wider than those that are read once (tightest when half a year of contacts is there)."
  }
}
