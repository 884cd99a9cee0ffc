public import Facts

/// Everything a report can say, computed once.
///
/// Reports only lay it out; they never calculate.
package struct Findings: Sendable {
  package var run: RunFacts
  package var quality: DataQuality
  /// One sentence of at most 14 words that answers the question, chosen by rule from the verdicts.
  package var headline: String
  /// The headline family of STATISTICS 7.3, in its order; always five, some not measurable.
  package var headlineFamily: [ComparisonFinding]
  /// Further comparisons without a verdict (detector rates, medians, reach-a-human figures).
  package var secondary: [ComparisonFinding]
  /// "What the average hides", "what cannot be said", "look next": short sentences in that order.
  package var hides: [String]
  package var cannotSay: [String]
  package var lookNext: [String]
  package var caseMix: CaseMix
  /// Contacts and answers by stratum, for comparisons of runs.
  package var composition = Composition()
  /// Durable resolution by topic, largest topic first (STATISTICS 5.4, 10.6).
  package var topics: [TopicFinding]
  package var heterogeneity: Heterogeneity?
  /// The contained-only view beside the headline (STATISTICS section 1), labelled.
  package var containedOnly: ContainedOnly?
  /// Every metric for every cohort over the whole period, and per ISO week.
  package var summaries: [MetricSummary]
  /// Notes that stand under every comparison (STATISTICS 8, fixed notes).
  package var notes: [String]
  /// Exchanges in words; empty unless they were asked for (`--examples`).
  package var examples: [ExampleGroup] = []
  /// Small counts are hidden and names replaced (`--shareable`).
  package var isShareable = false
  /// What was computed.
  package var metrics = MetricSelection.all
  /// The level of all intervals.
  package var level = 0.95
  /// The level of the interval that decides on equivalence.
  package var equivalenceLevel = 0.90
  /// Effects have intervals that may be read every week (STATISTICS 9.2).
  package var isAlwaysValid = false
  /// Cumulative incidence of resolution and of return, of both entry cohorts (STATISTICS 4.3).
  package var curves: [Curve] = []
  /// Control charts of the headline measures (STATISTICS 9.1).
  package var weeklyCharts: [WeeklyChart] = []
  /// What changed at a launch; nil unless a date was given (STATISTICS 9.3).
  package var launch: Launch?
  /// What those who did not rate could change (M43); nil without ratings.
  package var ratingBounds: RatingBounds?
  /// What unknown outcomes could change; nil when a side has no contact.
  package var outcomeBounds: OutcomeBounds?
  /// The languages of each entry cohort, and whether they are served (M05), the bot first.
  package var languagesServed: [LanguagesServed] = []
  /// The hours of the week in which each entry cohort is served (M06), the bot first.
  package var servedHours: [ServedHours] = []
  /// Requests for a human by hour of the day (M30 to M32), of contacts given first to the bot; nil where nobody asked.
  package var requestHours: RequestHours?
  /// Which of two random ratings is the higher one (STATISTICS 4.4); nil with few ratings.
  package var ratingSuperiority: RatingSuperiority?
  /// The work that the bot took over (M62).
  package var workload = Workload()
  /// Rules that were checked against labels, and what that allows to say (STATISTICS 6.3).
  package var audited: [AuditedDetector] = []
  /// What became of each gate, in the order of the file; empty when none was asked for.
  package var gates: [GateResult] = []
  /// What the contacts say of each claim, in the order of the file; empty when none was given.
  package var claims: [ClaimResult] = []
  /// Classical estimates of durable resolution, for statisticians (STATISTICS 5.6); nil without a stratum of both.
  package var crossChecks: CrossChecks?

  package init(
    run: RunFacts,
    quality: DataQuality,
    headline: String,
    headlineFamily: [ComparisonFinding],
    secondary: [ComparisonFinding],
    hides: [String],
    cannotSay: [String],
    lookNext: [String],
    caseMix: CaseMix,
    topics: [TopicFinding],
    heterogeneity: Heterogeneity?,
    containedOnly: ContainedOnly?,
    summaries: [MetricSummary],
    notes: [String]
  ) {
    self.run = run
    self.quality = quality
    self.headline = headline
    self.headlineFamily = headlineFamily
    self.secondary = secondary
    self.hides = hides
    self.cannotSay = cannotSay
    self.lookNext = lookNext
    self.caseMix = caseMix
    self.topics = topics
    self.heterogeneity = heterogeneity
    self.containedOnly = containedOnly
    self.summaries = summaries
    self.notes = notes
  }
}

/// A number with its limits and the counts it rests on.
///
/// Nil is "not estimable", never zero.
package struct Estimate: Sendable, Hashable {
  package var value: Double?
  package var lower: Double?
  package var upper: Double?
  /// Whole-number counts of a rate; nil for other measures and for standardised rates.
  package var numerator: Int?
  /// How many contacts, replies or ratings the value rests on.
  package var denominator: Int?
  package var customers: Int?
  package var effectiveSize: Double?
  package var designEffect: Double?
  package var nullReason: String?

  package init(
    value: Double? = nil,
    lower: Double? = nil,
    upper: Double? = nil,
    numerator: Int? = nil,
    denominator: Int? = nil,
    customers: Int? = nil,
    effectiveSize: Double? = nil,
    designEffect: Double? = nil,
    nullReason: String? = nil
  ) {
    self.value = value
    self.lower = lower
    self.upper = upper
    self.numerator = numerator
    self.denominator = denominator
    self.customers = customers
    self.effectiveSize = effectiveSize
    self.designEffect = designEffect
    self.nullReason = nullReason
  }
}

/// Which contacts a figure is about.
public enum Cohort: Sendable, Hashable {
  case all
  case entry(EntryCohort)
  case handledBy(HandledBy)

  /// The name in CSV files: `all`, `bot_first`, `bot_to_human`, ….
  public var name: String {
    switch self {
    case .all: "all"
    case .entry(.none): "entry_none"
    case .entry(let cohort): cohort.name
    case .handledBy(let cohort): cohort.name
    }
  }
}

/// One metric, one statistic, one cohort, one period: a row of `metrics.csv`.
package struct MetricSummary: Sendable {
  /// `rate`, `p50`, `p90`, `p95`, `mean`, `count`, `share`, `km`.
  package var statistic: String
  package var metric: MetricDefinition
  package var cohort: Cohort
  package var period: Period
  package var estimate: Estimate
  /// Contacts that are not in the denominator, by reason.
  package var excluded: [(reason: String, count: Int)]
  /// Share of each evidence class among the values used, in the order of `Evidence`; empty when none.
  package var evidence: [(evidence: Evidence, count: Int)]
  /// A few contacts decide the mean (STATISTICS 4.2).
  package var isDrivenByFew = false

  package init(
    statistic: String,
    metric: MetricDefinition,
    cohort: Cohort,
    period: Period,
    estimate: Estimate,
    excluded: [(reason: String, count: Int)] = [],
    evidence: [(evidence: Evidence, count: Int)] = []
  ) {
    self.statistic = statistic
    self.metric = metric
    self.cohort = cohort
    self.period = period
    self.estimate = estimate
    self.excluded = excluded
    self.evidence = evidence
  }
}

package enum Period: Sendable, Hashable {
  case whole
  /// The Monday of an ISO week, in days since 1970; `complete` is false when the export or the window ends in it.
  case week(monday: Int, complete: Bool)
}

package enum VerdictWord: String, Sendable, Hashable {
  case better, worse, equivalent, inconclusive
  case notComparable = "not_comparable"
  case notMeasurable = "not_measurable"
}

/// Bot against human on one measure.
///
/// STATISTICS 3 to 8.
package struct ComparisonFinding: Sendable {
  package enum Scale: String, Sendable { case difference, ratio }

  package var metric: MetricDefinition
  /// `rate`, `p50`, `cif_24h`.
  package var statistic: String
  package var scale: Scale
  /// Standardised over the strata.
  package var bot: Estimate
  package var human: Estimate
  package var difference: Estimate
  package var ratio: Estimate?
  package var lower90: Double?
  package var upper90: Double?
  package var pValue: Double?
  package var qValue: Double?
  package var margin: Double?
  package var marginIsDefault: Bool
  package var verdict: VerdictWord
  package var reason: String
  package var detectable: Bool?
  // As they stand, before adjustment
  package var crudeBot: Estimate
  package var crudeHuman: Estimate
  package var crudeDifference: Estimate
  package var crudeRatio: Estimate?
  /// `reversal`, `explained`, `masked`, `attenuated`, `amplified`, `consistent`; nil without a difference.
  package var caseMixClass: String?
  package var signFlip: Bool
  package var comparableShareBot: Double?
  package var comparableShareHuman: Double?
  package var eValue: Double?
  package var eValueLimit: Double?
  /// `measured_differently`, `identity_coverage`, `unknown_topics`, ….
  package var warnings: [String]
  /// The sentence of STATISTICS section 8, without the verdict.
  package var sentence: String
  /// The verdict in words.
  ///
  /// "Worse.", "Equivalent within 3 points (default margin, not chosen by you)."
  package var verdictSentence: String
  /// The one caveat, if any applies.
  package var caveat: String?

  package init(metric: MetricDefinition, statistic: String, scale: Scale) {
    self.metric = metric
    self.statistic = statistic
    self.scale = scale
    bot = Estimate()
    human = Estimate()
    difference = Estimate()
    ratio = nil
    lower90 = nil
    upper90 = nil
    pValue = nil
    qValue = nil
    margin = nil
    marginIsDefault = true
    verdict = .notMeasurable
    reason = "not_in_export"
    detectable = nil
    crudeBot = Estimate()
    crudeHuman = Estimate()
    crudeDifference = Estimate()
    crudeRatio = nil
    caseMixClass = nil
    signFlip = false
    comparableShareBot = nil
    comparableShareHuman = nil
    eValue = nil
    eValueLimit = nil
    warnings = []
    sentence = ""
    verdictSentence = ""
    caveat = nil
  }
}

/// Who got what.
///
/// METRICS 5.4, STATISTICS 5.
package struct CaseMix: Sendable {
  /// The variables that make the strata, in order: `topic`, `language`, ….
  package var strata: [String]
  package var strataCount: Int
  package var strataWithBoth: Int
  package var comparableShareBot: Double?
  package var comparableShareHuman: Double?
  package var unknownTopicShare: Double?
  /// One row per topic, largest first: contacts of each entry cohort and their share of it.
  package var mix: [MixRow]
  package var onlyBot: [MixRow]
  package var onlyHuman: [MixRow]

  package struct MixRow: Sendable {
    package var name: String
    package var bot: Int
    package var human: Int
    package var botShare: Double
    package var humanShare: Double

    package init(name: String, bot: Int, human: Int, botShare: Double, humanShare: Double) {
      self.name = name
      self.bot = bot
      self.human = human
      self.botShare = botShare
      self.humanShare = humanShare
    }
  }

  package init() {
    strata = []
    strataCount = 0
    strataWithBoth = 0
    comparableShareBot = nil
    comparableShareHuman = nil
    unknownTopicShare = nil
    mix = []
    onlyBot = []
    onlyHuman = []
  }
}

package struct TopicFinding: Sendable {
  package var name: String
  package var bot: Estimate
  package var human: Estimate
  package var difference: Estimate
  package var qValue: Double?
  /// `better`, `worse` after error control; else `inconclusive`; `not_comparable` when one side is empty.
  package var verdict: VerdictWord

  package init(
    name: String,
    bot: Estimate,
    human: Estimate,
    difference: Estimate,
    qValue: Double?,
    verdict: VerdictWord
  ) {
    self.name = name
    self.bot = bot
    self.human = human
    self.difference = difference
    self.qValue = qValue
    self.verdict = verdict
  }
}

package struct Heterogeneity: Sendable {
  package var q: Double
  package var degreesOfFreedom: Int
  package var pValue: Double
  package var i2: Double
  /// Q is beyond its 95 % point: the table by topic precedes the average.
  package var isMarked: Bool

  package init(q: Double, degreesOfFreedom: Int, pValue: Double, i2: Double, isMarked: Bool) {
    self.q = q
    self.degreesOfFreedom = degreesOfFreedom
    self.pValue = pValue
    self.i2 = i2
    self.isMarked = isMarked
  }
}

package struct ContainedOnly: Sendable {
  package var rate: Estimate
  /// Share of bot-opened contacts that the view leaves out.
  package var leftOutShare: Double
  package var sentence: String

  package init(rate: Estimate, leftOutShare: Double, sentence: String) {
    self.rate = rate
    self.leftOutShare = leftOutShare
    self.sentence = sentence
  }
}
