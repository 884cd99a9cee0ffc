import Cohorts
package import Facts
import Statistics

/// Everything a report can say about a table of contacts.
///
/// Complete for any table: what cannot be computed is null with its reason, and nothing traps. The
/// same table gives the same findings.
/// - Parameters:
///   - table: The facts of all contacts, counted or not.
///   - run: What was run; passed on.
///   - quality: What came in and what was set aside; passed on.
///   - options: Strata, target mix, margins, level, period.
///   - runner: Who does the pieces of the work; any gives the same findings.
/// - Returns: The findings, with the family in the order of STATISTICS 7.3.
/// - Complexity: a sort by stratum and customer, then a few passes over the rows per measure.
package func findings(
  table: ContactTable,
  run: RunFacts,
  quality: DataQuality,
  options: ComparisonOptions,
  runner: some PieceRunner = InTurn()
) async -> Findings {
  let selection = CohortSelection(table)
  let design = ComparisonDesign(table, selection: selection, options: options)
  let workload = table.metrics == .all ? Workload(table, selection, options) : Workload()
  table.rest()
  var (summaries, compared) = await runner.both(
    { await Summaries(table, selection, options).all(runner, workload) },
    { await findingsWithoutSummaries(design, selection, run, quality, runner) }
  )
  if let point = compared.tippingPoint,
    let bounds = summaries.lastIndex(where: { $0.isBotBound })
  {
    summaries.insert(point, at: bounds + 1)
  }
  var findings = compared.findings
  let family = findings.headlineFamily
  findings.summaries = summaries
  findings.weeklyCharts = WeeklyCharts(family: family, summaries: summaries).all
  findings.launch = Launch(design, family: family, summaries: summaries)
  findings.workload = workload
  findings.gates = options.gates.map { GateResult($0, findings) }
  let claims = ClaimCheck(findings, table, selection, design)
  findings.claims = options.claims.map { claims.result($0) }
  return findings
}

/// What is said of the sides and needs no figure of a cohort or a week; with the tipping point of satisfaction, which
/// stands among those.
private func findingsWithoutSummaries(
  _ design: ComparisonDesign,
  _ selection: CohortSelection,
  _ run: RunFacts,
  _ quality: DataQuality,
  _ runner: some PieceRunner
) async -> (findings: Findings, tippingPoint: MetricSummary?) {
  let table = design.table
  let options = design.options
  let pieces = await DraftPieces(design, runner)
  let headline = pieces.headline
  let family = Verdicts(design: design).decideFamily(headline.drafts)
  let topics = pieces.topics
  let durable = family[0]
  let bounds = OutcomeBounds(design)
  var findings = Findings(
    run: run,
    quality: quality,
    headline: HeadlineWords.sentence(family, bot: design.botCount, human: design.humanCount),
    headlineFamily: family,
    secondary: Secondary(design: design).findings(
      otherRepeat: headline.otherRepeat,
      rates: pieces.rates,
      amounts: pieces.amounts,
      detectors: pieces.detectors
    ),
    hides: Hides(design: design, durable: durable, topics: topics).sentences,
    cannotSay: CannotSay(
      design: design,
      family: family,
      satisfaction: headline.satisfaction,
      bounds: bounds
    ).sentences,
    lookNext: LookNext(design: design).sentences,
    caseMix: CaseMix(design),
    topics: topics.findings,
    heterogeneity: topics.heterogeneity,
    containedOnly: pieces.containedOnly,
    summaries: [],
    notes: Notes(design: design, durable: durable).sentences
  )
  findings.level = options.level
  findings.equivalenceLevel = Equivalence.level(beside: options.level)
  findings.isAlwaysValid = options.alwaysValid
  findings.curves = await Curves(design: design).all(runner)
  findings.outcomeBounds = bounds
  findings.metrics = table.metrics
  findings.crossChecks = CrossChecks(design)
  findings.composition = await Composition(design, selection, runner)
  findings.audited = AuditedFindings(design: design).all()
  guard table.metrics == .all else { return (findings, nil) }
  findings.languagesServed = [EntryCohort.botFirst, .humanFirst].map {
    LanguagesServed(table, selection.rows($0), cohort: .entry($0), options)
  }
  findings.servedHours = ServedHours.compared(table, selection, options)
  let requests = RequestHours(
    table,
    selection.rows(.botFirst),
    cohort: .entry(.botFirst),
    options
  )
  if requests.asked > 0 { findings.requestHours = requests }
  findings.ratingBounds = headline.satisfaction.bounds
  findings.ratingSuperiority = RatingSuperiority(design)
  return (findings, headline.satisfaction.tippingPoint)
}

extension MetricSummary {
  /// A bound of the bot's satisfied share (M43), behind which the tipping point stands.
  fileprivate var isBotBound: Bool {
    metric.number == "M43" && cohort == .entry(.botFirst)
  }
}
