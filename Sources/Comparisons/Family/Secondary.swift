import Cohorts
import Facts
import Statistics

/// Comparisons outside the headline family: shown with intervals, without a verdict.
struct Secondary: Sendable {
  let design: ComparisonDesign

  private static let rates: [RateMetric] = [
    .confirmedResolution, .lenientResolution, .abandonment, .resolvedWithin2m, .resolvedWithin10m,
    .resolvedWithin1h, .repeat24hAny, .repeat72hAny, .repeat30dAny, .repeat7dSameTopic,
    .firstContactResolution,
  ]

  /// Detectors of words and habits; their rates say "flagged" (STATISTICS 6.3).
  private static let detectors: [RateMetric] = [
    .frustratedContact, .statedFailure, .customerRepetition, .shouting,
  ]

  func findings(otherRepeat: Draft) -> [ComparisonFinding] {
    let builder = DraftBuilder(design: design)
    let verdicts = Verdicts(design: design)
    return [verdicts.describe(otherRepeat)]
      + Self.rates.map { verdicts.describe(builder.rate($0)) }
      + [
        verdicts.describe(builder.quantile(.firstResponseTime, 0.9, "p90")),
        verdicts.describe(builder.quantile(.fullResolutionTime, 0.5, "p50")),
        verdicts.describe(replyLength(builder)),
      ]
      + Self.detectors.map { verdicts.describe(builder.rate($0), isDetector: true) }
  }

  /// The median length of replies.
  ///
  /// A row is a reply here, and its contact's customer the cluster.
  private func replyLength(_ builder: DraftBuilder) -> Draft {
    let list = design.table.list(of: .verbosity)
    var position = [Int32](repeating: -1, count: design.table.count)
    for (index, row) in design.rows.enumerated() { position[Int(row)] = Int32(index) }
    var arm: [UInt8] = []
    var stratum: [Int32] = []
    var customer: [Int32] = []
    var words: [Double] = []
    for (contact, value) in zip(list.contact, list.value) {
      guard position.indices.contains(Int(contact)), value.isFinite else { continue }
      let place = Int(position[Int(contact)])
      guard place >= 0 else { continue }
      arm.append(design.arm[place])
      stratum.append(design.strata.code[place])
      customer.append(design.customer[place])
      words.append(value)
    }
    let frame = try? ComparisonFrame(
      arm: arm,
      stratum: stratum,
      cluster: customer,
      mix: design.options.standard.mix
    )
    let level = design.options.level
    let bot = arm.count { $0 == 1 }
    return builder.fill(
      ComparisonFinding(
        metric: ReplyMetric.verbosity.definition,
        statistic: "p50",
        scale: .ratio
      ),
      counts: (bot, arm.count - bot),
      empty: "no_reply",
      adjusted: try? frame?.quantile(0.5, of: words, level: level),
      crude: try? frame?.withoutStrata().quantile(0.5, of: words, level: level)
    )
  }
}
