import FoundationEssentials
import StatisticsCases
import Testing

@Suite struct CaseRunnerTests {
  @Test func `an unknown method is unsupported`() throws {
    #expect(try Self.run("no.such.method", "{}") == .unsupported)
  }

  @Test(arguments: [
    ("proportion.wilson", #"{"x":5,"n":3}"#),
    ("proportion.wilson", #"{"x":-1,"n":3}"#),
    ("proportion.wilson", #"{"x":1,"n":3,"level":1}"#),
    ("proportion.wilson", #"{"n":3}"#),
    ("special.normal_quantile", #"{"p":1.5}"#),
    ("quantile", #"{"values":[1,null],"p":0.5}"#),
    ("quantile", #"{"values":[1,2],"p":0}"#),
    ("quantile", #"{"values":[1,2],"p":0.5,"cluster":["a"]}"#),
    ("standardised.proportion", #"{"arm":[1,2],"stratum":["a","a"],"y":[1,0]}"#),
    ("standardised.proportion", #"{"arm":[1,0],"stratum":["a"],"y":[1,0]}"#),
    ("standardised.proportion", #"{"arm":[1,0],"stratum":["a","a"],"y":[1,0],"weights":"no"}"#),
    ("km", #"{"time":[1,2],"event":[1],"at":[1]}"#),
    ("km", #"{"time":[1,2],"event":[1,3],"at":[1]}"#),
    ("cif", #"{"time":[1],"status":[1],"cause":900,"at":[1]}"#),
    ("rmst", #"{"time":[1],"event":[1],"tau":-1}"#),
    ("its", #"{"y":[1,2,3],"launch":90,"lag":0}"#),
    ("its", #"{"y":[1,2,3,4,5,6],"launch":3,"lag":-9}"#),
    ("chart.xmr", #"{"values":[1,2,3],"baseline":99}"#),
    ("chart.p_prime", #"{"x":[1],"n":[2,3],"baseline":1}"#),
    ("prevalence.audit", #"{"flags":[1,0],"audited":[{"index":7,"label":1}]}"#),
    ("histogram.quantile", #"{"values":[1e300],"p":0.5}"#),
    ("histogram.quantile", #"{"values":[-1],"p":0.5}"#),
    ("attribution", #"{"conversations":[{"first":"cat"}]}"#),
    ("verdict", #"{"better":"sideways"}"#),
    ("bounds.unknown", #"{"yes1":-1}"#),
  ])
  func `malformed input is an error of its case`(method: String, input: String) throws {
    let error = try Self.run(method, input)
    #expect(error != nil)
    #expect(error != .unsupported)
  }

  @Test func `empty input gives nulls and not an error`() throws {
    #expect(try Self.run("quantile", #"{"values":[],"p":0.5}"#) == nil)
    #expect(try Self.run("km", #"{"time":[],"event":[],"at":[7]}"#) == nil)
    #expect(try Self.run("superiority", #"{"values1":[],"values0":[1]}"#) == nil)
    #expect(try Self.run("heterogeneity", #"{"strata":[]}"#) == nil)
    #expect(try Self.run("mantel_haenszel", #"{"strata":[]}"#) == nil)
    #expect(try Self.run("cluster.proportion", #"{"y":[],"cluster":[]}"#) == nil)
    #expect(try Self.run("logrank", #"{"time":[],"event":[],"group":[]}"#) == nil)
    #expect(try Self.run("simpson", #"{"strata":[]}"#) == nil)
    #expect(
      try Self.run("standardised.cif", #"{"arm":[],"stratum":[],"time":[],"status":[],"at":1}"#)
        == nil
    )
  }

  @Test func `a file that is not there is reported with its path`() throws {
    #expect(throws: CaseFile.Unreadable.self) { try CaseFile.cases(at: "/no/such/cases.json") }
  }

  /// The error of a case made from texts; nil if it has an output.
  private static func run(_ method: String, _ input: String) throws -> CaseError? {
    let path =
      FileManager.default.temporaryDirectory.path + "/case-\(UInt64.random(in: 0 ... .max))"
    let text = #"{"cases":[{"id":"x","method":"\#(method)","input":\#(input),"expected":{}}]}"#
    _ = FileManager.default.createFile(atPath: path, contents: Data(text.utf8))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let one = try #require(try CaseFile.cases(at: path).first)
    do {
      _ = try one.run()
      return nil
    } catch {
      return error
    }
  }
}
