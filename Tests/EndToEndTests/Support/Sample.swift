import Foundation

/// Invented chats, the same in every layout, made once for all tests by `onpar sample`.
enum Sample {
  static let messages = make(["--layout", "messages"])
  static let grouped = make(["--layout", "messages", "--grouped"])
  static let conversations = make(["--layout", "conversations"])
  static let xml = make(["--layout", "xml"])
  /// A single day's worth, for tests that only need something that works.
  static let few = make(["--layout", "messages"], contacts: 1)

  private static func make(_ options: [String], contacts: Int = 60) -> [UInt8] {
    do {
      let folder = try Scratch()
      let arguments = ["sample", "--scenario", "easy-topics", "--seed", "7"]
      let outcome = try Program.run(
        arguments + ["--conversations", "\(contacts)"] + options,
        in: folder
      )
      precondition(outcome.status == 0, outcome.errors)
      return outcome.output
    } catch {
      preconditionFailure("the sample could not be made with \(Program.path): \(error)")
    }
  }

  /// The lines of a JSONL sample, without their line ends.
  static func lines(_ sample: [UInt8]) -> [[UInt8]] {
    sample.split(separator: 0x0A).map(Array.init)
  }

  static func joined(_ lines: [[UInt8]], by separator: String = "\n") -> [UInt8] {
    Array(lines.joined(separator: Array(separator.utf8)))
  }
}

/// Members of `gzip`, made by the program of that name.
func gzip(_ bytes: [UInt8], in folder: Scratch) throws -> [UInt8] {
  let name = "plain-" + UUID().uuidString
  try folder.write(name, bytes)
  let packed = try Program.shell("gzip -nc '\(name)'; rm '\(name)'", in: folder)
  precondition(packed.status == 0, "gzip is missing")
  return packed.output
}
