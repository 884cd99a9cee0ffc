import Facts
import Statistics

/// All comparisons of a report, each of which is a piece of work of its own.
struct DraftPieces: Sendable {
  let headline: HeadlineFamily
  let rates: [Draft]
  let amounts: [Draft]
  let detectors: [Draft]
  let topics: TopicTable
  let containedOnly: ContainedOnly?

  private enum Piece: Sendable {
    case rate(RateMetric)
    case repeats, resolvedInADay, firstResponse, fullResolution, replyLength
    case satisfaction, topics, containedOnly
  }

  private enum Result: Sendable {
    case drafts([Draft])
    case satisfaction(Satisfaction, Draft)
    case topics(TopicTable)
    case containedOnly(ContainedOnly?)
  }

  init(_ design: ComparisonDesign, _ runner: some PieceRunner) async {
    // The costliest first, so that nobody waits for one that began last.
    let others: [Piece] = [
      .replyLength, .firstResponse, .resolvedInADay, .repeats, .fullResolution, .topics,
      .satisfaction, .containedOnly,
    ]
    let pieces =
      others
      + ([.durableResolution] + Secondary.rates + Secondary.detectors).map { Piece.rate($0) }
    let results = await runner.results(of: pieces.count) { Self.result(pieces[$0], design) }
    var drafts: [[Draft]] = []
    var satisfaction: (Satisfaction, Draft)?
    var topics: TopicTable?
    var containedOnly: ContainedOnly?
    for result in results {
      switch result {
      case .drafts(let list): drafts.append(list)
      case .satisfaction(let answers, let draft): satisfaction = (answers, draft)
      case .topics(let table): topics = table
      case .containedOnly(let view): containedOnly = view
      }
    }
    let (length, response, resolved, repeats, full) =
      (drafts[0], drafts[1], drafts[2], drafts[3], drafts[4])
    let ofRates = drafts.dropFirst(5).map { $0[0] }
    let answers = satisfaction ?? Self.satisfaction(design)
    headline = HeadlineFamily(
      drafts: [ofRates[0], repeats[0], resolved[0], response[0], answers.1],
      otherRepeat: repeats[1],
      satisfaction: answers.0
    )
    rates = DraftBuilder(design: design).markingWidths(Array(ofRates[1...Secondary.rates.count]))
    detectors = Array(ofRates[(1 + Secondary.rates.count)...])
    amounts = [response[1], full[0], length[0]]
    self.topics = topics ?? TopicTable(design)
    self.containedOnly = containedOnly
  }

  private static func satisfaction(_ design: ComparisonDesign) -> (Satisfaction, Draft) {
    let satisfaction = Satisfaction(design)
    return (satisfaction, satisfaction.draft(DraftBuilder(design: design)))
  }

  private static func result(_ piece: Piece, _ design: ComparisonDesign) -> Result {
    let builder = DraftBuilder(design: design)
    switch piece {
    case .rate(let metric): return .drafts([builder.rate(metric)])
    case .repeats:
      let (carrier, other) = builder.repeats()
      return .drafts([carrier, other])
    case .resolvedInADay: return .drafts([builder.resolvedInADay()])
    case .firstResponse:
      return .drafts(builder.quantiles(.firstResponseTime, [(0.5, "p50"), (0.9, "p90")]))
    case .fullResolution: return .drafts(builder.quantiles(.fullResolutionTime, [(0.5, "p50")]))
    case .replyLength: return .drafts([builder.replyLength()])
    case .satisfaction:
      let (satisfaction, draft) = satisfaction(design)
      return .satisfaction(satisfaction, draft)
    case .topics: return .topics(TopicTable(design))
    case .containedOnly: return .containedOnly(ContainedOnly(design))
    }
  }
}
