import Foundation
import TestSupport
import Testing

/// Folders, targets and tests go by the same names.
struct RoomTests {
  private let manifest: String

  init() throws {
    manifest = try String(contentsOfFile: Repository.root + "/Package.swift", encoding: .utf8)
  }

  /// The names of the targets that the manifest declares with one of `kinds`.
  private func declared(_ kinds: String...) throws -> Set<String> {
    let pattern = "\\.(?:\(kinds.joined(separator: "|")))\\(\\s*name: \"([^\"]+)\""
    let regex = try Regex(pattern, as: (Substring, Substring).self)
    return Set(manifest.matches(of: regex).map { String($0.output.1) })
  }

  @Test func `every folder of Sources is a target and is in the drawing`() throws {
    let folders = Set(try SourceTree.folders(in: "Sources"))
    let targets = try declared("systemLibrary", "target", "executableTarget")
    // These live beside what they serve: with the tests, the benchmarks and the fuzzer.
    let elsewhere: Set<String> = ["TestSupport", "comparison-benchmark", "FuzzTargets", "fuzz"]
    #expect(folders == targets.subtracting(elsewhere))
    #expect(folders == Set(HouseDrawing.rooms.map(\.name)))
  }

  /// Without this a target compiles only as long as another one happens to bring the module along; SwiftPM's own check
  /// (`--explicit-target-dependency-import-check error`) lets it pass with Swift 6.3.1.
  @Test(arguments: HouseDrawing.rooms.filter { !$0.isModuleMap }.map(\.name))
  func `the manifest declares what a target imports`(target: String) throws {
    let pattern =
      "\\.(?:target|executableTarget)\\(\\s*name: \"\(target)\"(?:,\\s*dependencies: \\[([^\\]]*))?"
    let regex = try Regex(pattern, as: (Substring, Substring?).self)
    let entry = try #require(manifest.firstMatch(of: regex))
    let declared = (entry.output.1 ?? "").split(separator: "\"").map(String.init)
    let ours = Set(HouseDrawing.rooms.map(\.name)).subtracting(declared)
    let found = try SourceTree.sources.get().imports(of: ours) { $0.target == target }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  @Test func `every folder of Tests is a target`() throws {
    let folders = Set(try SourceTree.folders(in: "Tests")).subtracting(["TestSupport"])
    #expect(folders == (try declared("testTarget")))
  }

  @Test(arguments: HouseDrawing.rooms.filter { !$0.isModuleMap }.map(\.name))
  func `every target has a folder of tests with tests in it`(target: String) throws {
    let tests = try #require(HouseDrawing.room(target)?.tests)
    let files = try SourceTree.tests.get().files.filter { $0.target == tests }
    #expect(
      files.contains { $0.lines.contains { $0.contains("@Test") } },
      "Tests/\(tests) holds no test of \(target)"
    )
  }

  @Test(arguments: [
    "Common", "Utilities", "Utils", "Helpers", "Shared", "Misc", "Core", "Extensions",
  ])
  func `no target is a drawer for everything`(name: String) throws {
    let targets = try declared("systemLibrary", "target", "executableTarget", "testTarget")
    #expect(!targets.contains(name))
    #expect(!targets.contains(name + "Tests"))
  }

  /// A type with the name of its module hides the module, which can then no longer be qualified.
  @Test func `no type bears the name of its module`() throws {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "actor", "typealias"]
    let found = try SourceTree.sources.get().findings { file, line in
      guard line.contains(file.target) else { return [] }
      let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "/" }
      guard words.first?.hasPrefix("//") == false else { return [] }
      return zip(words, words.dropFirst()).compactMap { kind, name in
        kinds.contains(kind) && name == file.target ? "\(kind) \(name)" : nil
      }
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }
}
