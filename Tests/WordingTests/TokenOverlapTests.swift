import Testing

@testable import Wording

@Suite struct `Similarity of two messages` {
  /// Words drawn so that all degrees of overlap occur.
  private func message(_ generator: inout SplitMix) -> String {
    let vocabulary = 3 + generator.next() % 60
    let length = generator.next() % 30
    return (0..<length).map { _ in
      let number = generator.next() % vocabulary
      return String(UnicodeScalar(UInt8(97 + number % 26))) + (number >= 26 ? "x" : "y")
    }.joined(separator: " ")
  }

  @Test(arguments: 1...8)
  func `The overlap is that of the sets, and the filter never refuses a true match`(
    seed: UInt64
  ) throws {
    var generator = SplitMix(state: seed)
    var matches = 0
    for _ in 0..<400 {
      let base = message(&generator)
      // Half of the pairs are a message and a slightly changed copy, so that high thresholds are reached.
      let other =
        generator.next() % 2 == 0 ? message(&generator) : base + " " + message(&generator).prefix(5)
      let (left, right) = (try Reading(base), try Reading(other))
      let (leftSet, rightSet) = (Set(left.tokens), Set(right.tokens))
      let shared = leftSet.intersection(rightSet).count
      let either = leftSet.union(rightSet).count
      let overlap = left.overlap(with: right)
      #expect(overlap.shared == shared)
      #expect(overlap.either == either)
      for threshold in [0.5, 0.8, 0.9, 1.0] {
        let expected = either > 0 && Double(shared) / Double(either) >= threshold
        #expect(left.isSimilar(to: right, threshold) == expected)
        if expected {
          matches += 1
          #expect(mayReach(threshold, left.summary, right.summary))
        }
      }
    }
    #expect(matches > 100)
  }

  @Test func `The filter does refuse unlike messages`() throws {
    let left = try Reading("where is my parcel it should have been here on monday")
    let right = try Reading("cancel the subscription and refund every payment since january")
    #expect(!mayReach(0.8, left.summary, right.summary))
  }

  @Test func `Nine of ten reaches a threshold of nine tenths`() throws {
    let left = try Reading("a b c d e f g h i")
    let right = try Reading("a b c d e f g h i j")
    #expect(left.isSimilar(to: right, 0.9))
  }

  @Test func `Nothing is not similar to nothing`() throws {
    let empty = try Reading("")
    #expect(!empty.isSimilar(to: empty, 0.5))
    #expect(empty.overlap(with: empty).index == nil)
  }
}
