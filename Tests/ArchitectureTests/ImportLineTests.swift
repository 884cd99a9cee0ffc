import Testing

struct ImportLineTests {
  @Test(arguments: [
    ("import Facts", ["Facts"]),
    ("  package import Facts // units, names", ["Facts"]),
    ("@testable import Facts", ["Facts"]),
    ("@_spi(Raw) @preconcurrency internal import Facts", ["Facts"]),
    ("import struct Facts.MetricDefinition", ["Facts"]),
    ("import Facts.Table", ["Facts"]),
    ("import Facts; import Records", ["Facts", "Records"]),
    ("// import Facts", []),
    ("/// Needs `import Facts`.", []),
    ("let important = 1", []),
    ("", []),
  ])
  func `a line imports the modules that it names`(line: String, modules: [String]) {
    #expect(ImportLine.modules(in: Substring(line)) == modules)
  }
}
