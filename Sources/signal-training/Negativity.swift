import Signals
import Wording

/// The head that tells how negative the wording of a message is, and the chances of the signals that it is a part of.
///
/// Negative is what some twenty raters called so (tweets and sentences of product reviews, Hutto and Gilbert, 2014), and
/// abuse of bots (ConvAbuse); not negative is the rest of these, and what customers wrote in conversations in which
/// nobody was annoyed (STAR).
struct Negativity {
  let text: String
  let weights: HeadWeights
  private let checks: [(signal: Signal, judging: Judging)]

  /// One in so many of the quiet messages is enough: they are alike.
  private static let quietShare = 8

  init(data: String, ratings: String, _ scanner: inout SignalScanner) throws {
    let rated = try Corpus(ratings, "ratings", "train")
    let abuse = try Corpus(data, "convabuse", "train")
    let quiet = try Corpus(data, "star", "train").quiet(&scanner)
    var learned = rated.examples(.negativity, of: "negative", &scanner) { _ in true }
    learned += abuse.examples(.negativity, of: "abuse", &scanner) { _ in true }
    learned += quiet.indices.filter { $0 % Self.quietShare == 0 }.map { quiet[$0] }
    // The rules know what is no wording.
    for index in learned.indices { learned[index].shape = [] }
    var weights = Fitting(rounds: 20, rate: 0.1, restraint: 0.03).fit(learned, shapeCount: 0)
    // How many were negative where it was learned says nothing of other places.
    weights.bias = 0
    let kept = try Corpus(ratings, "ratings", "dev")
    checks = kept.checks(weights, &scanner)
    self.weights = weights
    let chances = checks.map { check in
      let scale = HeadScale(check.judging.sums, check.judging.truths, precision: nil)
      return Chance(slope: scale.slope, offset: scale.offset)
    }
    text = weights.text(of: .negativity, HeadScale(), chances)
  }

  /// Says how well the signals do on the rated texts that were not learned from.
  func report() {
    for (signal, judging) in checks {
      print(
        "\(signal.rawValue): \(judging.truths.count { $0 }) of \(judging.truths.count) on dev;",
        "AUC \(judging.area)"
      )
    }
  }
}

extension Negativity {
  /// What the rated texts are asked for in place of a signal: which label, and of all texts or of reviews alone.
  static func rated(_ signal: Signal) -> (label: String, isOfReviews: Bool) {
    switch signal {
    case .frustration: ("very_negative", false)
    case .complaint: ("negative", true)
    default: ("negative", false)
    }
  }
}

extension Corpus {
  /// The distress of each message by the measure of each signal, and whether people called it so.
  fileprivate func checks(
    _ weights: HeadWeights,
    _ scanner: inout SignalScanner
  ) -> [(signal: Signal, judging: Judging)] {
    var truths: [String: [String: Bool]] = [:]
    for judgement in judgements {
      truths[judgement.signal, default: [:]][judgement.conversation] = judgement.isYes
    }
    let reviews = Set(judgements.filter { $0.source == "reviews" }.map(\.conversation))
    var read: [(id: String, heard: Course.Heard, negativity: Float)] = []
    for conversation in conversations {
      guard let message = conversation.messages.first else { continue }
      var talk = Talk()
      let heard = message.text.withUnsafeBytes {
        scanner.read($0, isCustomer: true, in: &talk)
      }
      let example = Example(customer: Array(scanner.features.all))
      read.append((conversation.id, heard, weights.sum(of: example)))
    }
    return Distress.Point.all.map { point in
      let (label, isOfReviews) = Negativity.rated(point.signal)
      var sums: [Float] = []
      var isTrue: [Bool] = []
      for one in read where !isOfReviews || reviews.contains(one.id) {
        // Nil where the words are of a language without a list.
        guard let sum = point.sum(one.heard, one.negativity) else { continue }
        sums.append(sum)
        isTrue.append(truths[label]?[one.id] ?? false)
      }
      return (point.signal, Judging(sums: sums, truths: isTrue))
    }
  }

  /// What customers wrote in conversations that were not called annoyed or unsatisfying.
  fileprivate func quiet(_ scanner: inout SignalScanner) -> [Example] {
    var isLoud: [String: Bool] = [:]
    for judgement in judgements
    where ["frustration", "low_satisfaction"].contains(judgement.signal) {
      isLoud[judgement.conversation, default: false] =
        isLoud[judgement.conversation] == true || judgement.isYes
    }
    var result: [Example] = []
    for conversation in conversations where isLoud[conversation.id] == false {
      for message in conversation.messages where message.isCustomer {
        var talk = Talk()
        message.text.withUnsafeBytes { _ = scanner.read($0, isCustomer: true, in: &talk) }
        result.append(Example(customer: Array(scanner.features.all)))
      }
    }
    return result
  }
}
