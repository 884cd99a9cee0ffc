import ByteStreams
import Mappings
import Pipeline
import Records

/// Reads the mapping files of a command line.
enum MappingFiles {
  /// Says all that is wrong with them, and ends with 64 if anything is.
  static func read(_ paths: [String]) throws -> [Mapping] {
    var mappings: [Mapping] = []
    var isSound = true
    for path in paths {
      guard let bytes = SmallFile.read(path, limit: 1 << 20) else {
        Terminal.say("onpar: error: the mapping file \(path) cannot be read")
        throw ExitStatus.noInput.error
      }
      do throws(MappingFaults) {
        let text = String(decoding: bytes, as: UTF8.self)
        mappings.append(try MappingFile.compile(text, file: path))
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
