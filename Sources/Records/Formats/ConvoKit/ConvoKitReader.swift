/// Corpora of ConvoKit: utterances, and beside them who the speakers are.
///
/// FORMATS 6.16. Roles stand in another file than the words, so that utterances are kept until all have come.
package final class ConvoKitReader: FormatReader {
  package static let profile = FormatProfile(
    "convokit",
    tier: 2,
    confidence: "A",
    container: "a folder of JSON files",
    sides: .structural,
    tellsHandoff: false,
    tellsRating: false,
    hasDescription: true,
    blindSpots: [
      "Roles are read from \"role\" in the metadata of speakers or utterances; other names need a mapping file.",
      "Nothing says that the bot gives up.",
    ]
  )

  /// What stands beside utterances: metadata of speakers and conversations, by id.
  private struct Side {
    var position: UInt64
    var role: Role?
    var topic: [UInt8]?
  }

  private var utterances = Gatherer()
  private var sides: [[UInt8]: Side] = [:]

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    if record.has("speaker"), record.has("conversation_id"),
      record.has("reply-to") || record.has("reply_to")
    {
      return "\"speaker\", \"conversation_id\" and \"reply-to\""
    }
    if record.has("utterances-index") { return "\"utterances-index\"" }
    guard record.count > 0, record.children.prefix(8).allSatisfy(isSide) else { return nil }
    return "an object of \"meta\" by id"
  }

  /// Nothing but metadata: pages of other systems have members of that name, too.
  private static func isSide(_ member: TreeNode) -> Bool {
    member["meta"].isObject
      && member.children.allSatisfy {
        $0.key.equals("meta") || $0.key.equals("vectors") || $0.key.equals("name")
      }
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    if record.has("utterances-index") { return }
    guard record.has("speaker") else { return keepSide(record, out) }
    let id = record.first("conversation_id", "root", "id").filled
    guard !id.isAbsent else { return out.noteOdd("conversation_id", .absent) }
    utterances.keep(record, sort: 0, under: id, out)
  }

  private func keepSide(_ record: TreeNode, _ out: Emitter) {
    for member in record.children {
      let meta = member["meta"]
      let side = Side(
        position: out.position,
        role: NativeWords.role(meta["role"].text),
        topic: meta["topic"].filled.isAbsent ? nil : meta["topic"].text.key
      )
      merge(side, under: member.key.key)
    }
  }

  /// Speakers and conversations may share an id, and the first file that speaks of one counts.
  private func merge(_ side: Side, under key: [UInt8]) {
    guard let known = sides[key] else {
      sides[key] = side
      return
    }
    let (first, second) = known.position <= side.position ? (known, side) : (side, known)
    sides[key] = Side(
      position: first.position,
      role: first.role ?? second.role,
      topic: first.topic ?? second.topic
    )
  }

  package func absorb(_ other: ConvoKitReader) {
    utterances.absorb(other.utterances)
    for (key, side) in other.sides { merge(side, under: key) }
  }

  package func finish(_ out: Emitter) {
    utterances.each(out) { id, records in emit(id, records.map(\.record), out) }
    utterances = Gatherer()
    sides = [:]
  }

  private func emit(_ id: ByteSlice, _ records: [TreeNode], _ out: Emitter) {
    var about = About()
    if let topic = sides[id.key]?.topic {
      topic.withUnsafeBytes { about.topic = out.batch.keep($0) }
    }
    let writers = records.map { who(wrote: $0, out) }
    for (record, who) in zip(records, writers) where who.role == .customer {
      if about.customer.isAbsent { about.customer = speaker(of: record) }
      if about.language.isAbsent { about.language = record["meta"]["lang"].filled }
    }
    out.begin(id, about)
    for (record, who) in zip(records, writers) {
      out.message(
        who,
        at: out.time(record["timestamp"]),
        text: record["text"].text,
        id: record["id"].filled,
        author: speaker(of: record)
      )
    }
    out.end()
  }

  private func speaker(of record: TreeNode) -> ByteSlice {
    let speaker = record["speaker"]
    return speaker.isObject ? speaker["id"].filled : speaker.filled
  }

  private func who(wrote record: TreeNode, _ out: Emitter) -> Who {
    let speaker = speaker(of: record)
    if let field = NativeWords.role(record["meta"]["role"].text) ?? sides[speaker.key]?.role {
      return out.authors.who(id: speaker, name: speaker, field: field)
    }
    return out.authors.who(id: speaker, name: speaker, otherwise: .unknown)
  }
}
