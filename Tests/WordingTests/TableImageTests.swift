import Foundation
import TestSupport
import Testing

@testable import Wording

@Suite struct TableImageTests {
  private static let file = Repository.root + "/Sources/CLexicons/phrases.tables"

  /// `ONPAR_RENEW=1 swift test --filter TableImageTests` writes the file anew; what is built after that holds it.
  @Test func `the tables in the program are those of the lists in the program`() throws {
    let image = try Lexicon.tableImage()
    if ProcessInfo.processInfo.environment["ONPAR_RENEW"] == "1" {
      try Data(image).write(to: URL(fileURLWithPath: Self.file))
    }
    // Asked beforehand: a failure would print all bytes.
    let isSame = Lexicon.embeddedImage.elementsEqual(image)
    #expect(isSame, "a list was changed: renew with ONPAR_RENEW=1, then build again")
  }

  @Test func `tables read from bytes give the same bytes again`() throws {
    let lexicon = try Lexicon(files: [
      (
        "own.lexicon",
        Array(
          """
          # language: en
          # version: 1
          # source: this test
          # licence: none
          [skip]
          please
          [human_request]
          (talk|speak) to [a|an] person
          !no human
          [courtesy]
          thanks
          """.utf8
        )
      )
    ])
    let image = TableImage.bytes(of: lexicon.tables)
    let again = image.withUnsafeBytes { TableImage.bytes(of: TableImage.tables(in: $0)) }
    let isSame = again == image
    #expect(isSame)
  }
}
