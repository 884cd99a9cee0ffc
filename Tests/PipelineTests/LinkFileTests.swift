import Conversations
import Records
import Testing
import Wording

@testable import Pipeline

@Suite struct LinkFileTests {
  private func read(_ text: String) throws -> [UInt64: LinkRules.Status] {
    try LinkFile.read(Array(text.utf8))
  }

  private func whole(_ address: String) -> UInt64 { WebAddress(address.utf8).whole }

  @Test func `each line says whether a link fails, and when it was checked`() throws {
    let found = try read(
      "url,status,checked\r\nhttps://a.de/x,404,2026-03-02\r\n\"https://b.de/?q=1,2\",200,\n"
        + "https://c.de,Dead,2026-03-02T10:00:00Z\n\nhttps://d.de,0,2026-03-02\nhttps://a.de/y,ok,\n"
    )
    #expect(found.count == 5)
    let first = try #require(found[whole("http://www.a.de/x/")])
    #expect(first.isFailing && first.checked.iso8601.hasPrefix("2026-03-02T00:00:00"))
    let second = try #require(found[whole("https://b.de/?q=1,2")])
    #expect(!second.isFailing && !second.checked.isKnown)
    #expect(found[whole("https://c.de")]?.isFailing == true)
    #expect(found[whole("https://d.de")]?.isFailing == true)
    #expect(found[whole("https://a.de/y")]?.isFailing == false)
  }

  @Test func `columns may stand in any order, and the last line of an address counts`() throws {
    let found = try read(
      "by,checked_at,Status,URL\nme,2026-03-02,500,https://a.de\nme,,301,https://a.de"
    )
    #expect(found == [whole("https://a.de"): .init(isFailing: false, checked: .missing)])
  }

  @Test(arguments: [
    ("", 0), ("address,status\nx,200", 1), ("url,status\nhttps://a.de", 2),
    ("url,status\n\nhttps://a.de,perhaps", 3), ("url,status\nhttps://a.de,1000", 2),
    ("url,status,checked\nhttps://a.de,200,yesterday", 2),
  ])
  func `a wrong line is named`(text: String, line: Int) {
    #expect { try read(text) } throws: { ($0 as? LinkFileError)?.line == line }
  }
}
