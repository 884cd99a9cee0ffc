import Conversations
import Facts
import Records
import Testing
import Wording

struct TableTests {
  @Test func `every metric is defined once, in dictionary order`() {
    let all = MetricDefinition.all
    #expect(Set(all.map(\.id)).count == all.count)
    let dictionary = all.prefix(while: \.isOfDictionary)
    let numbers = dictionary.compactMap { Int($0.number.dropFirst()) }
    #expect(numbers == numbers.sorted())
    #expect(numbers.count == dictionary.count)
    // What the dictionary does not have stands behind it.
    #expect(all.dropFirst(dictionary.count).map(\.number) == ["D1", "D2", "D3", "D4"])
    #expect(Set(numbers) == Set(1...62))
    for definition in all {
      #expect(!definition.formula.isEmpty && !definition.edgeCases.isEmpty)
      #expect(!definition.reason.isEmpty)
      #expect(
        (definition.unit == .proportion) == (definition.ratio != nil)
          || definition.id == "resolution_range"
      )
    }
  }

  @Test func `every column has a definition, and is found by its id`() {
    for metric in RateMetric.all {
      #expect(MetricDefinition.named(metric.id) == metric.definition)
      #expect(RateMetric(id: metric.id) == metric)
    }
    for metric in ValueMetric.all {
      #expect(MetricDefinition.named(metric.id) == metric.definition)
      #expect(ValueMetric(id: metric.id) == metric)
    }
    for metric in ReplyMetric.all {
      #expect(MetricDefinition.named(metric.id) == metric.definition)
      #expect(ReplyMetric(id: metric.id) == metric)
    }
    #expect(RateMetric(id: "deflection_rate") == nil)
    #expect(
      RateMetric.repeatContact(.threeDays, sameTopic: true).id
        == "repeat_contact_rate_72h_same_topic"
    )
    #expect(RateMetric.resolvedWithin(.tenMinutes, strict: true).id == "resolved_within_10m_strict")
  }

  @Test func `a table of nothing has every column and no row`() {
    let built = buildTable(contacts: [], conversations: [])
    #expect(built.table.count == 0)
    #expect(built.table.rates.count == RateMetric.all.count)
    #expect(built.counts.asOf == .missing)
    #expect(built.counts.identityCoverage == nil)
  }

  @Test func `strata are what was known before the first reply`() {
    var log = Log()
    log.add("mon", customer: "a", topic: "refund", [customer(0, words: 8), bot(5)])
    log.add("evening", customer: "b", [customer(9 * hour, words: 9), bot(9 * hour + 5)]) {
      $0.channel = "web"
      $0.language = "en"
    }
    log.add(
      "sat",
      customer: "c",
      topic: "refund",
      [customer(5 * day, words: 26), bot(5 * day + 5)]
    )
    let strata = log.built.table.strata
    #expect(strata.topicNames == ["unknown", "refund"])
    #expect(strata.topic == [1, 0, 1])
    #expect(strata.channel == [0, 1, 0])
    #expect(strata.languageNames == ["unknown", "en"])
    #expect(strata.hourBand == [1, 2, 3])
    #expect(strata.firstLength == [1, 2, 3])
  }

  @Test func `calendar weeks follow the zone`() throws {
    let zone = try #require(CalendarZone(named: "America/New_York"))
    // Monday 2 March, 04:00 UTC is still Sunday in New York.
    let early = -5 * hour
    let utc = measure(answered(at: early))
    let local = measure(answered(at: early), options: { $0.rules.zone = zone })
    #expect(utc.table.week == [Int32(CivilDate.day(year: 2026, month: 3, day: 2))])
    #expect(local.table.week == [Int32(CivilDate.day(year: 2026, month: 2, day: 23))])
  }

  @Test func `as-of is the greatest timestamp, and stands out when it is alone`() {
    var log = Log(asOf: nil)
    log.add("a", answered(at: 0))
    #expect(log.built.counts.asOf == at(10))
    #expect(log.built.counts.asOfOutlier == false)
    #expect(log.built.counts.observationStart == at(0))
    log.add("b", customer: "d", answered(at: 20)) { $0.updated = at(30 + 2 * day) }
    #expect(log.built.counts.asOf == at(30 + 2 * day))
    #expect(log.built.counts.asOfOutlier == false)
    log.conversations[1].updated = at(30.001 + 2 * day)
    #expect(log.built.counts.asOfOutlier == true)
    log.options.asOf = at(9 * day)
    #expect(log.built.counts.asOfOutlier == false)
    #expect(log.built.counts.asOf == at(9 * day))
  }

  @Test func `undated contacts come last, by id`() {
    var log = Log()
    log.add("z", customer: "a", [customer(nil)])
    log.add("y", customer: "b", [customer(nil)])
    log.add("x", customer: "c", answered(at: 0))
    #expect(log.built.table.id == ["x", "y", "z"])
  }

  @Test func `counts of clocks add up over conversations`() {
    let row = measure(answered(at: 0)) {
      $0.naiveTimestamps = 3
      $0.implausibleTimestamps = 2
    }
    #expect(row.counts.naiveTimestamps == 3)
    #expect(row.counts.implausibleTimestamps == 2)
    #expect(row.counts.contacts == 1)
    #expect(row.counts.counted == 1)
    #expect(row.counts.knownCustomers == 1)
  }
}
