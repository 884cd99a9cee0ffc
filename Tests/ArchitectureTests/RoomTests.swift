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
    #expect(folders == targets.subtracting(["TestSupport"]))
    #expect(folders == Set(HouseDrawing.rooms.map(\.name)))
  }

  @Test func `every folder of Tests is a target`() throws {
    let folders = Set(try SourceTree.folders(in: "Tests")).subtracting(["TestSupport"])
    #expect(folders == (try declared("testTarget")))
  }

  @Test(arguments: HouseDrawing.rooms.filter { !$0.isModuleMap }.map(\.name))
  func `every target has a folder of tests with tests in it`(target: String) throws {
    let tests = try #require(HouseDrawing.room(target)?.tests)
    let files = try SourceTree(folder: "Tests").files.filter { $0.target == tests }
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

  /// A type with the name of a module hides the module, which can then no longer be qualified.
  @Test func `no type bears the name of a module`() throws {
    let names = Set(HouseDrawing.rooms.map(\.name))
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "actor", "typealias"]
    let found = try SourceTree.sources.get().findings { _, line in
      let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "/" }
      guard words.first?.hasPrefix("//") == false else { return [] }
      return zip(words, words.dropFirst()).compactMap { kind, name in
        kinds.contains(kind) && names.contains(String(name)) ? "\(kind) \(name)" : nil
      }
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }
}
