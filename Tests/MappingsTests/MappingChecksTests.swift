import Records
import Testing

@testable import Mappings

/// What is wrong in a mapping file is said before any input is read, with its place.
@Suite struct MappingChecksTests {
  /// A sound mapping, line by line, so that a case can change one of them.
  static let sound = [
    "onpar_mapping: 1",
    "name: desk",
    "input: {format: json, records: \"$.threads[*]\", record_is: conversation}",
    "conversation:",
    "  conversation_id: $.id",
    "messages:",
    "  each: $.posts[*]",
    "  timestamp: $.at",
    "  role:",
    "    - {path: $.who, equals: c, is: customer}",
    "    - {else: human}",
    "  text: $.text",
  ]

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The line from 1, and what stands there instead; an empty text drops it.
    let line: Int
    let text: String
    let place: String
    let says: String
  }

  static let cases: [Case] = [
    Case(
      testDescription: "an unknown key is named with the nearest known one",
      line: 8,
      text: "  timestmap: $.at",
      place: "8:3",
      says: "did you mean \"timestamp\"?"
    ),
    Case(
      testDescription: "a path that cannot be parsed",
      line: 12,
      text: "  text: $.a..b",
      place: "12:13",
      says: "\"..\" is not part of this notation"
    ),
    Case(
      testDescription: "a sentiment score without the limit below which it is negative",
      line: 12,
      text: "  text: $.text\n  sentiment: {score: $.mood}",
      place: "13:14",
      says: "\"negative_below\" is missing in sentiment"
    ),
    Case(
      testDescription: "a limit of sentiment that is no number",
      line: 12,
      text: "  text: $.text\n  sentiment: {score: $.mood, negative_below: low}",
      place: "13:46",
      says: "negative_below is a number"
    ),
    Case(
      testDescription: "a path inside quotes",
      line: 12,
      text: "  text: \"$.a[1\"",
      place: "12:13",
      says: "\"[\" is never closed"
    ),
    Case(
      testDescription: "a choice without else",
      line: 11,
      text: "",
      place: "10:5",
      says: "the choice has no else"
    ),
    Case(
      testDescription: "else before the end",
      line: 10,
      text: "    - {else: human}",
      place: "10:7",
      says: "\"else\" stands last"
    ),
    Case(
      testDescription: "no conversation id",
      line: 5,
      text: "  topic: $.id",
      place: "5:3",
      says: "\"conversation_id\" is missing"
    ),
    Case(
      testDescription: "an offset without from",
      line: 8,
      text: "  timestamp: {path: $.at, time: offset_s}",
      place: "8:33",
      says: "an offset needs \"from\""
    ),
    Case(
      testDescription: "an unknown role",
      line: 10,
      text: "    - {path: $.who, equals: c, is: custommer}",
      place: "10:36",
      says: "did you mean \"customer\"?"
    ),
    Case(
      testDescription: "an unknown event name",
      line: 12,
      text: "  text: $.text\nevents: {event: handof_initiated, timestamp: $.at}",
      place: "13:17",
      says: "did you mean \"handoff_initiated\"?"
    ),
    Case(
      testDescription: "an unknown zone",
      line: 8,
      text: "  timestamp: {path: $.at, time: \"yyyy-MM-dd HH:mm\", zone: Europe/Berlim}",
      place: "8:59",
      says: "the zone \"Europe/Berlim\" is not known"
    ),
    Case(
      testDescription: "an unknown letter in a date",
      line: 8,
      text: "  timestamp: {path: $.at, time: yyyy-MM-dd QQ}",
      place: "8:33",
      says: "the letter \"Q\" is not known"
    ),
    Case(
      testDescription: "a bare word where a path is meant",
      line: 12,
      text: "  text: body",
      place: "12:9",
      says: "expected a path that begins with $ or ^"
    ),
    Case(
      testDescription: "a broken regular expression",
      line: 10,
      text: "    - {path: $.who, matches: \"(\", is: customer}",
      place: "10:30",
      says: "this is no regular expression"
    ),
    Case(
      testDescription: "a lookup in nothing",
      line: 12,
      text: "  text: {lookup: users, key: $.u, path: $.name}",
      place: "12:18",
      says: "\"users\" is not known here"
    ),
    Case(
      testDescription: "a condition without a test",
      line: 10,
      text: "    - {path: $.who, is: customer}",
      place: "10:7",
      says: "a condition needs one of"
    ),
    Case(
      testDescription: "a version of the future",
      line: 1,
      text: "onpar_mapping: 2",
      place: "1:16",
      says: "expected 1"
    ),
    Case(
      testDescription: "a key that stands twice",
      line: 12,
      text: "  text: $.text\n  text: $.body",
      place: "13:3",
      says: "stands twice"
    ),
    Case(
      testDescription: "YAML that is broken",
      line: 3,
      text: "input: {format: json",
      place: "4:",
      says: "the YAML is broken here"
    ),
  ]

  private static func faults(_ lines: [String]) -> [MappingFault] {
    do throws(MappingFaults) {
      _ = try MappingFile.compile(lines.joined(separator: "\n"), file: "desk.yaml")
      return []
    } catch {
      return error.all
    }
  }

  @Test func `a sound mapping has no faults`() {
    #expect(Self.faults(Self.sound) == [])
  }

  @Test(arguments: cases)
  func `a fault is named with its place`(_ one: Case) throws {
    var lines = Self.sound
    if one.text.isEmpty { lines.remove(at: one.line - 1) } else { lines[one.line - 1] = one.text }
    let faults = Self.faults(lines).map(\.description)
    let found = faults.contains { $0.hasPrefix("desk.yaml:" + one.place) && $0.contains(one.says) }
    #expect(found, "\(faults)")
  }

  @Test func `record_is message needs a conversation id too`() {
    var lines = Self.sound
    lines[2] = "input: {format: csv, record_is: message}"
    lines[4] = "  topic: $.id"
    #expect(Self.faults(lines).contains { $0.detail.contains("conversation_id") })
  }

  @Test func `the mappings that come with Onpar are sound`() throws {
    for (name, bytes) in ShippedMappings.files {
      do throws(MappingFaults) {
        _ = try MappingFile.compile(String(decoding: bytes, as: UTF8.self), file: name)
      } catch {
        Issue.record("\(error.all.map(\.description))")
      }
    }
    #expect(ShippedMappings.all.count == ShippedMappings.files.count)
  }
}
