import Comparisons
import Facts
import Serialization

/// Writes `report.json`: everything that the findings hold, in a stable order.
///
/// Members are only ever added.
enum FindingsJSON {
  static let schema = "onpar-report/1"

  /// What a summary takes, with its share of all else, so that the text is not copied while it grows.
  private static let bytesOfSummary = 600

  static func bytes(_ findings: Findings) -> [UInt8] {
    var json = JSONWriter(indented: true, capacity: findings.summaries.count * bytesOfSummary)
    json.object { json in
      json.member("schema", schema)
      json.member("headline", findings.headline)
      json.member("level", findings.level)
      json.member("equivalence_level", findings.equivalenceLevel)
      json.member("always_valid", findings.isAlwaysValid)
      json.member("shareable", findings.isShareable)
      json.member("run", object: { RunJSON.manifest(findings, &$0) })
      json.member(
        "headline_family",
        array: { json in
          for finding in findings.headlineFamily { comparison(finding, &json) }
        }
      )
      json.member(
        "secondary",
        array: { json in
          for finding in findings.secondary { comparison(finding, &json) }
        }
      )
      audited(findings.audited, &json)
      detectors(&json)
      gates(findings.gates, &json)
      claims(findings.claims, &json)
      examples(findings.examples, &json)
      strings("hides", findings.hides, &json)
      strings("cannot_say", findings.cannotSay, &json)
      strings("look_next", findings.lookNext, &json)
      strings("notes", findings.notes, &json)
      json.member("case_mix", object: { caseMix(findings.caseMix, &$0) })
      json.member("composition", object: { composition(findings.composition, &$0) })
      json.member(
        "topics",
        array: { json in
          for topic in findings.topics { self.topic(topic, &json) }
        }
      )
      heterogeneity(findings.heterogeneity, &json)
      containedOnly(findings.containedOnly, &json)
      curves(findings.curves, &json)
      weeklyCharts(findings.weeklyCharts, &json)
      launch(findings.launch, &json)
      outcomeBounds(findings.outcomeBounds, &json)
      ratingBounds(findings.ratingBounds, &json)
      superiority(findings.ratingSuperiority, &json)
      let isWhole = findings.metrics == .all && !findings.isShareable
      if isWhole {
        languagesServed(findings.languagesServed, &json)
        servedHours(findings.servedHours, &json)
        requestHours(findings.requestHours, &json)
      }
      crossChecks(findings.crossChecks, &json)
      if isWhole { workload(findings.workload, &json) }
      json.member("quality", object: { quality(findings.quality, &$0) })
      json.member(
        "summaries",
        array: { json in
          for summary in findings.summaries { self.summary(summary, &json) }
        }
      )
      json.member("definitions", array: { definitions(findings, &$0) })
      RunJSON.inputs(findings, &json)
    }
    json.newline()
    return json.bytes
  }

  static func strings(_ name: String, _ values: [String], _ json: inout JSONWriter) {
    json.member(
      name,
      array: { json in
        for value in values { json.value(value) }
      }
    )
  }

  /// Of what there are thousands.
  private enum Names {
    static let metric = JSONWriter.Name("metric")
    static let statistic = JSONWriter.Name("statistic")
    static let cohort = JSONWriter.Name("cohort")
    static let period = JSONWriter.Name("period")
    static let weekStart = JSONWriter.Name("week_start")
    static let weekComplete = JSONWriter.Name("week_complete")
    static let value = JSONWriter.Name("value")
    static let lower = JSONWriter.Name("lower")
    static let upper = JSONWriter.Name("upper")
    static let numerator = JSONWriter.Name("numerator")
    static let denominator = JSONWriter.Name("denominator")
    static let customers = JSONWriter.Name("customers")
    static let effectiveSize = JSONWriter.Name("effective_size")
    static let designEffect = JSONWriter.Name("design_effect")
    static let nullReason = JSONWriter.Name("null_reason")
  }

  static func estimate(_ name: String, _ estimate: Estimate?, _ json: inout JSONWriter) {
    json.key(name)
    guard let estimate else { return json.null() }
    json.object { json in
      json.member(Names.value, estimate.value)
      json.member(Names.lower, estimate.lower)
      json.member(Names.upper, estimate.upper)
      json.member(Names.numerator, estimate.numerator)
      json.member(Names.denominator, estimate.denominator)
      json.member(Names.customers, estimate.customers)
      json.member(Names.effectiveSize, estimate.effectiveSize)
      json.member(Names.designEffect, estimate.designEffect)
      json.member(Names.nullReason, estimate.csvReason)
    }
  }

  static func comparison(_ finding: ComparisonFinding, _ json: inout JSONWriter) {
    json.object { json in
      json.member("metric", finding.metric.id)
      json.member("number", finding.metric.number)
      json.member("title", finding.metric.title)
      json.member("statistic", finding.statistic)
      json.member("scale", finding.scale.rawValue)
      json.member("unit", finding.metric.unit.rawValue)
      json.member("better", finding.metric.better.rawValue)
      estimate("bot", finding.bot, &json)
      estimate("human", finding.human, &json)
      estimate("difference", finding.difference, &json)
      estimate("ratio", finding.ratio, &json)
      json.member("lower_90", finding.lower90)
      json.member("upper_90", finding.upper90)
      json.member("p_value", finding.pValue)
      json.member("q_value", finding.qValue)
      json.member("margin", finding.margin)
      json.member("margin_is_default", finding.marginIsDefault)
      json.member("verdict", finding.verdict.rawValue)
      json.member("reason", finding.reason)
      json.member("detectable", finding.detectable)
      estimate("crude_bot", finding.crudeBot, &json)
      estimate("crude_human", finding.crudeHuman, &json)
      estimate("crude_difference", finding.crudeDifference, &json)
      estimate("crude_ratio", finding.crudeRatio, &json)
      json.member("case_mix_class", finding.caseMixClass)
      json.member("sign_flip", finding.signFlip)
      json.member("comparable_share_bot", finding.comparableShareBot)
      json.member("comparable_share_human", finding.comparableShareHuman)
      json.member("e_value", finding.eValue)
      json.member("e_value_limit", finding.eValueLimit)
      strings("warnings", finding.warnings, &json)
      json.member("sentence", finding.sentence)
      json.member("verdict_sentence", finding.verdictSentence)
      json.member("caveat", finding.caveat)
    }
  }

  private static func caseMix(_ mix: CaseMix, _ json: inout JSONWriter) {
    strings("strata", mix.strata, &json)
    json.member("strata_count", mix.strataCount)
    json.member("strata_with_both", mix.strataWithBoth)
    json.member("comparable_share_bot", mix.comparableShareBot)
    json.member("comparable_share_human", mix.comparableShareHuman)
    json.member("unknown_topic_share", mix.unknownTopicShare)
    for (name, rows) in [
      ("mix", mix.mix), ("only_bot", mix.onlyBot), ("only_human", mix.onlyHuman),
    ] {
      json.member(
        name,
        array: { json in
          for row in rows {
            json.object { json in
              json.member("name", row.name)
              json.member("bot", row.bot)
              json.member("human", row.human)
              json.member("bot_share", row.botShare)
              json.member("human_share", row.humanShare)
            }
          }
        }
      )
    }
  }

  private static func topic(_ topic: TopicFinding, _ json: inout JSONWriter) {
    json.object { json in
      json.member("name", topic.name)
      estimate("bot", topic.bot, &json)
      estimate("human", topic.human, &json)
      estimate("difference", topic.difference, &json)
      json.member("q_value", topic.qValue)
      json.member("verdict", topic.verdict.rawValue)
    }
  }

  private static func heterogeneity(_ value: Heterogeneity?, _ json: inout JSONWriter) {
    json.key("heterogeneity")
    guard let value else { return json.null() }
    json.object { json in
      json.member("q", value.q)
      json.member("degrees_of_freedom", value.degreesOfFreedom)
      json.member("p_value", value.pValue)
      json.member("i2", value.i2)
      json.member("marked", value.isMarked)
    }
  }

  private static func containedOnly(_ value: ContainedOnly?, _ json: inout JSONWriter) {
    json.key("contained_only")
    guard let value else { return json.null() }
    json.object { json in
      estimate("rate", value.rate, &json)
      json.member("left_out_share", value.leftOutShare)
      json.member("sentence", value.sentence)
    }
  }

  private static func quality(_ quality: DataQuality, _ json: inout JSONWriter) {
    RunJSON.counts("left_out", quality.leftOut, &json)
    for (name, rows) in [("outcomes", quality.outcomes), ("handled", quality.handled)] {
      json.member(
        name,
        array: { json in
          for row in rows {
            json.object { json in
              json.member("cohort", row.cohort)
              RunJSON.counts("counts", row.counts, &json)
            }
          }
        }
      )
    }
    json.member(
      "identity",
      array: { json in
        for row in quality.identity {
          json.object { json in
            json.member("cohort", row.cohort)
            json.member("known", row.known)
            json.member("of", row.of)
          }
        }
      }
    )
    RunJSON.counts("languages", quality.languages, &json)
    RunJSON.counts("flags", quality.flags, &json)
    RunJSON.counts("clocks", quality.clocks, &json)
    RunJSON.counts("unknown_fields", quality.unknownFields, &json)
    if !quality.unknownValues.isEmpty {
      RunJSON.counts("unknown_values", quality.unknownValues, &json)
    }
    if !quality.blindSpots.isEmpty {
      json.member(
        "cannot_tell",
        array: { json in for text in quality.blindSpots { json.value(text) } }
      )
    }
    RunJSON.counts("roles", quality.roles, &json)
    strings("warnings", quality.warnings, &json)
  }

  private static func summary(_ summary: MetricSummary, _ json: inout JSONWriter) {
    json.object { json in
      json.member(Names.metric, summary.metric.id)
      json.member(Names.statistic, summary.statistic)
      json.member(Names.cohort, summary.cohort.name)
      switch summary.period {
      case .whole: json.member(Names.period, "whole")
      case .week(let monday, let isComplete):
        json.member(Names.period, "week")
        json.member(Names.weekStart, DayText.iso(daysSince1970: monday))
        json.member(Names.weekComplete, isComplete)
      }
      estimate("estimate", summary.estimate, &json)
      if summary.isDrivenByFew { json.member("driven_by_few", true) }
      if !summary.excluded.isEmpty {
        RunJSON.counts(
          "excluded",
          summary.excluded.map { (name: $0.reason, count: $0.count) },
          &json
        )
      }
      if !summary.evidence.isEmpty {
        RunJSON.counts(
          "evidence",
          summary.evidence.map { (name: $0.evidence.name, count: $0.count) },
          &json
        )
      }
    }
  }

  private static func definitions(_ findings: Findings, _ json: inout JSONWriter) {
    var seen: Set<String> = []
    let all =
      (findings.headlineFamily + findings.secondary).map(\.metric)
      + findings.summaries.map(\.metric)
    for metric in all where seen.insert(metric.id).inserted {
      json.object { json in
        json.member("id", metric.id)
        json.member("number", metric.number)
        json.member("title", metric.title)
        json.member("unit", metric.unit.rawValue)
        json.member("level", metric.level.rawValue)
        json.member("better", metric.better.rawValue)
        json.member("formula", metric.formula)
        json.member("ratio", metric.ratio)
        json.member("edge_cases", metric.edgeCases)
        json.member("reason", metric.reason)
      }
    }
  }
}
