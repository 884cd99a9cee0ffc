import Testing

@testable import Wording

@Suite struct `Web addresses` {
  private func addresses(_ text: String) -> [WebAddress] {
    Array(text.utf8).withUnsafeBytes { WebAddress.addresses(in: $0) }
  }

  private func one(_ text: String) -> WebAddress { WebAddress(text.utf8) }

  @Test(arguments: [
    ("See https://shop.org/help.", 1), ("http://a.de and www.b.de, please", 2), ("no link", 0),
    ("(https://a.de/x)", 1), ("<https://a.de>", 1), ("HTTPS://A.DE", 1), ("awww.a.de", 0),
    ("www.", 0),
    ("https://a.de\nhttps://b.de", 2), ("", 0), ("h", 0),
  ])
  func `are found in a text`(text: String, count: Int) {
    #expect(addresses(text).count == count)
  }

  @Test func `lead to the same place whatever stands around host and path`() {
    let plain = one("https://shop.org/help")
    for text in [
      "http://www.shop.org/help", "https://SHOP.org/help/", "https://shop.org/help?from=chat",
      "https://shop.org/help#top", "https://shop.org/help.", "www.shop.org/help)",
    ] {
      #expect(one(text).destination == plain.destination, "\(text)")
    }
    for text in ["https://shop.org/Help", "https://shop.org", "https://www2.shop.org/help"] {
      #expect(one(text).destination != plain.destination, "\(text)")
    }
    #expect(one("https://shop.org/help?a=1").whole != plain.whole)
    #expect(one("http://shop.org/help#x").whole == plain.whole)
  }

  @Test(arguments: [
    "https://shop.org/help", "http://a-b.co.uk:8080/x?y=%20z", "www.müller.de",
    "https://192.168.0.1/a", "https://user@shop.org/", "https://shop.example/refunds",
  ])
  func `that can be followed are well formed`(text: String) {
    #expect(!one(text).isMalformed)
  }

  @Test(arguments: [
    "https://", "https://shop", "https://shop..org", "https://-shop.org", "https://shop.org:x/",
    "https://shop.org/{order}", "https://[url]", "https://shop.org/%zz", "https://shop.org/50%",
    "https://example.com/help", "https://www.example.org", "http://localhost:3000/a",
    "https://yourdomain.com", "https://shop.org/insert-link-here", "https://shop.org/undefined",
    "https://300.1.1.1/", "https://1.2.3/", "www.", "",
  ])
  func `that lead nowhere are malformed`(text: String) {
    #expect(one(text).isMalformed)
  }

  @Test func `belong to their host and the hosts above it`() {
    let shop = one("shop.org").hosts
    #expect(one("https://help.shop.org/a").hosts.contains(shop[0]))
    #expect(!one("https://myshop.org/a").hosts.contains(shop[0]))
  }
}
