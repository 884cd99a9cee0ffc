import Statistics

extension CaseMethods {
  static func mantelHaenszel(_ input: CaseInput) throws(CaseError) -> Output {
    let result = MantelHaenszel(try input.tables())
    return [
      "rd": JSONValue(result.riskDifference?.value),
      "rd_se": JSONValue(result.riskDifference?.standardError),
      "log_rr": JSONValue(result.logRiskRatio?.value),
      "log_rr_se": JSONValue(result.logRiskRatio?.standardError),
      "log_or": JSONValue(result.logOddsRatio?.value),
      "log_or_se": JSONValue(result.logOddsRatio?.standardError),
      "chi2": JSONValue(result.chi2), "p_value": JSONValue(result.pValue),
    ]
  }

  static func heterogeneity(_ input: CaseInput) throws(CaseError) -> Output {
    let result = Heterogeneity(try input.tables())
    return [
      "q": JSONValue(result.q), "df": .integer(result.degrees),
      "p_value": JSONValue(result.pValue), "i2": JSONValue(result.i2),
      "common": JSONValue(result.common),
    ]
  }

  static func simpson(_ input: CaseInput) throws(CaseError) -> Output {
    let tables = try input.tables()
    let crude = CountedComparison.crude(tables).difference
    let adjusted = CountedComparison.compare(tables).difference
    let change = CaseMixEffect(crude: crude, adjusted: adjusted)
    return [
      "crude": JSONValue(crude.estimate), "crude_lower": JSONValue(crude.interval.lower),
      "crude_upper": JSONValue(crude.interval.upper), "adjusted": JSONValue(adjusted.estimate),
      "adjusted_lower": JSONValue(adjusted.interval.lower),
      "adjusted_upper": JSONValue(adjusted.interval.upper), "class": .string(change.kind.rawValue),
      "sign_flip": .bool(change.signFlip),
    ]
  }

  static func eValue(_ input: CaseInput) throws(CaseError) -> Output {
    let value = EValue(
      ratio: try input.number("rr"),
      lower: try input.number("lower"),
      upper: try input.number("upper")
    )
    guard let value else { throw .field("rr", expected: "a ratio with its limits, none negative") }
    return ["point": JSONValue(value.point), "limit": JSONValue(value.limit)]
  }

  static func unknownOutcomes(_ input: CaseInput) throws(CaseError) -> Output {
    func counts(_ arm: String) throws(CaseError) -> UnknownOutcomes.Counts {
      for name in ["yes", "no", "unknown"] {
        guard (0..<1_000_000_000_000_000).contains(try input.integer(name + arm)) else {
          throw .field(name + arm, expected: "zero or more")
        }
      }
      return UnknownOutcomes.Counts(
        yes: try input.integer("yes" + arm),
        no: try input.integer("no" + arm),
        unknown: try input.integer("unknown" + arm)
      )
    }
    let bounds = UnknownOutcomes(bot: try counts("1"), human: try counts("0"))
    return [
      "low1": JSONValue(bounds?.bot.lowerBound), "high1": JSONValue(bounds?.bot.upperBound),
      "low0": JSONValue(bounds?.human.lowerBound), "high0": JSONValue(bounds?.human.upperBound),
      "difference_low": JSONValue(bounds?.difference.lowerBound),
      "difference_high": JSONValue(bounds?.difference.upperBound),
      "sign_identified": .bool(bounds?.isSignIdentified ?? false),
    ]
  }

  static func prevalenceKnown(_ input: CaseInput) throws(CaseError) -> Output {
    let (x, n) = try input.counts("x", "n")
    return prevalence(
      DetectorPrevalence(
        flagged: x,
        of: n,
        sensitivity: try input.share("se"),
        specificity: try input.share("sp"),
        level: try input.level()
      )
    )
  }

  static func prevalenceCorrected(_ input: CaseInput) throws(CaseError) -> Output {
    let (x, n) = try input.counts("x", "n")
    let (found, positives) = try input.counts("se_x", "se_n")
    let (passed, negatives) = try input.counts("sp_x", "sp_n")
    return prevalence(
      DetectorPrevalence(
        flagged: x,
        of: n,
        found: found,
        positives: positives,
        passed: passed,
        negatives: negatives,
        level: try input.level()
      )
    )
  }

  static func prevalenceAudit(_ input: CaseInput) throws(CaseError) -> Output {
    var audited: [(row: Int, label: Bool)] = []
    for value in try input.list("audited") {
      let row = try input.object(value, "audited")
      let label: Bool
      if case .bool(let flag) = row.fields["label"] {
        label = flag
      } else {
        label = try row.integer("label") != 0
      }
      audited.append((try row.integer("index"), label))
    }
    let flags = try input.flags("flags")
    guard let rate = AuditedRate(flags: flags, audited: audited, level: try input.level()) else {
      throw .field("audited", expected: "at least two labelled rows of flags")
    }
    return limits(
      rate.interval,
      ["estimate": JSONValue(rate.estimate), "se": JSONValue(rate.standardError)]
    )
  }

  static func attribution(_ input: CaseInput) throws(CaseError) -> Output {
    var rows: [Attribution.Row] = []
    for value in try input.list("conversations") {
      let row = try input.object(value, "conversations")
      func flag(_ name: String) throws(CaseError) -> Bool {
        guard case .bool(let value) = row.fields[name] else {
          throw .field(name, expected: "true or false")
        }
        return value
      }
      let first: Attribution.First
      switch try row.string("first") {
      case "bot": first = .bot
      case "human": first = .human
      default: throw .field("first", expected: "bot or human")
      }
      rows.append(
        Attribution.Row(
          first: first,
          bot: try flag("bot"),
          human: try flag("human"),
          isResolved: try flag("resolved")
        )
      )
    }
    let views = Attribution(rows)
    func tally(_ tally: Attribution.Tally) -> JSONValue {
      .object(["resolved": .integer(tally.resolved), "n": .integer(tally.total)])
    }
    return [
      "counts": .object([
        "assigned_bot": tally(views.assignedBot), "assigned_human": tally(views.assignedHuman),
        "handled_bot": tally(views.handledBot), "handled_human": tally(views.handledHuman),
        "handled_hybrid": tally(views.handledHybrid),
      ]),
      "handoff_rate": JSONValue(views.handoffRate),
      "as_assigned_rate": JSONValue(views.assignedBot.rate),
      "contained_only_rate": JSONValue(views.handledBot.rate),
    ]
  }

  private static func prevalence(_ result: DetectorPrevalence) -> Output {
    limits(result.interval, ["estimate": JSONValue(result.estimate)])
  }
}
