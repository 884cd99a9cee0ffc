/// Conversations of Intercom: whole ones, and those whose parts a loader put into a stream of their own.
///
/// FORMATS 5.2 and 6.1.
package final class IntercomReader: FormatReader {
  package static let profile = FormatProfile(
    "intercom",
    tier: 1,
    confidence: "A",
    container: "JSON objects, lines or list pages",
    sides: .structural,
    tellsHandoff: true,
    tellsRating: true,
    blindSpots: [
      "Pages of a list hold no parts: only single retrieval tells what was said.",
      "At most 500 parts of a conversation are exported.",
      "In a loader's streams the state of the AI agent is not tied to the parts: hand-offs are not told.",
    ]
  )

  private enum Sort { static let head: UInt8 = 0, part: UInt8 = 1 }

  /// Heads without parts, and parts without heads.
  private var pieces = Gatherer()
  /// Conversations that were read whole: a list page that names them again says nothing more.
  private var whole: Set<[UInt8]> = []

  package static var signNames: [StaticString]? {
    ["part_type", "conversation_parts", "source", "conversation_message"]
  }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    if isPart(record) { return "\"part_type\" with \"conversation_id\"" }
    guard record["type"].equals("conversation"),
      record.has("conversation_parts") || record.has("source") || record.has("conversation_message")
    else { return nil }
    return "\"type\" is conversation, with its parts or source"
  }

  private static func isPart(_ record: TreeNode) -> Bool {
    !record["conversation_id"].isAbsent && !record["part_type"].isAbsent
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    if Self.isPart(record) {
      return pieces.keep(record, sort: Sort.part, under: record["conversation_id"].text, out)
    }
    // Loaders bring contacts, tags and the like in the same file.
    guard record["type"].equals("conversation") || record.has("source") else { return }
    let id = record["id"].filled
    guard !id.isAbsent else { return out.noteOdd("id", .absent) }
    let parts = IntercomTalk.parts(of: record)
    // Lists give none, or an empty one.
    guard parts.count > 0 else { return pieces.keep(record, sort: Sort.head, under: id, out) }
    whole.insert(id.key)
    IntercomTalk(id, record, parts: Array(parts.elements), isWhole: true, out).emit()
  }

  package func absorb(_ other: IntercomReader) {
    pieces.absorb(other.pieces)
    whole.formUnion(other.whole)
  }

  package func finish(_ out: Emitter) {
    pieces.each(out) { id, records in
      let parts = records.filter { $0.sort == Sort.part }.map(\.record)
      if parts.isEmpty, whole.contains(id.key) { return }
      let head = out.newest(records.filter { $0.sort == Sort.head }.map(\.record)) {
        out.time($0["updated_at"])
      }
      IntercomTalk(id, head, parts: parts, isWhole: false, out).emit()
    }
    pieces = Gatherer()
    whole = []
  }
}
