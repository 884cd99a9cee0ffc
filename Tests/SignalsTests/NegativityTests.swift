import Foundation
import Signals
import Testing
import Wording

@testable import signal_training

/// The learned part of frustration, dissatisfaction, negative emotion and complaint, on the texts that came with it.
@Suite struct NegativityTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Scripts/eval").standardizedFileURL.path

  /// The chances that ship, of the texts from which neither weights nor calibration were taken.
  private static func chances(_ signal: Signal) throws -> [(chance: Double, isTrue: Bool)] {
    let corpus = try Corpus(folder, "ratings", "check")
    let (label, isOfReviews) = Negativity.rated(signal)
    var truths: [String: Bool] = [:]
    for judgement in corpus.judgements where judgement.signal == label {
      truths[judgement.conversation] = judgement.isYes
    }
    #expect(truths.count == corpus.conversations.count)
    var reader = try Reader()
    var result: [(Double, Bool)] = []
    for conversation in corpus.conversations
    where !isOfReviews || conversation.id.hasPrefix("reviews") {
      reader.state = SignalReading.State()
      let text = String(decoding: conversation.messages[0].text, as: UTF8.self)
      // Texts that are taken for another language are not judged.
      guard let answer = reader.read(text)[signal] else { continue }
      result.append((try #require(answer.probability), truths[conversation.id] == true))
    }
    return result
  }

  /// The chance is met within 0.07 on the whole, and within 0.08 on average over fifths of the texts.
  @Test(arguments: [Signal.frustration, .negativeEmotion, .dissatisfaction, .complaint])
  func `a chance is met on texts that nothing was learned from`(signal: Signal) throws {
    let all = try Self.chances(signal).sorted { $0.chance < $1.chance }
    #expect(all.count >= 370)
    func gap(_ part: ArraySlice<(chance: Double, isTrue: Bool)>) -> Double {
      let said = part.reduce(0) { $0 + $1.chance } / Double(part.count)
      return abs(said - Double(part.count { $0.isTrue }) / Double(part.count))
    }
    #expect(gap(all[...]) < 0.07)
    let fifths = (0..<5).map { all[all.count * $0 / 5..<all.count * ($0 + 1) / 5] }
    #expect(fifths.reduce(0) { $0 + gap($1) } / 5 < 0.08)
    // Not by saying the same of all.
    #expect(all[all.count - 1].chance - all[0].chance > 0.5)
  }

  @Test func `the learned head tells negative texts from others better than the rules alone`()
    throws
  {
    let corpus = try Corpus(Self.folder, "ratings", "check")
    let model = try #require(SignalModel.embedded())
    var scanner = SignalScanner(lexicon: try Lexicon.embedded())
    var truths: [String: Bool] = [:]
    for judgement in corpus.judgements where judgement.signal == "negative" {
      truths[judgement.conversation] = judgement.isYes
    }
    var rules: [Float] = []
    var both: [Float] = []
    var isTrue: [Bool] = []
    for conversation in corpus.conversations {
      var talk = Talk()
      let heard = conversation.messages[0].text.withUnsafeBytes {
        scanner.read($0, isCustomer: true, in: &talk)
      }
      guard let distress = heard.distress else { continue }
      let places = scanner.features.all
      let learned = model.wording(of: .negativity, model.customerSums(places), places.count)
      rules.append(distress)
      both.append(distress + 2 * learned)
      isTrue.append(truths[conversation.id] == true)
    }
    let before = Judging(sums: rules, truths: isTrue).area
    let after = Judging(sums: both, truths: isTrue).area
    #expect(after > before + 0.01, "\(before) \(after)")
  }

  @Test func `the same texts give the same weights, and another seed gives others`() throws {
    var scanner = SignalScanner(lexicon: try Lexicon.embedded())
    let corpus = try Corpus(Self.folder, "ratings", "dev")
    let examples = corpus.examples(.negativity, of: "negative", &scanner) { _ in true }
    var fitting = Fitting(rounds: 2, rate: 0.1, restraint: 0.03)
    let count = try #require(examples.first).shape.count
    func text() -> String {
      fitting.fit(examples, shapeCount: count).text(of: .negativity, HeadScale())
    }
    let (first, second) = (text(), text())
    #expect(first == second)
    fitting.seed = 2
    #expect(text() != first)
  }

  @Test func `a calibration is found again from draws of it, however great the sums are`() {
    for (slope, offset, size) in [(1.0, -1.0, 4.0), (0.3, -3.0, 40.0), (0.02, 1.0, 400.0)] {
      var sums: [Float] = []
      var truths: [Bool] = []
      for index in 0..<20_000 {
        let sum = (Double(index) / 20_000 - 0.5) * 2 * size
        // Evenly spread in place of chance: the share of yes around each sum is its chance.
        let chance = 1 / (1 + exp(-(slope * sum + offset)))
        let draw = (Double(index) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
        sums.append(Float(sum))
        truths.append(draw < chance)
      }
      let scale = HeadScale(sums, truths, precision: nil)
      #expect(abs(Double(scale.slope) - slope) < 0.05 * slope)
      #expect(abs(Double(scale.offset) - offset) < 0.1)
    }
  }
}
