import Comparisons
import Facts
import Serialization

/// `comparison.csv`: one row for each comparison, headline first, then those without a verdict, then topics.
enum ComparisonCSV {
  static let header =
    ["family", "topic", "metric", "number", "statistic", "scale", "unit", "better"]
    + side("bot") + side("human") + effect("difference") + effect("ratio")
    + [
      "lower_90", "upper_90", "p_value", "q_value", "margin", "margin_is_default", "verdict",
      "reason",
      "detectable",
    ]
    + crude("crude_bot") + crude("crude_human") + effect("crude_difference") + effect("crude_ratio")
    + [
      "case_mix_class", "sign_flip", "comparable_share_bot", "comparable_share_human", "e_value",
      "e_value_limit", "warnings", "null_reason",
    ]

  private static func effect(_ name: String) -> [String] {
    [name, name + "_lower", name + "_upper"]
  }
  private static func side(_ name: String) -> [String] {
    effect(name) + [name + "_contacts", name + "_customers", name + "_effective_size"]
  }
  private static func crude(_ name: String) -> [String] {
    effect(name) + [name + "_numerator", name + "_denominator"]
  }

  static func bytes(_ findings: Findings) -> [UInt8] {
    var csv = CSVWriter(header: header)
    for finding in findings.headlineFamily { write(finding, family: "headline", &csv) }
    for finding in findings.secondary { write(finding, family: "secondary", &csv) }
    for audited in findings.audited { write(audited.finding, family: "audited", &csv) }
    let metric = findings.headlineFamily.first { $0.metric.number == "M24" }?.metric
    for topic in findings.topics { write(topic, metric, &csv) }
    return csv.bytes
  }

  private static func write(_ finding: ComparisonFinding, family: String, _ csv: inout CSVWriter) {
    csv.text(family)
    csv.text(nil)
    csv.text(finding.metric.id)
    csv.text(finding.metric.number)
    csv.text(finding.statistic)
    csv.text(finding.scale.rawValue)
    csv.text(finding.metric.unit.rawValue)
    csv.text(finding.metric.better.rawValue)
    side(finding.bot, &csv)
    side(finding.human, &csv)
    effect(finding.difference, &csv)
    effect(finding.ratio, &csv)
    for value in [finding.lower90, finding.upper90, finding.pValue, finding.qValue, finding.margin]
    {
      csv.number(value.finite)
    }
    csv.text(finding.margin == nil ? nil : finding.marginIsDefault ? "true" : "false")
    csv.text(finding.verdict.rawValue)
    csv.text(finding.reason)
    csv.text(finding.detectable.map { $0 ? "true" : "false" })
    crude(finding.crudeBot, &csv)
    crude(finding.crudeHuman, &csv)
    effect(finding.crudeDifference, &csv)
    effect(finding.crudeRatio, &csv)
    csv.text(finding.caseMixClass)
    csv.text(finding.signFlip ? "true" : "false")
    for value in [
      finding.comparableShareBot, finding.comparableShareHuman, finding.eValue, finding.eValueLimit,
    ] {
      csv.number(value.finite)
    }
    csv.text(finding.warnings.joined(separator: ";"))
    csv.text(finding.effect.value.finite == nil ? finding.effect.nullReason ?? finding.reason : nil)
    csv.endRow()
  }

  private static func write(
    _ topic: TopicFinding,
    _ metric: MetricDefinition?,
    _ csv: inout CSVWriter
  ) {
    csv.text("topic")
    csv.text(topic.name)
    csv.text(metric?.id ?? "durable_resolution_rate")
    csv.text(metric?.number ?? "M24")
    csv.text("rate")
    csv.text(ComparisonFinding.Scale.difference.rawValue)
    csv.text(metric?.unit.rawValue ?? "proportion")
    csv.text(metric?.better.rawValue ?? "higher")
    side(topic.bot, &csv)
    side(topic.human, &csv)
    effect(topic.difference, &csv)
    effect(nil, &csv)
    for value in [nil, nil, nil, topic.qValue, nil] as [Double?] { csv.number(value.finite) }
    csv.text(nil)
    csv.text(topic.verdict.rawValue)
    csv.text(nil)
    csv.text(nil)
    // Within one topic nothing is adjusted: the sides are as they stand, with their whole counts.
    crude(topic.bot, &csv)
    crude(topic.human, &csv)
    effect(topic.difference, &csv)
    effect(nil, &csv)
    for _ in 0..<7 { csv.text(nil) }
    csv.text(
      topic.difference.value.finite == nil
        ? topic.difference.nullReason ?? topic.verdict.rawValue : nil
    )
    csv.endRow()
  }

  private static func effect(_ estimate: Estimate?, _ csv: inout CSVWriter) {
    csv.number((estimate?.value).finite)
    csv.number((estimate?.lower).finite)
    csv.number((estimate?.upper).finite)
  }

  private static func side(_ estimate: Estimate, _ csv: inout CSVWriter) {
    effect(estimate, &csv)
    csv.number(estimate.denominator)
    csv.number(estimate.customers)
    csv.number(estimate.effectiveSize.finite)
  }

  private static func crude(_ estimate: Estimate, _ csv: inout CSVWriter) {
    effect(estimate, &csv)
    csv.number(estimate.numerator)
    csv.number(estimate.denominator)
  }
}
