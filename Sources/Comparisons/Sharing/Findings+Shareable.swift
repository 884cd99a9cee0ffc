import Facts

/// A report that may leave the house: no small counts, and no names of files.
package enum Sharing {
  /// Why a figure is null.
  package static let reason = "hidden_small_cell"
}

extension Findings {
  /// The same findings without counts below `threshold` and what they would follow from, and with other names for inputs.
  ///
  /// Nil when one side has so few contacts itself, but some: then nothing of it could be shown.
  ///
  /// - Parameters:
  ///   - threshold: The smallest count that is shown (`min_cell`).
  ///   - name: What an input is called instead; its place in the list and its own name.
  /// - Returns: The findings as they may be shown.
  package func shareable(
    threshold: Int,
    name: (_ place: Int, _ name: String) -> String
  ) -> Findings? {
    let sizes = [run.botFirst, run.humanFirst, run.customers]
    guard !sizes.contains(where: { $0 > 0 && $0 < threshold }) else {
      return nil
    }
    var copy = self
    copy.isShareable = true
    let hiding = SummaryHiding(summaries, threshold: threshold)
    // The sides are hidden last of all; without them there is no report.
    let sides = [EntryCohort.botFirst, .humanFirst].map { SummaryHiding.Group(cohort: .entry($0)) }
    guard hiding.hiddenGroups.isDisjoint(with: sides) else { return nil }
    copy.summaries = hiding.summaries
    copy.hideNames(name)
    copy.hideRun(hiding, threshold)
    copy.hideQuality()
    copy.leaveOut()
    copy.hideMix(hiding, threshold)
    let check = SentenceCheck(threshold: threshold, hidden: hiding.numbers)
    let lists: [WritableKeyPath<Findings, [String]>] = [
      \.hides, \.cannotSay, \.lookNext, \.notes, \.quality.warnings,
    ]
    for list in lists {
      copy[keyPath: list].removeAll { !check.isSafe($0) }
    }
    let families: [WritableKeyPath<Findings, [ComparisonFinding]>] = [
      \.headlineFamily, \.secondary,
    ]
    for list in families {
      for place in copy[keyPath: list].indices {
        copy[keyPath: list][place].hide(hiding, check)
      }
    }
    if copy.headlineFamily.first?.reason == Sharing.reason {
      copy.headline = "Too little of durable resolution can be shown for an answer."
    }
    copy.notes.insert(
      "Made to be shared: counts from 1 to \(threshold - 1) are hidden, and figures that would tell them. Of figures "
        + "that are linked, such as outcomes, all are hidden from the first on that would. Left out are file names, "
        + "problems, curves, hours, languages, workload, strata, control charts, and sentences that would tell a small count.",
      at: 0
    )
    return copy
  }

  private mutating func hideNames(_ name: (Int, String) -> String) {
    for place in run.inputs.indices { run.inputs[place].name = name(place, run.inputs[place].name) }
    // A hash tells whoever has the file; a size nearly does.
    for place in run.inputs.indices {
      run.inputs[place].sha256 = nil
      run.inputs[place].bytes = nil
    }
    run.configFile = nil
    // Paths, and patterns of people's names.
    run.inputOptions = []
    for place in run.parameters.indices {
      if let source = run.parameters[place].source, !source.hasPrefix("--") {
        run.parameters[place].source = "configuration"
      }
    }
  }

  private mutating func hideRun(_ hiding: SummaryHiding, _ threshold: Int) {
    let isAllHidden = hiding.hiddenGroups.contains(.init(cohort: .all))
    if isAllHidden { run.contacts = nil }
    let unknown = run.contactsWithoutCustomer ?? 0
    if unknown > 0, unknown < threshold || isAllHidden { run.contactsWithoutCustomer = nil }
  }

  /// Shares of records stay; counts of contacts by all kinds of reasons are small by nature.
  private mutating func hideQuality() {
    quality.problems = []
    quality.unknownFields = []
    quality.unknownValues = []
    quality.assembly = []
    quality.leftOut = []
    quality.flags = []
    quality.outcomes = []
    quality.handled = []
    quality.identity = []
    quality.languages = []
    quality.clocks = []
  }

  private mutating func leaveOut() {
    curves = []
    weeklyCharts = []
    launch = nil
    ratingBounds = nil
    outcomeBounds = nil
    languagesServed = []
    servedHours = []
    requestHours = nil
    ratingSuperiority = nil
    containedOnly = nil
    crossChecks = nil
    workload = Workload()
    composition = Composition()
    composition.nullReason = Sharing.reason
    caseMix.onlyBot = []
    caseMix.onlyHuman = []
    // Both count strata or say of them how few they are.
    caseMix.unknownTopicShare = nil
    caseMix.comparableShareBot = nil
    caseMix.comparableShareHuman = nil
    audited = []
    gates = []
    claims = []
  }

  /// Small topics become one row, of enough contacts on each side; so do they in the table of durable resolution.
  private mutating func hideMix(_ hiding: SummaryHiding, _ threshold: Int) {
    let null = Estimate(nullReason: Sharing.reason)
    // Topics add up to each side's figure.
    let durable = MetricDefinition.durableResolutionRate.id
    let sides: [(EntryCohort, WritableKeyPath<TopicFinding, Estimate>)] = [
      (.botFirst, \.bot), (.humanFirst, \.human),
    ]
    for (cohort, side) in sides
    where hiding.hidden.contains(SummaryHiding.key(durable, .entry(cohort))) {
      for place in topics.indices {
        topics[place][keyPath: side] = null
        topics[place].difference = null
        topics[place].qValue = nil
        topics[place].verdict = .notComparable
      }
      heterogeneity = nil
    }
    let small = Pool(caseMix.mix.map { ($0.name, [$0.bot, $0.human]) }, threshold)
    let pooled = caseMix.mix.filter { small.names.contains($0.name) }
    caseMix.mix.removeAll { small.names.contains($0.name) }
    if !pooled.isEmpty, !caseMix.mix.isEmpty {
      let (bot, human) = (pooled.reduce(0) { $0 + $1.bot }, pooled.reduce(0) { $0 + $1.human })
      caseMix.mix.append(
        CaseMix.MixRow(
          name: Pool.name,
          bot: bot,
          human: human,
          botShare: run.botFirst > 0 ? Double(bot) / Double(run.botFirst) : 0,
          humanShare: run.humanFirst > 0 ? Double(human) / Double(run.humanFirst) : 0
        )
      )
    }
    let few = Pool(
      topics.map { topic in
        let counts = [topic.bot, topic.human].map { side -> [Int] in
          let (all, yes) = (side.denominator ?? 0, side.numerator ?? 0)
          return [all, yes, all - yes]
        }
        return (topic.name, counts[0] + counts[1])
      },
      threshold,
      with: small.names
    )
    guard !few.names.isEmpty else { return }
    topics.removeAll { few.names.contains($0.name) }
    topics.append(
      TopicFinding(
        name: Pool.name,
        bot: null,
        human: null,
        difference: null,
        qValue: nil,
        verdict: .notComparable
      )
    )
    heterogeneity = nil
  }
}

/// Rows that are shown as one, since they hold small counts or would tell those that do.
private struct Pool {
  static let name = "topics with small counts"
  private(set) var names: Set<String>

  /// - Parameters:
  ///   - rows: Counts that add up, each with those of all other rows, to a total that is shown.
  ///   - threshold: The smallest count that is shown.
  ///   - others: Rows that are pooled in any case.
  init(
    _ rows: [(name: String, counts: [Int])],
    _ threshold: Int,
    with others: Set<String> = []
  ) {
    func isSmall(_ value: Int) -> Bool { value > 0 && value < threshold }
    names = Set(rows.filter { $0.counts.contains(where: isSmall) }.map(\.name))
      .union(others.intersection(rows.map(\.name)))
    guard !names.isEmpty else { return }
    var sums = [Int](repeating: 0, count: rows.map(\.counts.count).max() ?? 0)
    func add(_ counts: [Int]) { for (place, count) in counts.enumerated() { sums[place] += count } }
    for row in rows where names.contains(row.name) { add(row.counts) }
    // Smallest first, so that the row grows as little as it must.
    let rest = rows.filter { !names.contains($0.name) }
      .sorted { ($0.counts.reduce(0, +), $0.name) < ($1.counts.reduce(0, +), $1.name) }
    for row in rest where names.count < 2 || sums.contains(where: isSmall) {
      names.insert(row.name)
      add(row.counts)
    }
  }
}

extension ComparisonFinding {
  /// Hides what is hidden of each side, and what would tell it.
  fileprivate mutating func hide(_ hiding: SummaryHiding, _ check: SentenceCheck) {
    func isSmall(_ value: Int?) -> Bool { value.map { $0 > 0 && $0 < check.threshold } ?? false }
    func isHidden(_ crude: Estimate, _ cohort: EntryCohort) -> Bool {
      let no = crude.denominator.flatMap { all in crude.numerator.map { all - $0 } }
      return hiding.hidden.contains(SummaryHiding.key(metric.id, .entry(cohort)))
        || isSmall(crude.denominator) || isSmall(crude.numerator) || isSmall(no)
        || isSmall(crude.customers)
    }
    let null = Estimate(nullReason: Sharing.reason)
    typealias Side = WritableKeyPath<ComparisonFinding, Estimate>
    typealias Share = WritableKeyPath<ComparisonFinding, Double?>
    let sides: [(Side, Side, EntryCohort, Share)] = [
      (\.bot, \.crudeBot, .botFirst, \.comparableShareBot),
      (\.human, \.crudeHuman, .humanFirst, \.comparableShareHuman),
    ]
    for (side, crude, cohort, share) in sides {
      // Contacts without a counterpart are the rest of those in the comparison.
      let all = self[keyPath: crude].denominator ?? 0
      let rest = all - (self[keyPath: side].denominator ?? all)
      let few = self[keyPath: share].map { Int((Double(all) * (1 - $0)).rounded()) } ?? 0
      if isSmall(rest) || isSmall(few) || isSmall(self[keyPath: side].denominator) {
        self[keyPath: side].denominator = nil
        self[keyPath: side].customers = nil
        self[keyPath: side].effectiveSize = nil
        self[keyPath: side].designEffect = nil
        self[keyPath: share] = nil
      }
      guard isHidden(self[keyPath: crude], cohort) else { continue }
      self[keyPath: crude] = null
      crudeDifference = null
      if crudeRatio != nil { crudeRatio = null }
      // With everyone comparable the adjusted figure is the raw one.
      self[keyPath: side] = null
      // With all its digits a share tells the two numbers that it is of.
      self[keyPath: share] = nil
      difference = null
      if ratio != nil { ratio = null }
      (lower90, upper90, pValue, qValue, eValue, eValueLimit) = (nil, nil, nil, nil, nil, nil)
    }
    if difference.nullReason == Sharing.reason {
      (verdict, detectable) = (.notMeasurable, nil)
      // What is shown of a detector stays a flag.
      if reason != "detector_not_validated" { reason = Sharing.reason }
      sentence = "Hidden: it rests on a small count."
      verdictSentence = ""
      caveat = nil
    }
    if !check.isSafe(sentence) {
      sentence = "The figures are in the tables; a sentence about them would tell a small count."
    }
    if !check.isSafe(verdictSentence) { verdictSentence = "" }
    if let words = caveat, !check.isSafe(words) { caveat = nil }
  }
}
