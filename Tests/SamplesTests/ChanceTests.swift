import Testing

@testable import Samples

@Suite struct ChanceTests {
  /// The first outputs of xoshiro256** from state words that SplitMix64 gives for seed 0, worked out
  /// with the reference definitions in Python integers.
  @Test func `the stream is that of the published generator`() {
    var chance = Chance(seed: 0)
    let first = (0..<3).map { _ in chance.next() }
    #expect(
      first == [
        0x99EC5F36CB75F2B4, 0xBF6E1F784956452A, 0x1A5F849D4933E6E0,
      ]
    )
  }

  @Test func `shares come out as asked for`() {
    var chance = Chance(seed: 1)
    let hits = (0..<100_000).count { _ in chance.happens(1900) }
    // Five standard errors.
    #expect(abs(hits - 19_000) < 620)
    var counts = [0, 0, 0]
    for _ in 0..<60_000 { counts[chance.index(weights: [1, 0, 2])] += 1 }
    #expect(counts[1] == 0)
    #expect(abs(counts[0] - 20_000) < 580)
  }

  @Test func `half of a quantile table's draws lie below its median`() {
    let table = QuantileTable(seconds: [1, 5, 20, 90, 3600])
    var chance = Chance(seed: 2)
    let below = (0..<40_000).count { _ in table.draw(&chance) < Int64(table.median) }
    #expect(abs(below - 20_000) < 500)
    #expect(table.basisPoints(atMost: 20_000) == 5000)
    #expect(table.basisPoints(atMost: 0) == 0)
    #expect(table.basisPoints(atMost: 4_000_000) == 10_000)
  }

  @Test(arguments: [
    (2026, 3, 2, 20_514), (1970, 1, 1, 0), (2000, 2, 29, 11_016), (2100, 3, 1, 47_541),
  ])
  func `days are counted as in the Gregorian calendar`(
    year: Int,
    month: Int,
    day: Int,
    days: Int
  ) {
    #expect(Instant.days(year: year, month: month, day: day) == days)
    #expect(Instant.date(days: days) == (year, month, day))
  }

  @Test func `an instant is written in ISO 8601`() {
    var bytes: [UInt8] = []
    Instant.append(1_772_443_000_250, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "2026-03-02T09:16:40.250Z")
  }
}
