import Conversations
import Facts
import Records
import Testing
import Wording

/// M05: the customer's language, and that of the replies.
struct LanguageTests {
  private func reply(_ seconds: Double, _ language: String, _ role: Role = .bot) -> TimelineEntry {
    var entry = says(role, seconds)
    entry.language = LanguageCode(language)
    return entry
  }

  private func counts(_ row: Row) -> [Int32] {
    [row.table.repliesInKnownLanguage[0], row.table.repliesInSpokenLanguage[0]]
  }

  @Test func `the explicit language goes before the detected one, and regions are dropped`() {
    let given = measure([customer(0), bot(5)]) {
      $0.language = "pt-BR"
      $0.detectedLanguage = LanguageCode("es")
    }
    #expect(given.table.spoken.map(ContactTable.languageName) == ["pt"])
    let detected = measure([customer(0), bot(5)]) { $0.detectedLanguage = LanguageCode("de") }
    #expect(detected.table.spoken.map(ContactTable.languageName) == ["de"])
    let empty = measure([customer(0), bot(5)]) {
      $0.language = ""
      $0.detectedLanguage = LanguageCode("de")
    }
    #expect(empty.table.spoken.map(ContactTable.languageName) == ["de"])
    #expect(measure([customer(0), bot(5)]).table.spoken == [0])
    // The same of a head that says more than names.
    let rated = measure([customer(0), bot(5)]) {
      $0.language = "fr"
      $0.rating = Rating(score: 5, min: 1, max: 5)
    }
    #expect(rated.table.spoken.map(ContactTable.languageName) == ["fr"])
  }

  @Test func `replies in a known language are counted, and those in the customer's`() {
    let row = measure([
      reply(-5, "en"), customer(0), reply(5, "de"), reply(6, "en", .human), bot(7),
      customer(9), reply(12, "de"),
    ]) { $0.language = "de" }
    // What came before the customer is no reply, and one of no known language is in neither.
    #expect(counts(row) == [3, 2])
  }

  @Test func `of a customer whose language is not known no reply matches`() {
    #expect(counts(measure([customer(0), reply(5, "de")])) == [1, 0])
  }

  @Test func `contacts of several records take the first language that is known`() {
    var log = Log()
    log.add("a", answered(at: 0))
    log.add("b", answered(at: 100)) { $0.language = "it" }
    log.contacts = [
      Contact(id: "a", conversations: [0, 1], timeline: answered(at: 0) + answered(at: 100))
    ]
    #expect(log.built.table.spoken.map(ContactTable.languageName) == ["it"])
  }
}
