import Redaction
import TestSupport
import Testing

func redacted(_ text: String, names: [String] = []) -> String {
  Redactor(names: names).redacted(Array(text.utf8))
}

/// What names people is hidden, in the ways in which people write it.
@Suite struct RedactorTests {
  @Test(arguments: [
    ("write to anna.maria+x@mail.example.co.uk, please", "write to <email>, please"),
    ("(jo'hara_1@example.com)", "(<email>)"),
    ("\"Jo Hara\"@example.com", "<email>"),
    ("jörg@bücher.example", "<email>"),
    ("root@localhost", "<email>"),
    ("anna (at) example (dot) com!", "<email>!"),
    ("anna [at] example.com", "<email>"),
    ("anna at example dot com", "<email>"),
    ("anna @ example . com", "<email>"),
    ("anna@\u{200B}example.com", "<email>"),
    ("anna＠example．com", "<email>"),
    ("?to=anna%40example.com", "?<query>"),
    ("to anna%40example.com", "to <email>"),
    ("a@b@c.example", "<email>"),
  ])
  func `e-mail addresses`(_ text: String, _ expected: String) {
    #expect(redacted(text) == expected)
  }

  @Test(arguments: [
    "see you at home", "we meet @ noon", "it costs 5 @ shop", "@anna", "at", "a dot on the i", "@",
    "100 % @ all",
  ])
  func `an at alone is no address`(_ text: String) {
    #expect(redacted(text) == text)
  }

  @Test(arguments: [
    (
      "go to https://shop.example/help/returns?user=anna&t=1 now",
      "go to https://shop.example/help/returns?<query> now"
    ),
    ("https://anna:secret@shop/", "https://<login>/"),
    ("https://anna:secret@shop.example", "https://<login>"),
    ("http://shop.example/#token", "http://shop.example/#<query>"),
    ("http://shop.example/x;jsessionid=ab", "http://shop.example/x;<query>"),
    ("www.shop.example?a", "www.shop.example?<query>"),
    ("shop.example/o?mail=anna", "shop.example/o?<query>"),
    ("HTTPS://SHOP.EXAMPLE/?A=B", "HTTPS://SHOP.EXAMPLE/?<query>"),
    ("<https://shop.example/?a=b>", "<https://shop.example/?<query>>"),
    ("https://shop.example/p%3Ftoken%3DX", "https://shop.example/p%3F<query>"),
    ("https://shop.example/p&token=X now", "https://shop.example/p&<query> now"),
    ("https://shop.example/p%26token%3dX", "https://shop.example/p%26<query>"),
    ("https://shop.example/p%23token", "https://shop.example/p%23<query>"),
    ("shop.example/p%3ftoken%3dX", "shop.example/p%3f<query>"),
    ("you & me", "you & me"), ("AT&T", "AT&T"),
    ("really? yes", "really? yes"),
    ("https://shop.example/help", "https://shop.example/help"),
    ("://", "://"), ("www.", "www."), ("?=", "?<query>"), ("???", "???"),
  ])
  func `what links carry`(_ text: String, _ expected: String) {
    #expect(redacted(text) == expected)
  }

  @Test(arguments: [
    ("call +49 (0)30 1234-5678 today", "call <phone> today"),
    ("call 030/1234567.", "call <phone>."),
    ("(555) 123-4567", "<phone>"),
    ("555.123.4567", "<phone>"),
    ("٠٣٠١٢٣٤٥٦٧", "<phone>"),
    ("０３０１２３４５６７", "<phone>"),
    ("0 3 0 1 2 3 4 5 6 7", "<phone>"),
    ("0\u{0}30\u{200B}12\u{AD}34567", "<phone>"),
    ("card 4111 1111 1111 1111 exp", "card <card> exp"),
    ("4111-1111-1111-1111", "<card>"),
    ("4111_1111_1111_1111", "<card>"),
    ("4111 1111 1111 1112", "<number>"),
    ("order 123456", "order <number>"),
    ("AB123456", "AB<number>"),
    ("123-45-6789", "<number>"),
    ("born 1990-02-28, or 28.2.1990 or 2/28/90", "born <date>, or <date> or <date>"),
    ("1️⃣2️⃣3️⃣4️⃣5️⃣", "<number>"),
    ("born 3 April 1980.", "born <date>."), ("April 3 1980", "<date>"),
    ("April 3rd, 1980", "<date>"),
    ("am 3. April 1980 geboren", "am <date> geboren"), ("3. März 1980", "<date>"),
    ("3rd of April, 1980", "<date>"), ("3 de abril de 1980", "<date>"),
    ("le 1er août 1980", "le <date>"),
    ("3-Apr-1980", "<date>"), ("at 10:30 3 April 1980", "at 10:30 <date>"),
    ("12345678901234567890123", "<number>"),
  ])
  func `numbers of people`(_ text: String, _ expected: String) {
    #expect(redacted(text) == expected)
  }

  @Test(arguments: [
    "I have 3 cats and 12 dogs", "at 10:30", "room 1204", "version 2.10.3", "it costs 19.99 €",
    "2 of 3", "+", "(", "+ (", "1,500 EUR", "on 3 April", "since April 1980", "may 2 of 3 go",
    "3 items in 1980", "may", "3 may",
  ])
  func `small numbers stay`(_ text: String) {
    #expect(redacted(text) == text)
  }

  @Test(arguments: [
    ("DE89 3704 0044 0532 0130 00 please", "<iban> please"),
    ("de89370400440532013000", "<iban>"),
    ("GB29 NWBK 6016 1331 9268 19", "<iban>"),
    ("GB 29 NWBK 6016 1331 9268 19 please", "<iban> please"),
    ("ip 192.168.0.1 and 2001:db8::8a2e:370:7334", "ip <ip> and <ip>"),
    ("::1", "<ip>"), ("00:1b:44:11:3a:b7", "<ip>"),
    ("std::vector", "std::vector"),
    ("key 3f2504e0-4f89-41d3-9a0c-0305e82c3301", "key <code>"),
    ("sk_live_51H8xYzAbCdEf", "<code>"),
  ])
  func `accounts, devices and codes`(_ text: String, _ expected: String) {
    #expect(redacted(text) == expected)
  }

  @Test
  func `names that the export gives are hidden as words, in any case and spelling of accents`() {
    let names = ["María López", "agent-0042", "Support Bot", "李小龙", "Jo"]
    #expect(
      redacted("Hi MARI\u{301}A, lopez or López?", names: names) == "Hi <name>, lopez or <name>?"
    )
    #expect(redacted("María's order by agent-0042.", names: names) == "<name>'s order by <name>.")
    #expect(redacted("我叫李小龙。", names: names) == "我叫<name>。")
    #expect(redacted("the support bot, Jo", names: names) == "the support bot, Jo")
    #expect(redacted("Marian", names: names) == "Marian")
    #expect(redacted("", names: names) == "")
    let cased = ["Weiß", "İpek", "Şık", "Νίκος"]
    for text in ["WEISS", "weiss", "WEIẞ", "IPEK", "ipek", "İPEK", "ıpek", "ŞIK", "şik", "ΝΊΚΟΣ"] {
      #expect(redacted(text, names: cased) == "<name>", "\(text)")
    }
    #expect(redacted("Que\u{200B}ntin's", names: ["Quentin"]) == "<name>'s")
    #expect(redacted("Anna\u{200B}Quentin", names: ["Quentin"]) == "Anna\u{FFFD}<name>")
    #expect(
      redacted("\u{200B}QUEN\u{AD}TIN\u{200B}", names: ["Quentin"]) == "\u{FFFD}<name>\u{FFFD}"
    )
    #expect(redacted("李\u{200B}小龙", names: names) == "<name>")
    #expect(redacted("María", names: [""]) == "María")
  }
}

/// Texts that were made to break something.
@Suite struct HostileTextTests {
  @Test func `nothing that a terminal obeys is left, and a text is one line`() {
    let text = "a\u{1B}[31mred\u{7}\u{9B}2J\r\n\u{202E}gnp\u{2066}\u{2028}x\u{E0041}\u{8}"
    let shown = redacted(text)
    for scalar in shown.unicodeScalars {
      #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value))
      #expect(scalar.properties.generalCategory != .format)
    }
    #expect(shown == "a\u{FFFD}[31mred\u{FFFD}\u{FFFD}2J  \u{FFFD}gnp\u{FFFD} x\u{FFFD}\u{FFFD}")
    #expect(harmless("id\u{1B}]0;x\u{7}") == "id\u{FFFD}]0;x\u{FFFD}")
  }

  @Test func `joiners of scripts and emoji stay`() {
    #expect(
      redacted("می\u{200C}خواهم 👨\u{200D}👩\u{200D}👧") == "می\u{200C}خواهم 👨\u{200D}👩\u{200D}👧"
    )
  }

  @Test func `ill-formed bytes do not stop it`() {
    let bytes: [UInt8] = [0xFF, 0x61, 0x40, 0x62, 0x2E, 0x63, 0xC3, 0x20, 0xF0, 0x9F]
    #expect(!Redactor().redacted(bytes).contains("@"))
  }

  @Test func `overlapping findings hide their union`() {
    #expect(
      redacted("https://x.example/?a=b@c.example&p=+49301234567") == "https://x.example/?<query>"
    )
    #expect(redacted("anna@1.2.3.4") == "<email>")
  }

  @Test func `random texts never trap, and no long number or address survives`() throws {
    let pieces = [
      "@", ".", "a", "é", "1", "22", "333333", " ", "-", "://", "www.", "?", "=", "#", "(", ")",
      "+", "\"", "at", "dot", "%40", ":", "::", "DE89", "\u{200B}", "\u{202E}", "李", "x", "/",
      "\u{1B}", "٣", ";", "<", ">", "[", "]", "0",
    ]
    var random = SeededRandom(4711)
    for _ in 0..<4_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...24, using: &random) {
        text += pieces.randomElement(using: &random) ?? ""
      }
      let shown = redacted(text, names: ["李小", "anna"])
      #expect(!shown.unicodeScalars.contains { $0.value < 0x20 })
      #expect(try /[0-9]{5}/.firstMatch(in: shown) == nil, "\(text.debugDescription)")
      #expect(try /[a-z0-9]@[a-z0-9]/.firstMatch(in: shown) == nil, "\(text.debugDescription)")
    }
  }

  @Test func `long texts of one character take their length and no more`() {
    let pieces = [
      "@", "a@", "?", "&", "%26", "%3d", "%40", "a%40", "1 ", "(", "+", ":", "a:", "1.", "\"@",
      "://", "www.", "#;", "<", "(at)", " at ", " at x dot ", "@a.", "DE89", "A ", "jan ", "1 of ",
      "\u{200B}", "\u{E9}",
    ]
    for piece in pieces {
      let text = String(repeating: piece, count: 50_000 / piece.utf8.count)
      #expect(redacted(text).unicodeScalars.count <= text.unicodeScalars.count * 8)
    }
  }
}
