import Cohorts
import Facts
import Statistics

/// Ratings and who gave them.
///
/// Ratings compare respondents, not customers (STATISTICS 6.2).
struct Satisfaction: Sendable {
  /// Contacts with a rating, of those offered one (of all, when offers are not exported).
  let botResponse: RateCounts
  let humanResponse: RateCounts
  /// The commonest scale; ratings on others are left out, since scales are never pooled (M41).
  let scale: RatingScale?
  /// Compared contacts rated on another scale.
  let otherScales: Int
  private let column: RateColumn
  private let offersAreKnown: Bool
  private let minCell: Int

  init(_ design: ComparisonDesign) {
    minCell = design.options.minCell
    let offers = RateColumn(.surveyOffer, design)
    offersAreKnown = offers.bot.denominator + offers.human.denominator > 0
    let responses = RateColumn(.surveyResponse, design)
    botResponse = responses.bot
    humanResponse = responses.human
    let scales = design.table.whole(design.table.ratingScale, fill: nil)
    let common = RatingScale.commonest(scales, rows: design.rows)
    scale = common
    otherScales = design.rows.count { row in scales[Int(row)].map { $0 != common } ?? false }
    // One scale, or none, leaves nobody out.
    column =
      otherScales == 0
      ? RateColumn(.csatTop2, design)
      : RateColumn(.csatTop2, design) { row in scales[row].map { $0 == common } ?? true }
  }

  /// The response rates; nil without contacts.
  var rates: (bot: Double, human: Double)? {
    guard botResponse.denominator > 0, humanResponse.denominator > 0 else { return nil }
    return (
      Double(botResponse.numerator) / Double(botResponse.denominator),
      Double(humanResponse.numerator) / Double(humanResponse.denominator)
    )
  }

  /// Too few answered, or one side far more often (METRICS C4), and the silent could turn the sign.
  var isUnmeasurable: Bool {
    guard let rates else { return false }
    let low = min(rates.bot, rates.human)
    let high = max(rates.bot, rates.human)
    guard low < 0.05 || high > 2 * low else { return false }
    return !(unknown?.isSignIdentified ?? false)
  }

  private var unknown: UnknownOutcomes? {
    UnknownOutcomes(
      bot: Self.counts(column.bot, botResponse),
      human: Self.counts(column.human, humanResponse)
    )
  }

  /// What those who did not answer could change; nil when a side has no ratings or too few contacts (E10).
  var bounds: RatingBounds? {
    let bot = Self.counts(column.bot, botResponse)
    let human = Self.counts(column.human, humanResponse)
    guard let unknown, bot.yes + bot.no > 0, human.yes + human.no > 0,
      min(bot.total, human.total) >= minCell
    else { return nil }
    var turn: Double?
    if bot.unknown > 0 {
      let needed = Double(human.yes) / Double(human.yes + human.no) * Double(bot.total)
      let share = (needed - Double(bot.yes)) / Double(bot.unknown)
      if share >= 0, share <= 1 { turn = share }
    }
    return RatingBounds(
      bot: unknown.bot,
      human: unknown.human,
      botUnanswered: bot.unknown,
      humanUnanswered: human.unknown,
      isSignIdentified: unknown.isSignIdentified,
      tippingPoint: turn,
      countsEveryone: !offersAreKnown
    )
  }

  /// M43: the tipping point as a figure of the bot's side.
  var tippingPoint: MetricSummary {
    let bounds = self.bounds
    var summary = MetricSummary(
      statistic: "tipping_point",
      metric: .csatBounds,
      cohort: .entry(.botFirst),
      period: .whole,
      estimate: Estimate(
        value: bounds?.tippingPoint,
        denominator: bounds?.botUnanswered ?? Self.counts(column.bot, botResponse).unknown
      )
    )
    guard summary.estimate.value == nil else { return summary }
    let isRated = min(column.bot.denominator, column.human.denominator) > 0
    summary.estimate.nullReason =
      bounds != nil ? "no_tipping_point" : isRated ? "too_few" : "no_rating"
    return summary
  }

  func draft(_ builder: DraftBuilder) -> Draft {
    var draft = builder.rate(.csatTop2, column)
    if let rates {
      draft.open?.allowsEquivalence = RatingResponse.allowsEquivalence(
        bot: rates.bot,
        human: rates.human
      )
      draft.finding.caveat = sentence + (responseDifference(builder).map { " " + $0 } ?? "")
    }
    // Who answers decides before who is comparable: ratings of a few say nothing about the rest.
    guard isUnmeasurable else { return draft }
    draft.open = nil
    draft.finding.verdict = .notMeasurable
    draft.finding.reason = "response_rates"
    let none = Estimate(nullReason: "response_rates")
    draft.finding.difference = none
    draft.finding.ratio = none
    draft.finding.crudeDifference = none
    draft.finding.crudeRatio = none
    draft.finding.pValue = nil
    draft.finding.lower90 = nil
    draft.finding.upper90 = nil
    draft.finding.eValue = nil
    draft.finding.eValueLimit = nil
    draft.finding.caseMixClass = nil
    draft.finding.signFlip = false
    return draft
  }

  /// Both response rates.
  ///
  /// `4.0 % of 1 204 bot contacts were rated against 19.0 % of 310 human ones.`
  var sentence: String {
    NumberWords.share(botResponse.numerator, of: botResponse.denominator)
      + " bot contacts were rated, against "
      + NumberWords.share(humanResponse.numerator, of: humanResponse.denominator) + " human ones."
  }

  /// STATISTICS 6.2: the difference of the response rates, as it stands and with its interval.
  private func responseDifference(_ builder: DraftBuilder) -> String? {
    let draft = builder.rate(.surveyResponse)
    return EffectWords.points(draft.finding.crudeDifference, level: builder.options.level)
      .map { "Raw difference of the response rates: " + $0 + "." }
  }

  private static func counts(
    _ ratings: RateCounts,
    _ response: RateCounts
  )
    -> UnknownOutcomes.Counts
  {
    UnknownOutcomes.Counts(
      yes: ratings.numerator,
      no: ratings.denominator - ratings.numerator,
      unknown: max(0, response.denominator - response.numerator)
    )
  }
}

extension RatingScale {
  /// The scale on which most of the rows were rated; the wider one of equals.
  static func commonest(_ scales: [RatingScale?], rows: [Int32]) -> RatingScale? {
    var counts: [RatingScale: Int] = [:]
    for row in rows {
      if let scale = scales[Int(row)] { counts[scale, default: 0] += 1 }
    }
    return counts.max { ($0.value, $0.key.max, $0.key.min) < ($1.value, $1.key.max, $1.key.min) }?
      .key
  }
}
