import Testing
import Wording

@testable import Samples

/// What is planted in a transcript is what its sentences say to the phrase lists.
///
/// A neutral sentence that reads as a complaint once made resolution look 0.8 points worse than planted.
@Suite struct SentenceTests {
  private static let lexicon = Result { try Lexicon.embedded() }

  private func marks(_ template: Template, _ book: Phrasebook) throws -> Marks {
    var chance = Chance(seed: 1)
    var bytes: [UInt8] = []
    template.append(to: &bytes, filling: Particulars(book, agentName: "Ana", &chance))
    var scanner = TextScanner(lexicon: try Self.lexicon.get())
    return bytes.withUnsafeBytes {
      scanner.scan($0, language: LanguageCode(book.language), side: .customer).marks
    }
  }

  private static let books = ["en", "de"]

  @Test(arguments: books)
  func `neutral sentences are no verdict and no request`(language: String) throws {
    let book = Phrasebook.book(language)
    let neutral = book.subjects.flatMap(\.plainDetails) + book.furtherQuestions
    for (index, template) in neutral.enumerated() {
      let marks = try marks(template, book)
      #expect(
        marks.isDisjoint(with: [.failure, .resolution, .humanRequest, .courtesyOnly]),
        "neutral sentence \(index) of \(language)"
      )
    }
  }

  @Test(arguments: books)
  func `confirmations, complaints, requests and thanks are read as such`(language: String) throws {
    let book = Phrasebook.book(language)
    func unread(_ mark: Marks, in templates: [Template]) throws -> [Int] {
      try templates.indices.filter { try !marks(templates[$0], book).contains(mark) }
    }
    #expect(try unread(.resolution, in: book.confirmations).isEmpty)
    #expect(try unread(.courtesyOnly, in: book.courtesies).isEmpty)
    #expect(try unread(.humanRequest, in: book.humanRequests).isEmpty)
    #expect(try unread(.failure, in: book.failures).isEmpty)
    #expect(try unread(.humanRequest, in: book.humanRequestsAgain).isEmpty)
  }
}
