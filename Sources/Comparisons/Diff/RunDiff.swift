import Statistics

/// What changed from one report to another, how far beyond chance, and why.
package struct RunDiff: Sendable {
  /// A headline measure whose verdict can be set beside that of the other report.
  package struct Verdicts: Sendable {
    package var metric: String
    package var title: String
    /// Nil where a report has no such comparison.
    package var before: String?
    package var after: String?
  }

  package let a: KeptReport
  package let b: KeptReport
  package let shared: SharedContacts
  /// A report between the two, by which data and definition are told apart.
  package let bridge: DiffBridge?
  /// Everything that is defined or set otherwise, whatever it reaches.
  package let definitions: [DefinitionChange]
  /// Every figure of either report, in the order of the second, then what only the first has.
  package private(set) var figures: [FigureChange] = []
  package private(set) var verdicts: [Verdicts] = []
  /// The level of the intervals; that of the second report.
  package let level: Double
  /// A figure moved when its q-value is at most this.
  package let threshold: Double

  /// Whether some definition makes figures incomparable.
  package var hasOtherDefinitions: Bool {
    definitions.contains { $0.scope != .judgement && $0.scope != .period }
  }

  /// Compares two reports; `a` comes before `b`.
  package init(_ a: KeptReport, _ b: KeptReport, between bridge: DiffBridge? = nil) {
    self.a = a
    self.b = b
    self.bridge = bridge
    definitions = DefinitionChange.all(from: a, to: b)
    shared = SharedContacts(a, b, definitions)
    level = b.level
    threshold = level == 0.95 ? 0.05 : 1 - level
    let known = Dictionary((a.definitions + b.definitions).map { ($0.id, $0) }) { $1 }
    let headline = Set(
      (a.comparisons + b.comparisons).filter(\.isHeadline).flatMap { comparison in
        let compared = FigureKey.difference
        // What is compared as an incidence is a plain rate on each side.
        let ofSide = comparison.statistic.hasPrefix("cif_") ? "rate" : comparison.statistic
        return [[compared, comparison.metric, comparison.statistic]]
          + ["bot_first", "human_first"].map { [$0, comparison.metric, ofSide] }
      }
    )
    let keys = b.order + a.order.filter { b.figures[$0] == nil }
    let splitter = Result { () throws(MixSplit.Fault) in
      switch bridge {
      case nil: try MixSplitter(a, b)
      case .ofA(let middle): try MixSplitter(middle, b)
      case .ofB(let middle): try MixSplitter(a, middle)
      }
    }
    figures = keys.map { key in
      var change = FigureChange(
        key,
        known[key.metric],
        Self.family(key, headline),
        a.figures[key],
        b.figures[key]
      )
      let number = change.definition?.number ?? ""
      change.isComparable = !definitions.contains { $0.reaches(key, number: number) }
      judge(&change)
      explain(&change, splitter)
      return change
    }
    control()
    setVerdicts(headlineOrder: (b.comparisons + a.comparisons).filter(\.isHeadline), known)
  }

  private static func family(_ key: FigureKey, _ headline: Set<[String]>) -> FigureChange.Family {
    if key.topic != nil { return .topics }
    let isOfSide = ["bot_first", "human_first", FigureKey.difference].contains(key.cohort)
    if headline.contains([key.cohort, key.metric, key.statistic]) { return .headline }
    return isOfSide || key.cohort == "all" ? .entry : .handling
  }

  // MARK: Chance

  private func judge(_ figure: inout FigureChange) {
    guard let before = figure.before, let after = figure.after, let first = before.value,
      let second = after.value, (second - first).isFinite
    else { return }
    figure.change = second - first
    guard shared != .same else {
      figure.state = first == second ? .unchanged : .changed
      return
    }
    let isRate = figure.key.statistic == "rate"
    if isRate, let pair = Self.pair(before, after) {
      let interval = pair.differenceInterval(level: level)
      (figure.lower, figure.upper) = (interval.lower, interval.upper)
      figure.pValue = pair.pValue()
      figure.method = .wilson
    } else if a.level == b.level, let one = Self.bounded(after), let other = Self.bounded(before) {
      let interval = Mover.difference(one, other, level: level)
      (figure.lower, figure.upper) = (interval.lower, interval.upper)
      figure.pValue = Self.pValue(second - first, interval)
      figure.method = .limits
    }
  }

  /// Shares of independent contacts, as many as the effective sizes say.
  private static func pair(_ before: Estimate, _ after: Estimate) -> RatePair? {
    func rate(_ estimate: Estimate) -> EffectiveRate? {
      guard let value = estimate.value, (0...1).contains(value), let size = estimate.effectiveSize,
        size > 0, size.isFinite
      else { return nil }
      return EffectiveRate(estimate: value, size: size)
    }
    guard let first = rate(before), let second = rate(after) else { return nil }
    return RatePair(bot: second, human: first)
  }

  private static func bounded(
    _ estimate: Estimate
  ) -> (estimate: Double, lower: Double, upper: Double)? {
    guard let value = estimate.value, let lower = estimate.lower, let upper = estimate.upper,
      value.isFinite, lower.isFinite, upper.isFinite, lower <= value, value <= upper, lower < upper
    else { return nil }
    return (value, lower, upper)
  }

  /// The error at which the limit nearest to zero would reach it, were its distance to grow with the normal quantile.
  private static func pValue(_ change: Double, _ interval: Interval) -> Double {
    guard change != 0, let z = NormalDistribution.z(level: interval.level) else { return 1 }
    let distance = change > 0 ? change - interval.lower : interval.upper - change
    guard distance > 0 else { return 0 }
    return min(1, 2 * NormalDistribution.upperTail(z * change.magnitude / distance))
  }

  /// One family at a time (STATISTICS 7.3).
  private mutating func control() {
    for family in FigureChange.Family.allCases {
      let tested = figures.indices.filter {
        figures[$0].family == family && figures[$0].pValue != nil
      }
      let q = FalseDiscovery.qValues(tested.compactMap { figures[$0].pValue })
      for (place, value) in zip(tested, q) {
        figures[place].qValue = value
        guard figures[place].state == .notTested else { continue }
        let isOutside = (figures[place].lower ?? 0) > 0 || (figures[place].upper ?? 0) < 0
        figures[place].state = value <= threshold && isOutside ? .moved : .withinChance
      }
    }
  }

  // MARK: Causes

  private func explain(
    _ figure: inout FigureChange,
    _ splitter: Result<MixSplitter, MixSplit.Fault>
  ) {
    guard let change = figure.change, let before = figure.before, let after = figure.after else {
      return
    }
    if shared == .same {
      figure.causes.definition = change
      return
    }
    var (from, to) = (before, after)
    var definition = figure.isComparable ? 0.0 : nil
    if let step = bridge?.step(figure.key, before, after) {
      (from, to, definition) = (step.from, step.to, step.definition)
    }
    figure.causes.definition = definition
    do throws(MixSplit.Fault) {
      let split = try splitter.get().split(figure.key, from, to)
      figure.causes.mix = split.mix
      figure.causes.strata = split.strata
      figure.causes.strataInBoth = split.strataInBoth
      if definition == nil {
        figure.causes.dataAndDefinition = split.within
      } else {
        figure.causes.data = split.within
      }
    } catch {
      figure.causes.reason = error.rawValue
      if let definition {
        figure.causes.dataAndMix = change - definition
      } else {
        figure.causes.dataAndDefinition = change
      }
    }
  }

  private mutating func setVerdicts(
    headlineOrder: [KeptReport.Comparison],
    _ known: [String: KeptReport.Definition]
  ) {
    var seen: Set<String> = []
    for comparison in headlineOrder where seen.insert(comparison.metric).inserted {
      func verdict(_ report: KeptReport) -> String? {
        report.comparisons.first { $0.isHeadline && $0.metric == comparison.metric }?.verdict
      }
      verdicts.append(
        Verdicts(
          metric: comparison.metric,
          title: known[comparison.metric]?.title ?? comparison.metric,
          before: verdict(a),
          after: verdict(b)
        )
      )
    }
  }
}
