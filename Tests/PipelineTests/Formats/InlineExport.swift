import ByteStreams
import Conversations
import Diagnostics
import Foundation
import Pipeline
import Records

/// What is found in exports that a test writes itself.
struct InlineExport {
  /// The conversations that count, by id.
  let conversations: [String: Conversation]
  /// Rows of FORMATS 2.7, by id.
  let rows: [String: Inspection.Row]
  let inspection: Inspection
  let formats: [String]
  let problems: [String]
  /// Where they are.
  let places: [SourcePosition]

  /// Writes the texts into a folder under their names, reads them and takes the folder away.
  static func read(
    _ files: [String: String],
    jobs: Int = 1,
    blockSize: Int? = nil,
    adjust: (inout IngestOptions) -> Void = { _ in }
  ) async throws -> InlineExport {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("onpar-format-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    let paths = files.keys.sorted().map { folder.appendingPathComponent($0).path }
    let (_, transcripts) = try await FormatSample.inspect(
      resolveInputs(paths).inputs,
      jobs: jobs,
      blockSize: blockSize,
      adjust: adjust
    )
    let inspection = Inspection(transcripts)
    let kept = deduplicate(transcripts.conversations).kept
    return InlineExport(
      conversations: Dictionary(kept.map { ($0.id, $0) }) { $1 },
      rows: Dictionary(inspection.rows.map { ($0.id, $0) }) { $1 },
      inspection: inspection,
      formats: transcripts.inputs.map { $0.format ?? $0.why },
      problems: transcripts.ledger.first.map(\.detail),
      places: transcripts.ledger.first.map(\.position)
    )
  }

  /// Public messages of a role in a conversation.
  func count(_ role: Role, in id: String) -> Int? { rows[id]?.messages[Int(role.rawValue)] }

  /// How often an event stands in a conversation.
  func count(_ event: EventKind, in id: String) -> Int {
    conversations[id]?.timeline.count { $0.is(event) } ?? 0
  }
}
