import TestSupport
import Testing

@testable import Records

/// A TZif file written by hand.
struct TZif {
  var version: UInt8 = 0x32
  /// Changes in seconds since 1970, each with the number of its type.
  var changes: [(second: Int64, type: UInt8)] = []
  /// Seconds east of UTC.
  var types: [Int32] = [0]
  var leapCount = 0
  var footer = ""

  var bytes: [UInt8] {
    version == 0 ? block(4) : block(4) + block(8) + [0x0A] + Array(footer.utf8) + [0x0A]
  }

  private func block(_ width: Int) -> [UInt8] {
    var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
    for count in [0, 0, leapCount, changes.count, types.count, 4] { bytes += big(count, 4) }
    for change in changes { bytes += big(Int(change.second), width) }
    bytes += changes.map(\.type)
    for type in types { bytes += big(Int(type), 4) + [0, 0] }
    bytes += Array("ABC\0".utf8)
    return bytes + [UInt8](repeating: 0, count: leapCount * (width + 4))
  }

  private func big(_ number: Int, _ width: Int) -> [UInt8] {
    (0..<width).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}

/// Zones are files, and files can hold anything.
@Suite struct ZoneFileTests {
  private static func offset(_ rule: String, _ time: String) throws -> Int64 {
    var parser = TimestampParser(assumed: .utc)
    let instant = Array(time.utf8).withUnsafeBytes { parser.parse($0)?.instant }
    let zone = try #require(ZoneFile(TZif(footer: rule).bytes))
    return zone.offset(at: try #require(instant).milliseconds / 1000)
  }

  @Test(arguments: [
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2050-03-27T00:59:59", 3600),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2050-03-27T01:00:00", 7200),
    ("UTC0", "2050-01-01T00:00:00", 0), ("<+0545>-5:45", "2050-01-01T00:00:00", 20_700),
    ("<-03>3", "2050-01-01T00:00:00", -10_800), ("ABC+1:02:03", "2050-01-01T00:00:00", -3723),
    // Gaza: fifty hours after midnight of a Thursday are the night to Saturday.
    ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2050-03-25T23:59:59", 7200),
    ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2050-03-26T00:00:00", 10_800),
    // Greenland: an hour before the day.
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T00:59:59", -7200),
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T01:00:00", -3600),
    // Ireland: winter is the exception.
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-07-01T00:00:00", 3600),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-12-31T23:59:59", 0),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2051-01-01T00:00:00", 0),
    // Summer time all year (RFC 8536, section 3.3.1), with and without a rule.
    ("XXX3EDT4,0/0,J365/23", "2050-01-01T02:59:59", -14_400),
    ("XXX3EDT4,0/0,J365/23", "2050-01-01T03:00:00", -14_400),
    ("XXX3EDT4,0/0,J365/23", "2052-12-31T23:59:59", -14_400),
    ("EST5EDT", "2050-01-01T00:00:00", -14_400),
    // Days by number: only one of the ways counts 29 February.
    ("AAA0BBB,J60/0,J70/0", "2052-02-29T23:59:59", 0),
    ("AAA0BBB,J60/0,J70/0", "2052-03-01T00:00:00", 3600),
    ("AAA0BBB,59/0,69/0", "2052-02-28T23:59:59", 0),
    ("AAA0BBB,59/0,69/0", "2052-02-29T00:00:00", 3600),
    // A change in the year before its own, and one in the year behind.
    ("AAA0BBB,0/-167,J365/167", "2049-12-25T01:00:00", 3600),
    ("AAA0BBB,0/-24,10/0", "2049-12-30T23:59:59", 0),
    ("AAA0BBB,0/-24,10/0", "2049-12-31T00:00:00", 3600),
    ("AAA0BBB,J360/0,J365/167", "2051-01-06T21:59:59", 3600),
    ("AAA0BBB,J360/0,J365/167", "2051-01-06T22:00:00", 0),
  ])
  func `a rule tells the clocks of every year`(rule: String, time: String, offset: Int64) throws {
    #expect(try Self.offset(rule, time) == offset)
  }

  @Test(arguments: [
    "CET", "C-1", "CET-25", "CET-1:60", "CET-1x", "CET-1CEST,", "CET-1CEST,M3.5.0", "<CET-1", "<>1",
    "CET-1CEST,M0.5.0,M10.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "1",
    "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J5", "CET-1CEST,J366,J5", "CET-1CEST,366,5",
    "CET-1CEST,5/168,6", "CET-1CEST,5,6,7", "CET-9999999999999999999", "CET-1CEST-1:00:00:00",
    "CET-1CEST,M3.5.0/,M10.5.0", ":Europe/Berlin", "CET--1", "CET-1 ", "CET-1\0",
  ])
  func `what is no rule makes no zone`(rule: String) {
    #expect(ZoneFile(TZif(footer: rule).bytes) == nil)
  }

  @Test func `each version is read, and of two blocks the second`() throws {
    let changes: [(Int64, UInt8)] = [(Int64(-1) << 40, 0), (1000, 1)]
    for version: UInt8 in [0x32, 0x33, 0x34] {
      let zone = try #require(
        ZoneFile(TZif(version: version, changes: changes, types: [60, 120]).bytes)
      )
      #expect(zone.changes == [Int64(-1) << 40, 1000])
      #expect([Int64(-1) << 50, 999, 1000, Int64(1) << 40].map(zone.offset) == [60, 60, 120, 120])
    }
    let old = try #require(
      ZoneFile(TZif(version: 0, changes: [(1000, 1)], types: [60, 120]).bytes)
    )
    #expect([Int64(999), 1000].map(old.offset) == [60, 120])
  }

  @Test func `before the first change the first type holds, behind the last the rule`() throws {
    let zone = try #require(
      ZoneFile(TZif(changes: [(0, 1), (1000, 0)], types: [5, 6], footer: "ABC-1").bytes)
    )
    #expect([Int64(-1), 0, 999, 1000].map(zone.offset) == [5, 6, 6, 3600])
  }

  @Test func `files that contradict themselves are none`() {
    #expect(ZoneFile(TZif().bytes) != nil)
    #expect(ZoneFile(TZif(version: 0x31).bytes) == nil)
    #expect(ZoneFile(TZif(types: []).bytes) == nil)
    #expect(ZoneFile(TZif(changes: [(0, 1)]).bytes) == nil)
    #expect(ZoneFile(TZif(changes: [(5, 0), (5, 0)]).bytes) == nil)
    #expect(ZoneFile(TZif(types: [100_000]).bytes) == nil)
    #expect(ZoneFile(TZif(types: [.min]).bytes) == nil)
    // Leap seconds: moments there are counted in another way.
    #expect(ZoneFile(TZif(leapCount: 1).bytes) == nil)
    #expect(ZoneFile(TZif().bytes.dropLast() + []) == nil)
    #expect(ZoneFile([UInt8](repeating: 0xFF, count: 200)) == nil)
    #expect(ZoneFile(Array("TZif2".utf8) + [UInt8](repeating: 0xFF, count: 200)) == nil)
  }

  private static let sound = TZif(
    changes: [(-5_000_000_000, 1), (0, 0), (1_700_000_000, 1), (2_000_000_000, 0)],
    types: [3600, 7200],
    footer: "CET-1CEST,M3.5.0,M10.5.0/3"
  ).bytes

  /// Asks for moments everywhere; the answer only has to be one.
  private static func ask(_ bytes: [UInt8]) {
    guard let zone = ZoneFile(bytes) else { return }
    for second: Int64 in [
      .min / 1000, -5_000_000_001, -1, 0, 1_800_000_000, 4_000_000_000, .max / 1000,
    ] {
      #expect((-90_000...93_600).contains(zone.offset(at: second)))
    }
  }

  @Test func `a file cut anywhere is no zone`() {
    for count in 0..<Self.sound.count { #expect(ZoneFile(Array(Self.sound.prefix(count))) == nil) }
    #expect(ZoneFile(Self.sound) != nil)
  }

  @Test func `any byte may be any other`() {
    for place in Self.sound.indices {
      for value: UInt8 in [0, 1, 2, 0x2C, 0x30, 0x39, 0x7F, 0x80, 0xFF] {
        var bytes = Self.sound
        bytes[place] = value
        Self.ask(bytes)
      }
    }
  }

  @Test(arguments: 1...20)
  func `bytes that were changed by chance make a zone or none`(seed: Int) {
    var random = SeededRandom(seed)
    for _ in 0..<500 {
      var bytes = Self.sound
      for _ in 0...random.below(6) {
        bytes[random.below(bytes.count)] = UInt8(random.below(256))
      }
      if random.once(in: 4) { bytes.removeFirst(random.below(bytes.count)) }
      if random.once(in: 4) { bytes += bytes }
      Self.ask(bytes)
    }
  }

  @Test(arguments: 1...20)
  func `rules made by chance make a zone or none`(seed: Int) {
    var random = SeededRandom(seed)
    let pieces = [
      "CET", "-1", ",", "M", "3", ".", "5", "0", "/", "J", "365", "<", ">", "+", ":", "167",
      "<+03>",
    ]
    for _ in 0..<500 {
      let text = (0...random.below(16)).map { _ in random.pick(pieces) }.joined()
      Self.ask(TZif(footer: text).bytes)
      Self.ask(TZif(footer: "AAA0BBB," + text).bytes)
    }
  }
}
