import Records
import Testing
import Wording

@testable import Conversations

/// M58, as far as ingest goes.
struct LinkTests {
  private func survey(
    _ text: String,
    at time: Instant = Instant(milliseconds: 0),
    _ rules: LinkRules = LinkRules()
  ) -> LinkTraits {
    let packed = Array(text.utf8).withUnsafeBytes { LinkSurvey($0, at: time, rules).packed }
    return LinkTraits(rawValue: UInt8(truncatingIfNeeded: packed >> 16))
  }

  private func whole(_ address: String) -> UInt64 { WebAddress(address.utf8).whole }

  @Test func `links are counted, three of a message at most`() {
    #expect(survey("no link") == .none)
    let two = survey("https://a.de and https://example.com")
    #expect(two.count == 2 && two.malformed == 1 && !two.isChecked)
    #expect(survey("www.a.de www.b.de www.c.de www.d.de www.e.de").count == 3)
  }

  @Test func `a check tells dead links, and how old it is`() {
    let checked = Instant(milliseconds: 10 * Span.day)
    let rules = LinkRules(statuses: [
      whole("https://a.de/x"): .init(isFailing: true, checked: checked),
      whole("https://b.de"): .init(isFailing: false, checked: .missing),
    ])
    let near = survey(
      "http://www.a.de/x/ https://c.de",
      at: Instant(milliseconds: 3 * Span.day),
      rules
    )
    #expect(near.count == 2 && near.failing == 1 && near.isChecked && !near.isStale)
    let late = survey("https://a.de/x", at: Instant(milliseconds: 17 * Span.day + 1), rules)
    #expect(late.failing == 1 && late.isStale)
    #expect(survey("https://b.de", at: checked, rules).isStale)
    #expect(survey("https://a.de/x", at: .missing, rules).isStale)
    #expect(!survey("https://c.de", at: checked, rules).isStale)
  }

  @Test func `links to other hosts are malformed where hosts are given`() {
    let rules = LinkRules(hosts: Set(WebAddress("shop.org".utf8).hosts.prefix(1)))
    #expect(survey("https://help.shop.org/a", rules).malformed == 0)
    #expect(survey("https://other.org/a", rules).malformed == 1)
  }

  @Test func `only replies keep their links`() throws {
    let text = "https://shop.org/help"
    let found = try conversation([
      messageLine("customer", text), messageLine("bot", text),
      messageLine("human", "see " + text + "?a"), messageLine("bot", "https://shop.org/other"),
      messageLine("bot", "nothing"),
    ])
    #expect(found.timeline.map(\.links.count) == [0, 1, 1, 1, 0])
    let places = found.timeline.map(\.destination)
    #expect(places[0] == 0 && places[1] != 0 && places[1] == places[2] && places[1] != places[3])
    #expect(
      found.timeline.map { $0.marks.contains(.redirect) } == [false, true, false, true, false]
    )
  }

  @Test func `links stand beside sequence numbers and long texts`() throws {
    let long = String(repeating: "word ", count: 400) + "https://shop.org/help"
    let found = try conversation([
      messageLine("customer", more: "\"seq\":1"),
      messageLine("bot", long, more: "\"seq\":2"),
      messageLine("bot", "https://shop.org/help", more: "\"seq\":3"),
    ])
    #expect(found.timeline.map(\.links.count) == [0, 1, 1])
    #expect(found.timeline[1].destination == found.timeline[2].destination)
  }
}
