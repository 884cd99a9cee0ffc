import Facts
import Wording

/// Reads the phrase lists of a command line.
enum LexiconFiles {
  /// The largest file of phrase lists that is read.
  private static let limit = 4 << 20

  /// The built-in lists, with those files added; says what is wrong with them, and ends with 64 if anything is.
  static func read(_ paths: [String], for metrics: MetricSelection) throws -> Lexicon {
    var files: [(name: String, bytes: [UInt8])] = []
    for path in paths {
      guard let bytes = SmallFile.read(path, limit: limit) else {
        Terminal.say("onpar: error: the phrase lists \(path) cannot be read")
        throw ExitStatus.noInput.error
      }
      // Some editors begin a file with the mark of its encoding.
      let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
      files.append((path.split(separator: "/").last.map(String.init) ?? path, text))
    }
    do {
      return try Lexicon.embedded(adding: files, without: metrics.unusedLists)
    } catch {
      Terminal.say(error.description)
      throw paths.isEmpty ? ExitStatus.software.error : ExitStatus.usage.error
    }
  }
}
