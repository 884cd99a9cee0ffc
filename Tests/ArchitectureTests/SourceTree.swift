import Foundation
import TestSupport

/// The Swift files of `Sources` as text, read once.
struct SourceTree: Sendable {
  struct File: Sendable {
    /// The first folder below `Sources`.
    var target: String
    /// Path from the root of the repository.
    var path: String
    var lines: [Substring]
  }

  var files: [File]

  static let sources = Result { try SourceTree(folder: "Sources") }

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
