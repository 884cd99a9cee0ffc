import Conversations
import Facts
import Records
import Testing
import Wording

/// 9.5 and 9.6.
struct SignalTests {
  @Test func `saying it again needs a responding message between`() {
    let row = measure([customer(0), bot(5), customer(9, echo: 1), bot(12)])
    #expect(row.rate(.customerRepetition) == true)
    let acknowledged = measure([customer(0), bot(1, .autoAck), customer(9, echo: 1), bot(12)])
    #expect(acknowledged.rate(.customerRepetition) == false)
    let button = measure([
      customer(0), bot(5), customer(9, echo: 1, flags: [.scanned, .humanButton]), bot(12),
    ])
    #expect(button.rate(.customerRepetition) == false)
    let number = measure([
      customer(0, .onlyNumbers), bot(5), customer(9, .onlyNumbers, echo: 1), bot(12),
    ])
    #expect(number.rate(.customerRepetition) == false)
  }

  @Test func `telling it again to a human is apart`() {
    let row = measure([customer(0), bot(5, .handoffNotice), customer(9, echo: 1), human(60)])
    #expect(row.rate(.retell) == true)
    #expect(row.rate(.customerRepetition) == false)
    // Nobody came: there was no human to tell it to.
    let failed = measure([customer(0), bot(5, .handoffNotice), customer(9, echo: 1)])
    #expect(failed.rate(.retell) == false)
    #expect(failed.rate(.customerRepetition) == true)
  }

  @Test func `an echo out of range is ignored`() {
    let row = measure([customer(0), bot(5), customer(9, echo: 3), customer(12, echo: 900)])
    #expect(row.rate(.customerRepetition) == false)
  }

  @Test func `shouting counts after the first reply and is a stratum before`() {
    let before = measure([customer(0, .capitals), bot(5)])
    #expect(before.rate(.shouting) == false)
    #expect(before.table.strata.frustratedBefore == [true])
    let after = measure([customer(0), bot(5), customer(9, .punctuationRun), bot(12)])
    #expect(after.rate(.shouting) == true)
    #expect(after.table.strata.frustratedBefore == [false])
    // A greeting is no reply that could have angered anybody.
    let greeted = measure([customer(0), bot(5, .greeting), customer(9, .capitals), bot(12)])
    #expect(greeted.rate(.shouting) == false)
  }

  @Test func `a customer who always writes in capitals does not shout`() {
    let loud: Marks = [.capitals, .allCapitals]
    let habit = measure([customer(0, loud), bot(5), customer(9, loud), bot(12), customer(20, loud)])
    #expect(habit.rate(.shouting) == false)
    let two = measure([customer(0, loud), bot(5), customer(9, loud), bot(12)])
    #expect(two.rate(.shouting) == true)
    let mixed = measure([customer(0), bot(5), customer(9, loud), bot(12), customer(20, loud)])
    #expect(mixed.rate(.shouting) == true)
    let marks: Marks = [.capitals, .allCapitals, .punctuationRun]
    let runs = measure([customer(0, loud), bot(5), customer(9, loud), bot(12), customer(20, marks)])
    #expect(runs.rate(.shouting) == true)
  }

  @Test func `the habit is the customer's, over all contacts`() {
    let loud: Marks = [.capitals, .allCapitals]
    var log = Log()
    log.add("a", [customer(0, loud), bot(5), customer(9, loud), bot(12)])
    log.add("b", [customer(day, loud), bot(day + 5)])
    #expect(rows(log)["a"]?.rate(.shouting) == false)
    #expect(rows(log)["a"]?.counts[.capsHabit] == 2)
  }

  @Test func `a stated failure comes after a substantive reply`() {
    #expect(measure([customer(0, .failure), bot(5)]).rate(.statedFailure) == false)
    #expect(
      measure([customer(0), bot(5, .noMatch), customer(9, .failure)]).rate(.statedFailure) == false
    )
    #expect(measure([customer(0), bot(5), customer(9, .failure)]).rate(.statedFailure) == true)
  }

  @Test func `two families make a frustrated contact, two hits of one do not`() {
    let one = measure([customer(0), bot(5), customer(9, .failure), bot(12), customer(20, .failure)])
    #expect(one.value(.frustrationFamilies) == 1)
    #expect(one.rate(.frustratedContact) == false)
    let two = measure([customer(0), bot(5), customer(9, [.failure, .capitals])])
    #expect(two.value(.frustrationFamilies) == 2)
    #expect(two.rate(.frustratedContact) == true)
  }

  @Test func `a language without lists is null, never false`() {
    let row = measure([customer(0), bot(5), customer(9, .punctuationRun, flags: [])])
    #expect(row.null(.shouting) == .languageUnsupported)
    #expect(row.null(.statedFailure) == .languageUnsupported)
    #expect(row.null(.frustrationFamilies) == .languageUnsupported)
    #expect(row.counts[.languageWithoutLists] == 1)
    // An attachment without words needs no list.
    let picture = measure([customer(0), bot(5), customer(9, words: 0, flags: .attachment)])
    #expect(picture.rate(.shouting) == false)
  }

  private func reply(
    _ seconds: Double,
    echo: UInt16 = 0,
    loop: UInt16 = 0,
    hash: UInt64 = 0,
    kind: MessageKind = .text,
    role: Role = .bot
  ) -> TimelineEntry {
    says(role, seconds, kind, echo: echo, loop: loop, hash: hash)
  }

  @Test func `a bot repeats itself, and a human by the same rule`() {
    #expect(
      measure([customer(0), reply(5), customer(9), reply(12, echo: 2)]).rate(.botRepeat) == true
    )
    let human = measure([
      customer(0), reply(5, role: .human), customer(9), reply(12, echo: 2, role: .human),
    ])
    #expect(human.rate(.humanRepeat) == true)
    #expect(human.null(.botRepeat) == .notApplicable)
  }

  @Test func `repeating on request and greeting twice are no repeats`() {
    let asked = measure([customer(0), reply(5), customer(9, .askRepeat), reply(12, echo: 2)])
    #expect(asked.rate(.botRepeat) == false)
    let greeted = measure([
      customer(0), reply(5, kind: .greeting), customer(9), reply(12, echo: 2, kind: .greeting),
    ])
    #expect(greeted.rate(.botRepeat) == false)
    let burst = measure([customer(0), reply(5), reply(12, echo: 2)])
    #expect(burst.rate(.botRepeat) == false)
  }

  @Test func `legal notices between replies make no block of their own`() {
    func talk(_ marks: Marks) -> Row {
      measure(
        [1, 2, 1, 2].enumerated().flatMap { place, hash in
          let seconds = Double(place) * 10
          return [
            customer(seconds),
            says(.bot, seconds + 5, .text, hash == 2 ? marks : [], hash: UInt64(hash)),
          ]
        }
      )
    }
    #expect(talk([]).rate(.botLoop) == true)
    #expect(talk(.legal).rate(.botLoop) == false)
  }

  @Test func `three alike, or a block twice in a row, are a loop`() {
    let three = measure([
      customer(0), reply(5), customer(9), reply(12, echo: 2), customer(20),
      reply(25, echo: 4, loop: 2),
    ])
    #expect(three.rate(.botLoop) == true)
    func sequence(_ hashes: [UInt64]) -> Row {
      measure(
        hashes.enumerated().flatMap {
          [customer(Double($0) * 10), reply(Double($0) * 10 + 5, hash: $1)]
        }
      )
    }
    #expect(sequence([1, 2, 1, 2]).rate(.botLoop) == true)
    #expect(sequence([9, 1, 2, 3, 1, 2, 3]).rate(.botLoop) == true)
    #expect(sequence([1, 2, 3, 4, 1, 2, 3, 4]).rate(.botLoop) == true)
    #expect(sequence([1, 2, 3, 1]).rate(.botLoop) == false)
    #expect(sequence([1, 2, 3, 4, 5, 1, 2, 3, 4, 5]).rate(.botLoop) == false)
    // All equal is three alike, which the echo rule judges, not a block.
    #expect(sequence([1, 1, 1, 1]).rate(.botLoop) == false)
  }

  @Test func `consecutive messages of one responder are one reply`() {
    let row = measure([
      customer(0, words: 10), bot(5, words: 70), bot(6, words: 60), customer(9, words: 10),
      bot(12, words: 120), human(20, .text, author: 1), human(25, .text, author: 2),
    ])
    #expect(row.replies(.verbosity, bot: true) == [130, 120])
    #expect(row.replies(.longReply, bot: true) == [1, 0])
    #expect(row.replies(.verbosity, bot: false) == [6, 6])
    #expect(row.value(.talkRatio) == 13.1)
  }

  @Test func `the talk ratio needs words on both sides`() {
    #expect(measure([customer(0)]).null(.talkRatio) == .noReply)
    let picture = measure([customer(0, words: 0, flags: .attachment), bot(5)])
    #expect(picture.null(.talkRatio) == .notApplicable)
  }
}
