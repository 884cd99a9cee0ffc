import Conversations
import Facts
import Records
import Testing
import Wording

/// D1 to D4: what detectors say of messages, rolled up to contacts.
@Suite struct DetectorTests {
  private static let all = Detector.allCases.map(\.metric)

  @Test func `a flag after the first reply makes the contact flagged`() {
    let calm = measure([heard(0), bot(5), heard(9), bot(12)])
    let found = measure([
      heard(0), bot(5), heard(9, [.frustration, .dissatisfaction, .humanRequest, .abuse]), bot(12),
    ])
    for metric in Self.all {
      #expect(calm.rate(metric) == false)
      #expect(found.rate(metric) == true)
      #expect(found.evidence(metric) == .heuristic)
    }
    let one = measure([heard(0), bot(5), heard(9, .dissatisfaction), bot(12)])
    #expect(one.rate(.flaggedDissatisfaction) == true && one.rate(.flaggedFrustration) == false)
  }

  @Test func `anger that was brought along does not count, a request for a person does`() {
    let all: Detections = [.frustration, .dissatisfaction, .humanRequest, .abuse]
    for talk in [[heard(0, all), bot(5)], [heard(0), bot(5, .greeting), heard(9, all), bot(12)]] {
      let row = measure(talk)
      #expect(row.rate(.flaggedFrustration) == false)
      #expect(row.rate(.flaggedDissatisfaction) == false)
      #expect(row.rate(.flaggedAbuse) == false)
      #expect(row.rate(.flaggedHumanRequest) == true)
    }
  }

  @Test func `requests for a person are asked where a bot took part`() {
    let row = measure([heard(0), human(5), heard(9, [.humanRequest, .abuse]), human(12)])
    #expect(row.null(.flaggedHumanRequest) == .notApplicable)
    #expect(row.rate(.flaggedAbuse) == true)
  }

  @Test func `E1: a contact that nobody answered shows nothing after a reply`() {
    let row = measure([heard(0, [.frustration, .abuse])])
    #expect(row.rate(.flaggedFrustration) == false && row.rate(.flaggedAbuse) == false)
  }

  @Test func `what was not judged is not computed, and never false`() {
    for talk in [[customer(0), bot(5)], [heard(0), bot(5), customer(9), bot(12)]] {
      let row = measure(talk)
      for metric in Self.all { #expect(row.null(metric) == .notComputed) }
    }
  }

  @Test func `E12: a contact without a text of the customer is null`() {
    let row = measure([customer(0, words: 0), bot(5)])
    for metric in Self.all { #expect(row.null(metric) == .notInExport) }
  }

  @Test func `E9: each detector is null in languages that it does not know`() {
    let talk = [heard(0), bot(5), heard(9, [.frustration, .abuse, .humanRequest]), bot(12)]
    let german = measure(talk) { $0.language = "de" }
    #expect(german.rate(.flaggedFrustration) == true)
    #expect(german.rate(.flaggedHumanRequest) == true)
    #expect(german.null(.flaggedAbuse) == .languageUnsupported)
    let spanish = measure(talk) { $0.detectedLanguage = LanguageCode("es") }
    #expect(spanish.null(.flaggedFrustration) == .languageUnsupported)
    #expect(spanish.null(.flaggedDissatisfaction) == .languageUnsupported)
    #expect(spanish.rate(.flaggedHumanRequest) == true)
    #expect(spanish.null(.flaggedAbuse) == .languageUnsupported)
    let listless = measure(talk) { $0.missingLists = .humanRequest }
    #expect(listless.null(.flaggedHumanRequest) == .languageUnsupported)
    #expect(listless.rate(.flaggedAbuse) == true)
    // The words of one message speak for a language without a valence list.
    let mixed = measure([heard(0), bot(5), heard(9, .abuse, as: .judged), bot(12)])
    #expect(mixed.null(.flaggedFrustration) == .languageUnsupported)
    #expect(mixed.rate(.flaggedAbuse) == true)
    var foreign = heard(9, .abuse)
    foreign.flags = []
    let unread = measure([heard(0), bot(5), foreign, bot(12)])
    for metric in Self.all { #expect(unread.null(metric) == .languageUnsupported) }
  }

  @Test func `E10, in the table: contacts that are not counted are null`() {
    let row = measure([heard(0, .abuse), bot(5), heard(9, .abuse)]) { $0.isTest = true }
    for metric in Self.all { #expect(row.null(metric) == .notApplicable) }
  }

  @Test func `the flagged messages are those that a trace names`() {
    let talk = [
      heard(0, [.humanRequest, .abuse]), bot(5), event(.queueEnter, 6),
      heard(9, [.abuse, .frustration]), bot(12), heard(20, .abuse),
    ]
    var log = Log()
    log.add("a", talk)
    let builder = FactBuilder(ContactSet(log.contacts, log.conversations), options: log.options)
    let linked = builder.linked([builder.facts(0..<1)], named: true)
    func positions(_ metric: RateMetric) -> [Int] {
      linked.deciding(metric.definition, 0).map(\.position)
    }
    #expect(positions(.flaggedAbuse) == [3, 5])
    #expect(positions(.flaggedFrustration) == [3])
    #expect(positions(.flaggedHumanRequest) == [1])
    // Nothing was flagged: the first and the last message stand for the contact.
    #expect(positions(.flaggedDissatisfaction) == [1, 5])
  }

  @Test func `each detector is found by its metric, and says how it did`() {
    for detector in Detector.allCases {
      #expect(Detector(detector.metric.definition) == detector)
      let words = detector.metric.definition.edgeCases
      for check in detector.checks {
        #expect(check.found <= check.positives && check.passed <= check.negatives)
        #expect(words.contains("found \(check.found) of \(check.positives)"))
      }
    }
    #expect(Detector(.frustratedContactRate) == nil)
  }
}
