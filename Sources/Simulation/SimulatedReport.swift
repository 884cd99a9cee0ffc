package import ByteStreams
import Comparisons
import Facts
import Pipeline
import Reporting
package import Samples
package import Wording

/// One invented export and what the report says about it.
///
/// The way is that of `onpar report` with its defaults: bytes, records, contacts, facts, comparison, words.
package struct SimulatedReport: Sendable {
  let scenario: String
  let seed: UInt64
  let contacts: Int
  /// The variables of the strata that the report chose.
  let strata: [String]
  /// The five measures with verdicts.
  let family: [ComparisonFinding]
  /// Further comparisons, without verdict.
  let others: [ComparisonFinding]
  /// Rates of the contacts that one side opened.
  let rates: [MetricSummary]
  /// The report as people read it, in Markdown.
  let words: [UInt8]

  /// Comparisons outside the family whose truth is known.
  private static let otherMetrics = ["repeat_contact_rate_7d_any", "full_resolution_time"]
  private static let rateMetrics = [
    "handoff_rate", "unmet_human_request_rate", "csat_top2", "survey_response_rate",
  ]

  /// The bytes of a sample, as `onpar sample` writes them.
  package static func bytes(_ scenario: Scenario, seed: UInt64, contacts: Int?) -> [UInt8] {
    var bytes: [UInt8] = []
    Generator(scenario: scenario, seed: seed, conversations: contacts)
      .writeMessages { bytes += $0 }
    return bytes
  }

  /// Reads a sample from its file and compares.
  package init(
    of scenario: Scenario,
    seed: UInt64,
    contacts: Int?,
    input: Input,
    lexicon: Lexicon
  ) async {
    var options = Analysis.Options()
    var reading = IngestOptions()
    reading.detects = Settings().detectors
    var transcripts = await IngestRun.read([input], options: reading, lexicon: lexicon)
    options.lexiconVersion = transcripts.lexiconVersion
    let measured = await Analysis.measure(&transcripts, options: options)
    let findings = await Analysis.findings(transcripts, measured, options: options)
    self.scenario = scenario.name
    self.seed = seed
    self.contacts = contacts ?? scenario.conversations
    strata = findings.caseMix.strata
    family = findings.headlineFamily
    others = findings.secondary.filter { finding in
      Self.otherMetrics.contains(finding.metric.id) && finding.statistic != "p90"
    }
    rates = findings.summaries.filter { summary in
      summary.period == .whole && summary.statistic == "rate"
        && (summary.cohort == .entry(.botFirst) || summary.cohort == .entry(.humanFirst))
        && Self.rateMetrics.contains(summary.metric.id)
    }
    words = Report(findings).render(.markdown)
  }
}
