import ByteStreams
import Foundation
import Mappings
import Pipeline
import Records

/// Inputs that a test writes down itself, in a folder that is gone after it.
final class InlineInputs {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/onpar-inline-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { folder + "/" + name }

  func write(_ name: String, _ text: String) throws {
    try write(name, bytes: Array(text.utf8))
  }

  func write(_ name: String, bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
  }

  /// What `inspect` says of some of the files, read with a mapping.
  func inspect(
    _ names: [String],
    mapping: String? = nil
  ) async throws -> (json: [String: Any], transcripts: Transcripts) {
    var mappings: [Mapping] = []
    if let mapping { mappings = [try MappingFile.compile(mapping, file: path("mapping.yaml"))] }
    return try await FormatSample.inspect(
      resolveInputs(names.map { path($0) }).inputs,
      mappings: mappings
    )
  }
}

extension [String: Any] {
  /// Messages by role, in the order customer, bot, human, system.
  var roles: [Int] {
    let counts = self["messages_by_role"] as? [String: Int] ?? [:]
    return ["customer", "bot", "human", "system"].map { counts[$0] ?? 0 }
  }

  /// One value of one conversation.
  func of(_ id: String, _ key: String) -> String {
    let rows = self["per_conversation"] as? [[String: Any]] ?? []
    guard let row = rows.first(where: { $0["id"] as? String == id }) else { return "no \(id)" }
    if key.hasPrefix("hand") { return row[key] is NSNull ? "null" : "\(row[key] as? Bool == true)" }
    return "\(row[key] ?? "absent")"
  }
}
