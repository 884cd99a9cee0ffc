import Foundation
import TestSupport

/// The Swift files of a folder of targets as text.
struct SourceTree: Sendable {
  struct File: Sendable {
    /// The first folder below `Sources`.
    var target: String
    /// Path from the root of the repository.
    var path: String
    var text: String
    var lines: [Substring]

    /// Whether any of the words occurs anywhere; spares most files a look at each line.
    func mentions(_ words: Set<String>) -> Bool {
      words.contains { text.range(of: $0, options: .literal) != nil }
    }
  }

  var files: [File]

  static let sources = Result { try SourceTree(folder: "Sources") }
  static let tests = Result { try SourceTree(folder: "Tests") }

  init(folder: String) throws {
    let root = Repository.root + "/" + folder
    files = []
    for target in try Self.folders(in: folder) {
      let walk = try FileManager.default.subpathsOfDirectory(atPath: root + "/" + target).sorted()
      for path in walk where path.hasSuffix(".swift") {
        let text = try String(contentsOfFile: root + "/" + target + "/" + path, encoding: .utf8)
        files.append(
          File(
            target: target,
            path: folder + "/" + target + "/" + path,
            text: text,
            lines: text.split(separator: "\n", omittingEmptySubsequences: false)
          )
        )
      }
    }
  }

  /// The names of the folders directly inside `folder`, sorted.
  static func folders(in folder: String) throws -> [String] {
    let root = Repository.root + "/" + folder
    return try FileManager.default.contentsOfDirectory(atPath: root).sorted().filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: root + "/" + name, isDirectory: &isFolder)
        && isFolder.boolValue && !name.hasPrefix(".")
    }
  }

  /// Every line that imports one of `modules`.
  func imports(of modules: Set<String>, in isWanted: (File) -> Bool = { _ in true }) -> [String] {
    findings(in: { isWanted($0) && $0.mentions(modules) }) { _, line in
      ImportLine.modules(in: line).filter(modules.contains).map { "imports \($0)" }
    }
  }

  /// Every line for which `find` gives something, as `path:line: what was found`.
  func findings(
    in isWanted: (File) -> Bool = { _ in true },
    _ find: (File, Substring) -> [String]
  ) -> [String] {
    files.filter(isWanted).flatMap { file in
      file.lines.enumerated().flatMap { index, line in
        find(file, line).map { "\(file.path):\(index + 1): \($0)" }
      }
    }
  }
}
