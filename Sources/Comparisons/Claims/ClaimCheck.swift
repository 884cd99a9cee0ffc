import Cohorts
import Facts
import Statistics

/// Holds claims against the findings of a run.
struct ClaimCheck {
  let findings: Findings
  let table: ContactTable
  let selection: CohortSelection
  let options: ComparisonOptions
  let design: ComparisonDesign

  init(
    _ findings: Findings,
    _ table: ContactTable,
    _ selection: CohortSelection,
    _ design: ComparisonDesign
  ) {
    self.findings = findings
    self.table = table
    self.selection = selection
    self.design = design
    options = design.options
  }

  func result(_ claim: Claim) -> ClaimResult {
    switch claim.kind {
    case .agents(let agents, let contacts, let time):
      self.agents(claim, agents, contactsAMonth: contacts, humanTime: time)
    case .resolutionTime(let bot, let human): resolutionTime(claim, bot, human: human)
    case .fewerRepeats(let share): fewerRepeats(claim, by: share)
    case .satisfaction: satisfaction(claim)
    case .alwaysHuman: alwaysHuman(claim)
    case .languages(let count): languages(claim, count)
    case .alwaysOpen: alwaysOpen(claim)
    case .share(let share): self.share(claim, share)
    case .savings(let amount, let days, let failed):
      savings(claim, amount, days: days, failedContact: failed)
    }
  }

  // MARK: Verdicts

  /// One condition that fails contradicts; all must hold to support.
  func decided(
    _ claim: Claim,
    _ conditions: [ClaimCondition],
    beside: [ClaimFigure],
    checks: [String] = [],
    confounders: [String]
  ) -> ClaimResult {
    let verdict: ClaimResult.Verdict
    let reason: String
    if let failed = conditions.first(where: { $0.state == .fails }) {
      (verdict, reason) = (.contradicted, "It does not hold that " + failed.text + ".")
    } else if let (condition, code) = conditions.firstUnknown {
      (verdict, reason) = (.notMeasurable, Self.missing(condition, code))
    } else if let open = conditions.first(where: { $0.state == .open }) {
      (verdict, reason) = (.undecided, "The data do not settle whether " + open.text + ".")
    } else {
      verdict = .supported
      reason = "It holds that " + conditions.map(\.text).joined(separator: ", and that ") + "."
    }
    return ClaimResult(
      claim: claim,
      verdict: verdict,
      reason: reason,
      conditions: conditions,
      beside: beside,
      checks: checks,
      confounders: confounders
    )
  }

  static func missing(_ condition: ClaimCondition, _ code: String) -> String {
    "Whether " + condition.text + " cannot be told (" + code.replacing("_", with: " ") + ")."
  }

  // MARK: Figures

  /// A figure of a cohort over the whole period, as `metrics.csv` has it.
  func figure(
    _ metric: MetricDefinition,
    _ statistic: String = "rate",
    _ cohort: Cohort = .entry(.botFirst),
    _ label: String? = nil
  ) -> ClaimFigure {
    let summary = findings.summaries.first {
      $0.period == .whole && $0.cohort == cohort && $0.statistic == statistic
        && $0.metric.id == metric.id
    }
    return ClaimFigure(
      label ?? metric.title + Self.words(statistic) + ", " + Self.name(cohort),
      metric.unit,
      summary?.estimate ?? Estimate(nullReason: "no_contacts"),
      metric: metric
    )
  }

  /// The figure of both entry cohorts, the bot's first.
  func both(_ metric: MetricDefinition, _ statistic: String = "rate") -> [ClaimFigure] {
    [figure(metric, statistic), figure(metric, statistic, .entry(.humanFirst))]
  }

  /// A comparison, as `comparison.csv` has it; the first of the metric, which is the one with a verdict.
  func finding(_ metric: MetricDefinition) -> ComparisonFinding? {
    (findings.headlineFamily + findings.secondary).first { $0.metric.id == metric.id }
  }

  /// Why a comparison says nothing; nil when it does.
  func refusal(_ finding: ComparisonFinding?) -> String? {
    guard let finding else { return "not_in_export" }
    switch finding.verdict {
    case .notComparable, .notMeasurable: return finding.reason
    case .inconclusive: return finding.reason == "too_few_customers" ? finding.reason : nil
    case .better, .worse, .equivalent: return nil
    }
  }

  func compared(
    _ label: String,
    _ finding: ComparisonFinding?,
    isRaw: Bool = false,
    asRatio: Bool = false
  ) -> ClaimFigure {
    let unit = finding?.metric.unit ?? .proportion
    guard let finding else {
      return ClaimFigure(label, unit, Estimate(nullReason: "not_in_export"), scale: .difference)
    }
    let isRatio = asRatio || finding.scale == .ratio
    var estimate =
      isRaw
      ? isRatio ? finding.crudeRatio ?? Estimate() : finding.crudeDifference
      : isRatio ? finding.ratio ?? Estimate() : finding.difference
    if estimate.value == nil { estimate.nullReason = estimate.nullReason ?? finding.reason }
    return ClaimFigure(
      label,
      unit,
      estimate,
      scale: isRatio ? .ratio : .difference,
      sides: (finding.crudeBot.denominator ?? 0, finding.crudeHuman.denominator ?? 0),
      metric: finding.metric
    )
  }

  /// A share of some contacts.
  func rate(_ metric: RateMetric, _ rows: [Int32], _ label: String) -> ClaimFigure {
    ClaimFigure(
      label,
      .proportion,
      Estimate(of: metric, table, rows, options),
      metric: metric.definition
    )
  }

  static func name(_ cohort: Cohort) -> String {
    cohort.name.replacing("_", with: " ")
  }

  static func words(_ statistic: String) -> String {
    switch statistic {
    case "p50": ", median"
    case "p90": ", 90th percentile"
    case "mean": ", mean"
    default: ""
    }
  }
}

extension [ClaimCondition] {
  /// The first condition without a figure, and why.
  var firstUnknown: (ClaimCondition, String)? {
    for condition in self {
      if case .unknown(let code) = condition.state { return (condition, code) }
    }
    return nil
  }
}
