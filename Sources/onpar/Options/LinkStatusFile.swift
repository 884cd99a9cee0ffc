import Conversations
import Pipeline
import Records

/// Reads the file of `--link-status`.
enum LinkStatusFile {
  /// The largest file that is read.
  private static let limit = 256 << 20

  /// What was found, by address; says what is wrong with the file, and ends with 66 or 64 if anything is.
  static func read(_ path: String, _ zone: CalendarZone) throws -> [UInt64: LinkRules.Status] {
    guard let bytes = SmallFile.read(path, limit: limit) else {
      Terminal.say("onpar: error: the link checks \(path) cannot be read")
      throw ExitStatus.noInput.error
    }
    do {
      return try LinkFile.read(bytes, zone: zone)
    } catch {
      Terminal.say("onpar: error: \(path): \(error.description)")
      throw ExitStatus.usage.error
    }
  }
}
