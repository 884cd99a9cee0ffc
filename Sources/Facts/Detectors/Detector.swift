package import Conversations

/// A detector of `onpar signals` whose answers a report counts (D1 to D4).
///
/// Which these are, and why no other, says `Docs/Facts/Detectors.md`.
package enum Detector: CaseIterable, Sendable {
  case frustration, dissatisfaction, humanRequest, abuse

  /// Its answer in a message.
  package var bit: Detections {
    switch self {
    case .frustration: .frustration
    case .dissatisfaction: .dissatisfaction
    case .humanRequest: .humanRequest
    case .abuse: .abuse
    }
  }

  /// The rate of contacts that it flags.
  package var metric: RateMetric {
    switch self {
    case .frustration: .flaggedFrustration
    case .dissatisfaction: .flaggedDissatisfaction
    case .humanRequest: .flaggedHumanRequest
    case .abuse: .flaggedAbuse
    }
  }

  /// Messages before the first reply count too, as in M30; anger that was brought along does not (METRICS 9.5).
  package var countsBeforeReply: Bool { self == .humanRequest }

  package init?(_ metric: MetricDefinition) {
    guard let found = Self.allCases.first(where: { $0.metric.id == metric.id }) else { return nil }
    self = found
  }

  /// How it did on messages that people labelled: development splits of public corpora.
  ///
  /// A hint and no validation: single messages of other people, not contacts of this export (STATISTICS 6.3).
  package var checks: [PublicCheck] {
    switch self {
    case .frustration:
      [
        PublicCheck("MAIA DQE, support chats in German and Portuguese", 11, 17, 208, 237),
        PublicCheck("the same translated to English", 7, 17, 202, 237),
      ]
    case .dissatisfaction:
      [
        PublicCheck("USS, task dialogues in English", 208, 380, 4_978, 6_031),
        PublicCheck("tweets to airlines", 1_183, 1_394, 601, 763),
      ]
    case .humanRequest:
      [PublicCheck("utterances to assistants, nearly all in English", 40, 54, 4_544, 4_544)]
    case .abuse: [PublicCheck("ConvAbuse, talks with bots in English", 60, 90, 438, 448)]
    }
  }
}

/// What a detector said of one corpus of labelled messages.
package struct PublicCheck: Sendable, Hashable {
  package let corpus: String
  /// Messages in which people saw it, and how many of them were flagged.
  package let found: Int
  package let positives: Int
  /// The other messages, and how many of them were not flagged.
  package let passed: Int
  package let negatives: Int

  init(_ corpus: String, _ found: Int, _ positives: Int, _ passed: Int, _ negatives: Int) {
    self.corpus = corpus
    self.found = found
    self.positives = positives
    self.passed = passed
    self.negatives = negatives
  }

  /// `found 9 of 17 and passed 212 of 237 (MAIA DQE, …)`.
  package var words: String {
    "found \(found) of \(positives) and passed \(passed) of \(negatives) (\(corpus))"
  }
}
