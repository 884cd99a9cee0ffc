import Cohorts
import Facts
import Statistics

/// Who is compared with whom: made once, used by every measure.
///
/// The arm is who was given the contact (METRICS 5.3), so that a contact which the bot hands over
/// stays in the bot's arm with its final outcome (STATISTICS 1).
struct ComparisonDesign: Sendable {
  let table: ContactTable
  let options: ComparisonOptions
  /// Counted contacts that the bot or a human opened, in table order.
  let rows: [Int32]
  /// 1 for the bot, 0 for humans.
  let arm: [UInt8]
  /// The customer of each row, numbered from zero.
  let customer: [Int32]
  let strata: Stratification
  /// Nil only if the rows are too many to number.
  let frame: ComparisonFrame?
  let botIdentity: Identity
  let humanIdentity: Identity
  /// The share of compared contacts without a topic; nil without contacts.
  let unknownTopicShare: Double?
  /// How often as many contacts half a year holds; nil when intervals are read once.
  let growth: Double?

  var botCount: Int { botIdentity.of }
  var humanCount: Int { humanIdentity.of }

  init(_ table: ContactTable, selection: CohortSelection, options: ComparisonOptions) {
    self.table = table
    self.options = options
    let bot = selection.rows(.botFirst)
    let human = selection.rows(.humanFirst)
    let entry = table.whole(table.entry, fill: .none)
    let compared = selection.all.filter { entry[Int($0)] != .none }
    // Nobody is left out of most tables: then the list is shared.
    let rows = compared.count == selection.all.count ? selection.all : compared
    let arm: [UInt8] = rows.map { entry[Int($0)] == .botFirst ? 1 : 0 }
    var codes = CustomerCodes(table.whole(table.customer, fill: 0))
    let customer = codes.codes(of: rows)
    let strata = Stratification(table, rows: rows, arm: arm, fixed: options.strata)
    self.rows = rows
    self.arm = arm
    self.customer = customer
    self.strata = strata
    frame = try? ComparisonFrame(
      arm: arm,
      stratum: strata.code,
      cluster: customer,
      mix: options.standard.mix
    )
    botIdentity = Identity(table, rows: bot)
    humanIdentity = Identity(table, rows: human)
    let topic = StratumVariable.topic.codes(table)
    let unknown = rows.count { topic[Int($0)] == 0 }
    unknownTopicShare = rows.isEmpty ? nil : Double(unknown) / Double(rows.count)
    growth = options.alwaysValid ? Self.growthToHalfAYear(table, rows: rows) : nil
  }

  /// A comparison as it is shown: with always-valid effects where they were asked for.
  func shown(_ result: ComparisonResult?) -> ComparisonResult? {
    guard let growth else { return result }
    return result?.alwaysValid(growth: growth)
  }

  /// Half a year over the days that the contacts span (STATISTICS 9.2: tightest at the half of a
  /// baseline year); 1 when nothing is dated.
  private static func growthToHalfAYear(_ table: ContactTable, rows: [Int32]) -> Double {
    guard let span = table.span(of: rows) else { return 1 }
    return 182 / max(1, Double(span) / 86_400_000)
  }

  /// How many contacts of an arm lie in strata that the other arm sees as well.
  func comparable(_ share: Double?, of total: Int) -> Int {
    Int(((share ?? 0) * Double(total)).rounded())
  }
}
