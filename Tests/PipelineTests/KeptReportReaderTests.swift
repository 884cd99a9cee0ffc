import Comparisons
import Testing

@testable import Pipeline

/// A report that is read back may come from anywhere.
@Suite struct KeptReportReaderTests {
  /// The least that a report can be; members given replace its own.
  private static func report(
    _ changes: [String: String] = [:],
    run: [String: String] = [:]
  ) -> String {
    func object(_ members: [String: String]) -> String {
      "{"
        + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
        .joined(separator: ",") + "}"
    }
    let own = [
      "version": "\"1\"", "dictionary_version": "\"1.0\"", "lexicon_version": "\"en 1\"",
      "first_day": "\"2026-03-02\"", "last_day": "null", "contacts": "3", "parameters": "[]",
    ].merging(run) { $1 }
    let members = [
      "schema": "\"onpar-report/1\"", "run": object(own), "level": "0.95",
      "inputs": #"{"options":[],"files":[]}"#, "definitions": "[]", "summaries": "[]",
      "headline_family": "[]", "secondary": "[]", "topics": "[]",
    ].merging(changes) { $1 }
    return object(members)
  }

  private static func fault(_ text: String) -> String? {
    do throws(ReportFault) {
      _ = try KeptReportReader.read(Array(text.utf8), name: "r.json")
      return nil
    } catch {
      return error.description
    }
  }

  private static func summary(_ estimate: String) -> String {
    #"{"metric":"m","statistic":"rate","cohort":"all","period":"whole","estimate":\#(estimate)}"#
  }

  @Test func `a report is read with its figures`() throws {
    let estimate = #"{"value":0.5,"lower":0.1,"upper":"inf","numerator":1,"denominator":2}"#
    let text = Self.report(["summaries": "[\(Self.summary(estimate))]"])
    let report = try KeptReportReader.read(Array(text.utf8), name: "r.json")
    let key = FigureKey(metric: "m", statistic: "rate", cohort: "all")
    #expect(report.figures[key]?.value == 0.5 && report.figures[key]?.upper == .infinity)
    #expect(report.composition == nil && report.firstDay == "2026-03-02" && report.lastDay == nil)
  }

  struct Broken: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let words: [String]

    init(_ name: String, _ text: String, _ words: String...) {
      (testDescription, self.text, self.words) = (name, text, words)
    }
  }

  @Test(arguments: [
    Broken("nothing", "", "r.json is empty", "expected a report.json"),
    Broken("no JSON", "{\"schema\": oops}", "byte 12"),
    Broken("cut", String(report().dropLast(9)), "no JSON"),
    Broken("a list", "[]", "r.json: ", "is a list", "expected an object"),
    Broken("deep", String(repeating: "[", count: 100_000), "deeper than 256"),
    Broken(
      "another file",
      #"{"schema":"onpar-run/1"}"#,
      "schema is \"onpar-run/1\"",
      "onpar-report/1"
    ),
    Broken("no schema", "{}", "schema is missing"),
    Broken("a newer schema", report(["schema": #""onpar-report/2""#]), "onpar-report/2", "anew"),
    Broken("no run", report(["run": "null"]), "run is missing or null", "an object"),
    Broken("version", report(run: ["version": "7"]), "run.version is 7; expected a text"),
    Broken("day", report(run: ["first_day": #""soon""#]), "run.first_day", "2026-03-02"),
    Broken("contacts", report(run: ["contacts": "-1"]), "run.contacts is -1", "whole number"),
    Broken("huge", report(run: ["contacts": "1e999"]), "run.contacts is inf"),
    Broken("level", report(["level": "7"]), "level is 7", "0.8 to 0.999"),
    Broken(
      "parameters",
      report(run: ["parameters": "{}"]),
      "run.parameters is an object",
      "a list"
    ),
    Broken("parameter", report(run: ["parameters": "[[]]"]), "run.parameters[0] is a list"),
    Broken(
      "estimate",
      report(["summaries": "[\(summary(#"{"value":"much"}"#))]"]),
      "summaries[0].estimate.value is \"much\"; expected a number"
    ),
    Broken(
      "numerator",
      report(["summaries": "[\(summary(#"{"numerator":9223372036854775807}"#))]"]),
      "numerator"
    ),
    Broken(
      "twice",
      report(["summaries": "[\(summary("null")),\(summary("null"))]"]),
      "summaries[1] holds m (rate, all) a second time"
    ),
    Broken(
      "control characters",
      report(run: ["contacts": #""\u001b[31m\u202ex""#]),
      "run.contacts is \"?[31m?x\""
    ),
    Broken(
      "unlike values",
      report([
        "composition":
          #"{"variables":["topic"],"groups":[{"cohort":"all","values":[],"contacts":1}],"rates":[]}"#
      ]),
      "composition.groups[0].values",
      "variables, 1"
    ),
    Broken(
      "unlike rows",
      report([
        "composition":
          #"{"variables":[],"groups":[],"rates":[{"metric":"m","yes":[1],"known":[]}]}"#
      ]),
      "composition.rates[0].yes",
      "groups, 0"
    ),
    Broken(
      "more than all",
      report([
        "composition":
          #"{"variables":[],"groups":[{"cohort":"a","values":[],"contacts":1}],"rates":[{"metric":"m","yes":[2],"known":[1]}]}"#
      ]),
      "yes is more than known"
    ),
  ])
  func `what is no report is refused with its place and what was expected`(_ broken: Broken) throws
  {
    let fault = try #require(Self.fault(broken.text))
    for words in ["r.json"] + broken.words { #expect(fault.contains(words), "\(fault)") }
  }

  @Test func `whatever numbers a report holds, two can be compared`() throws {
    let numbers = ["0", "1", "-1", "2", "1e308", "\"inf\"", "\"-inf\"", "null", "0.5", "1e-320"]
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      func any() -> String { numbers.randomElement(using: &random) ?? "0" }
      func one() throws -> KeptReport {
        let estimate =
          #"{"value":\#(any()),"lower":\#(any()),"upper":\#(any()),"effective_size":\#(any()),"#
          + #""numerator":1,"denominator":0}"#
        let text = Self.report(["summaries": "[\(Self.summary(estimate))]"])
        return try KeptReportReader.read(Array(text.utf8), name: "r.json")
      }
      let figure = RunDiff(try one(), try one()).figures[0]
      for number in [figure.change, figure.lower, figure.upper, figure.pValue, figure.qValue] {
        #expect(!(number?.isNaN ?? false))
      }
    }
  }
}
