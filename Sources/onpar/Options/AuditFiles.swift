import Comparisons
import Pipeline

/// Reads files of audits; says what is wrong with them.
enum AuditFiles {
  /// The largest file of labels that is read.
  private static let limit = 64 << 20

  static func read(_ path: String) throws -> [DetectorAudit] {
    let bytes = try bytes(path)
    return try orSay { () throws(AuditFault) in try AuditFile.read(bytes, name: path) }
  }

  /// The bytes of a file; ends with 66 when there are none.
  static func bytes(_ path: String) throws -> [UInt8] {
    guard let bytes = SmallFile.read(path, limit: limit) else {
      Terminal.say("onpar: error: \(path) cannot be read")
      throw ExitStatus.noInput.error
    }
    return bytes
  }

  static func orSay<Result>(_ act: () throws(AuditFault) -> Result) throws -> Result {
    do throws(AuditFault) {
      return try act()
    } catch {
      Terminal.say("onpar: error: \(error)")
      throw ExitStatus.dataError.error
    }
  }
}
