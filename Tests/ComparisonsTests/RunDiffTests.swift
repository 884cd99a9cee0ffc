import Facts
import Testing

@testable import Comparisons

/// Two runs side by side, with numbers that can be checked by hand.
@Suite struct RunDiffTests {
  private static let definition = KeptReport.Definition(
    id: "durable",
    number: "M24",
    title: "Durable resolution",
    unit: "proportion",
    better: "higher",
    rule: "one rule"
  )

  private func report(_ name: String, _ days: (String, String)? = nil) -> KeptReport {
    var report = KeptReport(name: name)
    (report.version, report.dictionaryVersion, report.lexiconVersion) = ("1", "1.0", "en 1")
    (report.firstDay, report.lastDay) = (days?.0, days?.1)
    report.definitions = [Self.definition]
    return report
  }

  private func rate(_ yes: Int, _ known: Int) -> Estimate {
    Estimate(
      value: Double(yes) / Double(known),
      numerator: yes,
      denominator: known,
      effectiveSize: Double(known)
    )
  }

  private static let key = FigureKey(metric: "durable", statistic: "rate", cohort: "bot_first")

  /// Reports with one figure each, of separate weeks.
  private func pair(_ before: Estimate, _ after: Estimate) -> (KeptReport, KeptReport) {
    var a = report("a", ("2026-03-02", "2026-03-08"))
    var b = report("b", ("2026-03-09", "2026-03-15"))
    _ = a.add(Self.key, before)
    _ = b.add(Self.key, after)
    return (a, b)
  }

  /// Newcombe, Stat Med 17 (1998), 873, Table II, method 10: 56/70 against 48/80 is 0.0524 to 0.3339.
  @Test func `the interval of a change of a rate is Newcombe's`() throws {
    let (a, b) = pair(rate(48, 80), rate(56, 70))
    let diff = RunDiff(a, b)
    let figure = try #require(diff.figures.first)
    #expect(diff.shared == .separate)
    #expect(abs((figure.change ?? 0) - 0.2) < 1e-12)
    #expect(abs((figure.lower ?? 0) - 0.0524) < 5e-5)
    #expect(abs((figure.upper ?? 0) - 0.3339) < 5e-5)
    #expect(abs((figure.pValue ?? 0) - 0.008133) < 1e-6)
    #expect(figure.method == .wilson && figure.state == .moved && figure.isComparable)
  }

  @Test func `the other way round everything has the other sign`() throws {
    let (a, b) = pair(rate(48, 80), rate(56, 70))
    let (forth, back) = (RunDiff(a, b).figures[0], RunDiff(b, a).figures[0])
    #expect(forth.change == back.change.map { -$0 })
    #expect(abs((forth.lower ?? 0) + (back.upper ?? 0)) < 1e-12)
    #expect(abs((forth.upper ?? 0) + (back.lower ?? 0)) < 1e-12)
    #expect(abs((forth.pValue ?? 0) - (back.pValue ?? 1)) < 1e-9)
  }

  /// 3 to 5 (2.5 to 3.5, and 4 to 6): MOVER gives 2 -+ sqrt(1 + 0.25).
  @Test func `an amount is compared by the limits that both reports print`() throws {
    var (a, b) = pair(rate(1, 2), rate(1, 2))
    let median = FigureKey(metric: "durable", statistic: "p50", cohort: "all")
    _ = a.add(median, Estimate(value: 3, lower: 2.5, upper: 3.5, denominator: 9))
    _ = b.add(median, Estimate(value: 5, lower: 4, upper: 6, denominator: 9))
    let figure = try #require(RunDiff(a, b).figures.last)
    #expect(figure.method == .limits)
    #expect(abs((figure.lower ?? 0) - (2 - 1.25.squareRoot())) < 1e-12)
    #expect(abs((figure.upper ?? 0) - (2 + 1.25.squareRoot())) < 1e-12)
    // The normal error at 1.959964 * 2 / sqrt(1.25) = 3.5061.
    #expect(abs((figure.pValue ?? 0) - 0.000455) < 1e-5)
    #expect(figure.state == .moved)
    b.level = 0.99
    #expect(RunDiff(a, b).figures.last?.state == .notTested)
  }

  @Test func `figures appear, vanish, stay null, or are in one report only`() {
    let null = Estimate(denominator: 3, nullReason: "too_few")
    let states = [(null, rate(1, 2)), (rate(1, 2), null), (null, null), (rate(1, 2), rate(1, 2))]
      .map { pair -> FigureChange.State in
        let (a, b) = self.pair(pair.0, pair.1)
        return RunDiff(a, b).figures[0].state
      }
    #expect(states == [.appeared, .vanished, .stillNull, .unchanged])
    var (a, b) = pair(rate(1, 2), rate(1, 2))
    let other = FigureKey(metric: "durable", statistic: "rate", cohort: "human_first")
    _ = a.add(other, rate(1, 3))
    #expect(RunDiff(a, b).figures.map(\.state) == [.unchanged, .onlyBefore])
    #expect(RunDiff(b, a).figures.map(\.state) == [.unchanged, .onlyAfter])
    b = report("empty")
    #expect(RunDiff(a, b).figures.allSatisfy { $0.state == .onlyBefore && $0.change == nil })
  }

  @Test func `the same report moves nothing, and of the same files nothing is chance`() {
    var (a, b) = pair(rate(48, 80), rate(56, 70))
    let file = KeptReport.File(name: "x", bytes: 9, format: "f", records: 3, sha256: nil)
    (a.files, b.files) = ([file], [file])
    #expect(RunDiff(a, a).figures.allSatisfy { $0.state == .unchanged })
    let figure = RunDiff(a, b).figures[0]
    #expect(figure.state == .changed && figure.lower == nil && figure.pValue == nil)
    #expect(figure.causes.definition == figure.change)
    // Another size, another content, or another period: other contacts.
    b.files[0].bytes = 8
    #expect(RunDiff(a, b).shared == .separate)
    (b.files[0].bytes, a.files[0].sha256, b.files[0].sha256) = (9, "aa", "bb")
    #expect(RunDiff(a, b).shared == .separate)
    b.files[0].sha256 = "aa"
    #expect(RunDiff(a, b).shared == .same)
    a.parameters = [KeptReport.Setting(name: "from", value: "open")]
    b.parameters = [KeptReport.Setting(name: "from", value: "2026-03-10")]
    #expect(RunDiff(a, b).shared == .separate)
    (a.lastDay, b.firstDay) = ("2026-03-09", "2026-03-09")
    #expect(RunDiff(a, b).shared == .overlapping)
    b.firstDay = nil
    #expect(RunDiff(a, b).shared == .unknown)
  }

  @Test func `many figures are judged together, family by family`() {
    var (a, b) = pair(rate(48, 80), rate(56, 70))
    // Nineteen of the same family that did not move: q is 20 times p, 0.16.
    for number in 0..<19 {
      let key = FigureKey(metric: "m\(number)", statistic: "rate", cohort: "all")
      _ = a.add(key, rate(40, 80))
      _ = b.add(key, rate(41, 80))
    }
    let figure = RunDiff(a, b).figures[0]
    #expect(figure.family == .entry && figure.state == .withinChance)
    #expect(abs((figure.qValue ?? 0) - 20 * (figure.pValue ?? 0)) < 1e-9)
    a.comparisons = [
      KeptReport.Comparison(
        metric: "durable",
        statistic: "rate",
        isHeadline: true,
        verdict: "worse",
        difference: Estimate()
      )
    ]
    let headline = RunDiff(a, b)
    #expect(headline.figures[0].family == .headline && headline.figures[0].state == .moved)
    #expect(headline.verdicts.map(\.before) == ["worse"] && headline.verdicts[0].after == nil)
  }

  // MARK: Definitions

  @Test func `what is defined otherwise is named with what it reaches`() {
    var (a, b) = pair(rate(48, 80), rate(56, 70))
    _ = a.add(FigureKey(metric: "m", statistic: "rate", cohort: "all"), rate(1, 2))
    _ = b.add(FigureKey(metric: "m", statistic: "rate", cohort: "all"), rate(1, 2))
    #expect(RunDiff(a, b).definitions.isEmpty)
    b.definitions[0].rule = "another rule"
    a.parameters = [KeptReport.Setting(name: "confidence", value: "95 %")]
    b.parameters = [KeptReport.Setting(name: "confidence", value: "90 %")]
    let one = RunDiff(a, b)
    #expect(one.definitions.map(\.name) == ["confidence", "durable"])
    #expect(one.definitions.map(\.scope) == [.summedUp, .metric])
    #expect(one.figures.map(\.isComparable) == [false, true])
    b.lexiconVersion = "en 2"
    b.parameters.append(KeptReport.Setting(name: "contact_gap", value: "12 h"))
    let all = RunDiff(a, b)
    #expect(
      all.definitions.map(\.name) == ["lexicon_version", "confidence", "contact_gap", "durable"]
    )
    #expect(all.definitions[2].before == nil && all.hasOtherDefinitions)
    #expect(all.figures.allSatisfy { !$0.isComparable })
    // Without counts by stratum nothing can be told apart.
    #expect(all.figures[0].causes.dataAndDefinition == all.figures[0].change)
    #expect(all.figures[0].causes.definition == nil)
  }

  // MARK: Mix

  private typealias Strata = [(topic: String, yes: Int, known: Int)]

  private func composition(_ strata: Strata, extra: [String] = []) -> Composition {
    var composition = Composition()
    composition.variables = ["topic"] + extra
    composition.groups = strata.map {
      Composition.Group(
        cohort: "bot_first",
        values: [$0.topic] + extra.map { _ in "x" },
        contacts: $0.known
      )
    }
    composition.rates = [
      Composition.Rate(metric: "durable", yes: strata.map(\.yes), known: strata.map(\.known))
    ]
    return composition
  }

  private func causes(_ before: Strata, _ after: Strata, extra: [String] = []) -> ChangeCauses {
    func sum(_ strata: Strata) -> Estimate {
      rate(strata.reduce(0) { $0 + $1.yes }, strata.reduce(0) { $0 + $1.known })
    }
    var (a, b) = pair(sum(before), sum(after))
    a.composition = composition(before)
    b.composition = composition(after, extra: extra)
    return RunDiff(a, b).figures[0].causes
  }

  /// 80 of 100 easy and 20 of 100 hard ones before.
  private static let before: Strata = [("easy", 80, 100), ("hard", 20, 100)]

  /// 50 % of A; 60 % of the same contacts by B's rule, 90 of 100 easy and 30 of 100 hard; 45 % of B's, by both rates and mix.
  @Test func `a report between two tells definition from data and mix, and the three add up`()
    throws
  {
    let file = KeptReport.File(name: "x", bytes: 9, format: "f", records: 3, sha256: nil)
    var (a, b) = pair(rate(100, 200), rate(90, 200))
    var middle = report("c", ("2026-03-02", "2026-03-08"))
    _ = middle.add(Self.key, rate(120, 200))
    b.definitions[0].rule = "another rule"
    middle.definitions = b.definitions
    (a.files, middle.files) = ([file], [file])
    a.composition = composition(Self.before)
    middle.composition = composition([("easy", 90, 100), ("hard", 30, 100)])
    b.composition = composition([("easy", 45, 50), ("hard", 45, 150)])
    #expect(RunDiff(a, b).figures[0].causes.definition == nil)
    let forth = RunDiff(a, b, between: try DiffBridge(middle, from: a, to: b)).figures[0]
    #expect(abs((forth.causes.definition ?? 0) - 0.1) < 1e-12)
    #expect(abs((forth.causes.mix ?? 0) + 0.15) < 1e-12 && abs(forth.causes.data ?? 1) < 1e-12)
    #expect(forth.causes.dataAndDefinition == nil && abs((forth.change ?? 0) + 0.05) < 1e-12)
    // From B to A it is B's place that C takes, and the parts have the other sign.
    let back = RunDiff(b, a, between: try DiffBridge(middle, from: b, to: a)).figures[0]
    #expect(abs((back.causes.definition ?? 0) + 0.1) < 1e-12)
    #expect(abs((back.causes.mix ?? 0) - 0.15) < 1e-12 && abs(back.causes.data ?? 1) < 1e-12)
    // Neither by one's definitions, nor of the other's files.
    #expect(throws: DiffBridge.Fault.self) { try DiffBridge(a, from: a, to: b) }
    middle.files[0].bytes = 8
    #expect(throws: DiffBridge.Fault.self) { try DiffBridge(middle, from: a, to: b) }
  }

  @Test func `more of the hard kind is all mix`() {
    // 50 % to 35 %: each kind is resolved as before.
    let causes = causes(Self.before, [("easy", 40, 50), ("hard", 30, 150)])
    #expect(abs((causes.mix ?? 0) + 0.15) < 1e-12 && abs(causes.data ?? 1) < 1e-12)
    #expect(causes.definition == 0 && causes.strataInBoth == 2)
  }

  @Test func `other rates on the same mix are all data`() {
    let causes = causes(Self.before, [("easy", 90, 100), ("hard", 40, 100)])
    #expect(abs(causes.mix ?? 1) < 1e-12 && abs((causes.data ?? 0) - 0.15) < 1e-12)
  }

  @Test func `both add up to the change, and turn round with it`() {
    // 50 % to 45 %: mix -0.25 * 0.85 + 0.25 * 0.25 = -0.15, data 0.1 * 0.375 + 0.1 * 0.625 = 0.10.
    let after: Strata = [("easy", 45, 50), ("hard", 45, 150)]
    let forth = causes(Self.before, after)
    let back = causes(after, Self.before)
    #expect(abs((forth.mix ?? 0) + 0.15) < 1e-12 && abs((forth.data ?? 0) - 0.10) < 1e-12)
    #expect(abs((back.mix ?? 0) - 0.15) < 1e-12 && abs((back.data ?? 0) + 0.10) < 1e-12)
  }

  @Test func `a kind that only one run has is mix`() {
    let causes = causes([("easy", 50, 100)], [("easy", 50, 100), ("new", 0, 100)])
    #expect(abs((causes.mix ?? 0) + 0.25) < 1e-12 && abs(causes.data ?? 1) < 1e-12)
    #expect(causes.strata == 2 && causes.strataInBoth == 1)
  }

  @Test func `runs with other strata are split by the variables that both have`() {
    let causes = causes(
      Self.before,
      [("easy", 40, 50), ("hard", 30, 150)],
      extra: ["language"]
    )
    #expect(abs((causes.mix ?? 0) + 0.15) < 1e-12)
  }

  @Test func `counts that are not the figure's are not used`() {
    var (a, b) = pair(rate(100, 200), rate(70, 200))
    (a.composition, b.composition) = (composition(Self.before), composition([("easy", 1, 2)]))
    #expect(RunDiff(a, b).figures[0].causes.reason == "not_counted_by_stratum")
    b.composition = nil
    #expect(RunDiff(a, b).figures[0].causes.reason == "not_in_report")
    #expect(RunDiff(a, b).figures[0].causes.dataAndMix == RunDiff(a, b).figures[0].change)
  }

  @Test func `the counts of a run add up to its figures`() async throws {
    var maker = TableMaker()
    maker.add(.botFirst, 40, of: 60, topic: 1)
    maker.add(.botFirst, 5, of: 30, topic: 2)
    maker.add(.humanFirst, 30, of: 40, topic: 1)
    maker.add(.none, 0, of: 25, topic: 3)
    let findings = await maker.table().findings()
    let composition = findings.composition
    #expect(composition.groups.reduce(0) { $0 + $1.contacts } == 155)
    let rate = try #require(composition.rates.first { $0.metric == "durable_resolution_rate" })
    for cohort in ["bot_first", "human_first"] {
      let places = composition.groups.indices.filter { composition.groups[$0].cohort == cohort }
      let summary = try #require(
        findings.summaries.first {
          $0.metric.id == rate.metric && $0.cohort.name == cohort && $0.period == .whole
        }
      )
      #expect(places.reduce(0) { $0 + rate.yes[$1] } == summary.estimate.numerator)
      #expect(places.reduce(0) { $0 + rate.known[$1] } == summary.estimate.denominator)
    }
  }
}
