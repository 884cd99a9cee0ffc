import ByteStreams
import Mappings
import Pipeline
import Records

/// Reads the mapping files of a command line.
enum MappingFiles {
  /// Mapping files of one run: the names of formats have room for twice as many.
  private static let most = 100

  /// Says all that is wrong with them, and ends with 64 if anything is.
  static func read(_ paths: [String]) throws -> [Mapping] {
    var mappings: [Mapping] = []
    var isSound = true
    guard paths.count <= most else {
      Terminal.say("onpar: error: a run takes at most \(most) mapping files, not \(paths.count)")
      throw ExitStatus.usage.error
    }
    for path in paths {
      guard let bytes = SmallFile.read(path, limit: 1 << 20) else {
        Terminal.say("onpar: error: the mapping file \(path) cannot be read")
        throw ExitStatus.noInput.error
      }
      do throws(MappingFaults) {
        let text = String(decoding: bytes, as: UTF8.self)
        let mapping = try MappingFile.compile(text, file: path)
        // A format is known by its name: what one reads would be read by the other.
        if let other = mappings.first(where: { $0.name == mapping.name }) {
          isSound = false
          Terminal.say("\(path): error: the name \(mapping.name) is that of \(other.file) too")
        }
        mappings.append(mapping)
      } catch {
        isSound = false
        for fault in error.all { Terminal.say(fault.description) }
      }
    }
    guard isSound else { throw ExitStatus.usage.error }
    return mappings
  }

  static func sideFiles(of mappings: inout [Mapping]) throws -> [String: String] {
    do {
      return try SideFiles.load(&mappings)
    } catch {
      Terminal.say("onpar: error: \(error)")
      throw ExitStatus.noInput.error
    }
  }
}
