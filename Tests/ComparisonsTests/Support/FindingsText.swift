import Comparisons
import Facts

extension ContactTable {
  func findings(_ options: ComparisonOptions = ComparisonOptions()) async -> Findings {
    await Comparisons.findings(
      table: self,
      run: RunFacts(version: "test", dictionaryVersion: dictionaryVersion, lexiconVersion: "test"),
      quality: DataQuality(),
      options: options
    )
  }
}

extension Findings {
  /// Every sentence about a result, with the verdict that stands beside it.
  var sentences: [(text: String, verdict: VerdictWord?)] {
    let comparisons = (headlineFamily + secondary).flatMap { finding in
      [finding.sentence, finding.verdictSentence, finding.caveat ?? ""].map {
        ($0, finding.verdict)
      }
    }
    let durable = headlineFamily.first?.verdict
    let rest = (hides + cannotSay + lookNext + notes + [containedOnly?.sentence ?? ""])
      .map { ($0, VerdictWord?.none) }
    return comparisons.map { (text: $0.0, verdict: Optional($0.1)) }
      + [(text: headline, verdict: durable)] + rest.map { (text: $0.0, verdict: $0.1) }
  }

  /// Every number of the findings, to be searched for what is not a number.
  var numbers: [Double] {
    let comparisons = headlineFamily + secondary
    var estimates = comparisons.flatMap {
      [
        $0.bot, $0.human, $0.difference, $0.ratio ?? Estimate(), $0.crudeBot, $0.crudeHuman,
        $0.crudeDifference, $0.crudeRatio ?? Estimate(),
      ]
    }
    estimates += topics.flatMap { [$0.bot, $0.human, $0.difference] }
    estimates += summaries.map(\.estimate)
    if let containedOnly { estimates.append(containedOnly.rate) }
    var result = estimates.flatMap {
      [$0.value, $0.lower, $0.upper, $0.effectiveSize, $0.designEffect].compactMap(\.self)
    }
    for finding in comparisons {
      result += [
        finding.lower90, finding.upper90, finding.pValue, finding.qValue, finding.margin,
        finding.eValue, finding.eValueLimit, finding.comparableShareBot,
        finding.comparableShareHuman,
      ].compactMap(\.self)
    }
    result += [
      caseMix.comparableShareBot, caseMix.comparableShareHuman, caseMix.unknownTopicShare,
      heterogeneity?.q, heterogeneity?.i2, containedOnly?.leftOutShare,
    ].compactMap(\.self)
    result += caseMix.mix.flatMap { [$0.botShare, $0.humanShare] }
    return result
  }
}

/// Chance that can be repeated: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
