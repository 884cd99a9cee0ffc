import Testing

@testable import Wording

@Suite struct `Language of a conversation` {
  private func language(_ messages: [String]) throws -> LanguageCode {
    var scanner = TextScanner(lexicon: try Reading.lexicon.get())
    var votes = LanguageVotes()
    for message in messages {
      _ = Array(message.utf8).withUnsafeBytes {
        scanner.scan($0, language: .unknown, side: .customer)
      }
      LanguageModel.shared.count(scanner.tokens, into: &votes)
    }
    return LanguageModel.shared.language(of: votes)
  }

  @Test(arguments: [
    ("en", "Hello, where is my order? It should have been here on Monday."),
    ("de", "Guten Tag, wo bleibt meine Bestellung? Ich warte seit Montag."),
    ("es", "Hola, ¿dónde está mi pedido? Lo compré el lunes."),
    ("fr", "Bonjour, où est ma commande ? Je l'attends depuis lundi."),
    ("pt", "Olá, onde está o meu pedido? Não recebi nada até agora."),
    ("it", "Buongiorno, dove si trova il mio ordine? Non è ancora arrivato."),
    ("nl", "Hallo, waar blijft mijn bestelling? Ik wacht al sinds maandag."),
    ("zh", "你好，请问我的订单什么时候到？"), ("ja", "こんにちは。注文した商品がまだ届いていません。"),
    ("ko", "안녕하세요 주문 언제 도착하나요"), ("ru", "Здравствуйте, где мой заказ?"),
    ("pl", "Dzień dobry, gdzie jest moje zamówienie?"),
    ("sv", "Hej, var är min beställning? Den har inte kommit."),
    ("fi", "Hei, missä tilaukseni on? Se ei ole vielä tullut."),
    ("tr", "Merhaba, siparişim nerede? Daha gelmedi."),
    ("cs", "Dobrý den, kde je moje objednávka?"), ("hu", "Jó napot, hol van a rendelésem?"),
    ("ro", "Bună ziua, unde este comanda mea?"),
  ]) func `A greeting and a sentence are enough`(code: String, text: String) throws {
    #expect(try language([text]).description == code)
  }

  @Test(arguments: ["", "8841", "ok", "IMG_2041.jpg", "Ana", "https://shop.example/a", "iPhone 15"])
  func `Thin evidence is no language`(text: String) throws {
    #expect(try language([text]) == .unknown)
  }

  @Test func `Evidence adds up over messages, and the order does not matter`() throws {
    let messages = ["where?", "my parcel", "not there", "why"]
    #expect(try language([messages[0]]) == .unknown)
    #expect(try language(messages) == LanguageCode("en"))
    #expect(try language(messages.reversed()) == LanguageCode("en"))
  }

  @Test func `Two languages in equal parts are neither`() throws {
    let text = "Hello, where is my order? Hola, ¿dónde está mi pedido?"
    #expect(try language([text]) == .unknown)
  }
}
