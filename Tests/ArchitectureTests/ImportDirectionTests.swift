import Testing

/// Every `import` line of `Sources` against the drawing.
///
/// SwiftPM lets a target import what its dependencies depend on, so the manifest alone does not hold the walls.
struct ImportDirectionTests {
  private let sources: SourceTree

  init() throws {
    sources = try SourceTree.sources.get()
  }

  @Test func `every import is in the drawing`() {
    let strangers = sources.findings { file, line in
      ImportLine.modules(in: line).filter { !isDrawn($0, in: file.target) }
        .map { "\(file.target) must not import \($0)" }
    }
    #expect(strangers.isEmpty, "\(strangers.joined(separator: "\n"))")
  }

  private func isDrawn(_ module: String, in target: String) -> Bool {
    guard let room = HouseDrawing.room(target) else { return false }
    if HouseDrawing.cLibrary.contains(module) { return target != "Statistics" }
    return room.targets.contains(module) || room.outside.contains(module)
  }

  @Test func `the reading of imports finds what is surely there`() {
    let files = sources.files.filter { $0.target == "ByteStreams" }
    let modules = Set(files.flatMap { $0.lines.flatMap { ImportLine.modules(in: $0) } })
    #expect(modules.isSuperset(of: ["CZlib", "Diagnostics", "Glibc"]))
  }

  @Test func `the drawing has no circle`() {
    var finished: Set<String> = []
    var rooms = HouseDrawing.rooms
    while let next = rooms.firstIndex(where: { $0.targets.isSubset(of: finished) }) {
      finished.insert(rooms.remove(at: next).name)
    }
    #expect(rooms.isEmpty, "in a circle, or importing what is not drawn: \(rooms.map(\.name))")
  }

  // The rules below follow from today's drawing. They stand by themselves because they are promises: whoever redraws
  // the house must not lose one by accident.

  @Test func `measurement is blind to cohorts and statistics`() {
    expectNoImports(of: ["Cohorts", "Statistics", "Comparisons"], in: ["Facts"])
  }

  @Test func `customers' words stop at facts`() {
    expectNoImports(
      of: ["Conversations", "Records", "Wording"],
      in: ["Cohorts", "Comparisons", "Reporting"]
    )
  }

  @Test func `a report never computes`() {
    expectNoImports(of: ["Statistics"], in: ["Reporting"])
  }

  @Test func `statistics stands alone`() {
    let targets = Set(HouseDrawing.rooms.map(\.name))
    expectNoImports(of: targets, in: ["Statistics"])
  }

  @Test(arguments: [
    ("CZlib", "ByteStreams"), ("CISAL", "ByteStreams"), ("CLibXML2", "Records"),
    ("COpenSSL", "Pseudonyms"),
    ("ArgumentParser", "onpar"), ("Pseudonyms", "onpar"),
    ("RealModule", "Statistics"), ("CYAML", "Mappings"), ("CSQLite", "History"),
  ])
  func `only one target imports it`(module: String, owner: String) {
    expectNoImports(of: [module], in: Set(HouseDrawing.rooms.map(\.name)).subtracting([owner]))
  }

  /// A stage that could tell invented data from real could treat them differently.
  @Test func `no stage of the data flow knows the invented samples`() {
    let users: Set<String> = ["onpar", "Simulation", "simulate"]
    expectNoImports(of: ["Samples"], in: Set(HouseDrawing.rooms.map(\.name)).subtracting(users))
  }

  /// Its formatters read the locale and its decoders are slow at what Onpar does most; each use is a decision.
  @Test func `Foundation is imported where the drawing says and nowhere else`() {
    let users = HouseDrawing.rooms.filter { !$0.outside.isDisjoint(with: Self.foundation) }
    expectNoImports(
      of: Self.foundation,
      in: Set(HouseDrawing.rooms.map(\.name)).subtracting(users.map(\.name))
    )
    #expect(users.map(\.name) == ["StatisticsCases"])
  }

  private static let foundation: Set<String> = ["Foundation", "FoundationEssentials"]

  private func expectNoImports(
    of modules: Set<String>,
    in targets: Set<String>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = sources.imports(of: modules) { targets.contains($0.target) }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))", sourceLocation: sourceLocation)
  }
}
