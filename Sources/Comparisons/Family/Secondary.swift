import Cohorts
import Facts
import Statistics

/// Comparisons outside the headline family: shown with intervals, without a verdict.
struct Secondary: Sendable {
  let design: ComparisonDesign

  static let rates: [RateMetric] = [
    .confirmedResolution, .lenientResolution, .abandonment, .resolvedWithin2m, .resolvedWithin10m,
    .resolvedWithin1h, .repeat24hAny, .repeat72hAny, .repeat30dAny, .repeat7dSameTopic,
    .firstContactResolution,
  ]

  /// Detectors of words and habits; their rates say "flagged" (STATISTICS 6.3).
  static let detectors: [RateMetric] = [
    .frustratedContact, .statedFailure, .customerRepetition, .shouting,
    .customerRephrase, .profanity, .negativeSentiment, .rageQuit, .redirect,
    .flaggedFrustration, .flaggedDissatisfaction, .flaggedHumanRequest, .flaggedAbuse,
  ]

  /// Drafts in the order of the report; `otherRepeat` comes first.
  func findings(
    otherRepeat: Draft,
    rates: [Draft],
    amounts: [Draft],
    detectors: [Draft]
  ) -> [ComparisonFinding] {
    let verdicts = Verdicts(design: design)
    return ([otherRepeat] + rates + amounts).map { verdicts.describe($0) }
      + detectors.map { verdicts.describe($0, isDetector: true) }
  }
}

extension DraftBuilder {
  /// The median length of replies.
  ///
  /// A row is a reply here, and its contact's customer the cluster.
  func replyLength() -> Draft {
    let list = design.table.list(of: .verbosity)
    var position = [Int32](repeating: -1, count: design.table.count)
    for (index, row) in design.rows.enumerated() { position[Int(row)] = Int32(index) }
    var owner: [Int32] = []
    var words: [Double] = []
    var bot = 0
    owner.reserveCapacity(list.contact.count)
    words.reserveCapacity(list.contact.count)
    for (contact, value) in zip(list.contact, list.value.doubles) {
      guard position.indices.contains(Int(contact)), value.isFinite else { continue }
      let place = position[Int(contact)]
      guard place >= 0 else { continue }
      bot += Int(design.arm[Int(place)])
      owner.append(place)
      words.append(value)
    }
    return fill(
      ComparisonFinding(
        metric: ReplyMetric.verbosity.definition,
        statistic: "p50",
        scale: .ratio
      ),
      counts: (bot, words.count - bot),
      empty: "no_reply",
      (try? design.frame?.quantiles([0.5], of: words, rows: owner, level: options.level))?.first
    )
  }
}
