import ArgumentParser
import Comparisons
import Mappings
import Pipeline

/// Reads a file of claims; says what is wrong with it.
enum ClaimFiles {
  /// Ends with 66 when there is no file, and with 64 when it is wrong.
  static func read(_ path: String) throws -> [Claim] {
    guard let bytes = SmallFile.read(path, limit: 1 << 20) else {
      Terminal.say("onpar: error: the claims \(path) cannot be read")
      throw ExitStatus.noInput.error
    }
    let entries: [ConfigFile.Entry]
    do throws(MappingFaults) {
      entries = try ClaimsFile.read(String(decoding: bytes, as: UTF8.self), file: path)
    } catch {
      for fault in error.all { Terminal.say(fault.description) }
      throw ExitStatus.usage.error
    }
    func source(_ entry: ConfigFile.Entry) -> Settings.Source {
      .file(path, line: entry.line, column: entry.column)
    }
    let reader = ClaimReader(
      entries.map { entry in
        ClaimReader.Text(
          source(entry),
          entry.inside.map { Settings.Assignment($0.name, $0.text, source($0)) }
        )
      }
    )
    guard reader.faults.isEmpty else {
      for fault in reader.faults { Terminal.say(fault.message) }
      throw ExitStatus.usage.error
    }
    return reader.claims
  }
}
