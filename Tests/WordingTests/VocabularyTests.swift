import Testing

@testable import Wording

@Suite struct VocabularyTests {
  @Test func `a vocabulary that outgrows its table keeps numbers, hashes and notes`() {
    var vocabulary = Vocabulary()
    // Odd multiples of an odd number: all different, and spread over the table.
    let words = (1...50_000).map { UInt64($0 * 2 + 1) &* 0x9E37_79B9_7F4A_7C15 }
    vocabulary.skip(words[0])
    vocabulary.note(5, of: 1)
    for (place, word) in words.enumerated() {
      #expect(vocabulary.number(of: word) == UInt32(place + 1))
    }
    vocabulary.note(2, of: 1)
    #expect(vocabulary.count == words.count + 1)
    #expect(Array(vocabulary.hashes.dropFirst()) == words)
    #expect(words.enumerated().allSatisfy { vocabulary.view[$1] == UInt32($0 + 1) })
    #expect(vocabulary.view[words[0] &+ 2] == 0)
    #expect(vocabulary.view.swearing(of: words[0]) == 7)
    #expect(vocabulary.view.swearing(of: words[1]) == nil)
  }

  @Test func `the filter holds every word, and few others`() {
    var vocabulary = Vocabulary()
    let words = (1...9_000).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
    for word in words { _ = vocabulary.number(of: word) }
    #expect(words.allSatisfy { vocabulary.view.mayHold($0) })
    let others = (9_001...29_000).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
    let passing = others.count { vocabulary.view.mayHold($0) }
    #expect(passing < others.count / 20)
  }
}
