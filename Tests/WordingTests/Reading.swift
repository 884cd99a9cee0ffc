import Testing

@testable import Wording

/// One message read by a scanner of its own, with a copy of its tokens.
struct Reading {
  var summary: TextSummary
  var tokens: [UInt32]
  var marks: Marks { summary.marks }

  static let lexicon = Result { try Lexicon.embedded() }

  init(
    _ bytes: [UInt8],
    language: LanguageCode = LanguageCode("en"),
    side: TextSide = .customer
  )
    throws
  {
    var scanner = TextScanner(lexicon: try Self.lexicon.get())
    summary = bytes.withUnsafeBytes { scanner.scan($0, language: language, side: side) }
    tokens = Array(scanner.tokens)
  }

  init(
    _ text: String,
    language: LanguageCode = LanguageCode("en"),
    side: TextSide = .customer
  )
    throws
  {
    try self.init(Array(text.utf8), language: language, side: side)
  }

  func isSimilar(to other: Reading, _ threshold: Double) -> Bool {
    tokens.withUnsafeBufferPointer { left in
      other.tokens.withUnsafeBufferPointer { jaccardAtLeast(left, $0, threshold: threshold) }
    }
  }

  func overlap(with other: Reading) -> TokenOverlap {
    tokens.withUnsafeBufferPointer { left in
      other.tokens.withUnsafeBufferPointer { TokenOverlap(left, $0) }
    }
  }
}
