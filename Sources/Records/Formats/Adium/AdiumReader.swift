/// Chat logs in the Unified Logging Format of Adium: one file per chat.
///
/// FORMATS section 7.
package final class AdiumReader: FormatReader {
  package static let profile = FormatProfile(
    "adium-ulf",
    tier: 3,
    confidence: "A",
    container: "one XML document per chat",
    sides: .byName,
    tellsHandoff: false,
    tellsRating: false,
    recordsAreWhole: true,
    blindSpots: [
      "The conversation and its customer are told by the name of the file.",
      "Times are whole seconds.",
    ]
  )

  package static func claim(tag: XMLRootTag) -> XMLClaim? {
    guard tag.name.equals("chat"), tag.namespace.hasPrefix("http://purl.org/net/ulf/ns/") else {
      return nil
    }
    return XMLClaim(
      why: "the root element is chat of the Unified Logging Format",
      records: XMLPath()
    )
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    let customer = customer(of: record, out)
    var about = About()
    about.customer = customer
    out.begin(out.keep(out.fileStem), about)
    for item in record.all("message") {
      let sender = item["@sender"].filled
      out.message(
        who(wrote: item, sender, customer, out),
        at: out.time(item["@time"]),
        text: out.plain(inside: item),
        author: sender
      )
    }
    for item in record.all("event") where item["@type"].equals("windowClosed") {
      out.event(.closed, at: out.time(item["@time"]))
    }
    out.end()
  }

  private func who(
    wrote item: TreeNode,
    _ sender: ByteSlice,
    _ customer: ByteSlice,
    _ out: Emitter
  ) -> Who {
    let alias = item["@alias"].filled
    if !sender.isAbsent, sender == customer {
      return out.authors.who(id: sender, name: alias, field: .customer)
    }
    if sender.hasPrefix("system@") || sender.equals("system") {
      return out.authors.who(id: sender, name: alias, field: .system)
    }
    return out.authors.who(id: sender, name: alias.isAbsent ? sender : alias, otherwise: .human)
  }

  /// The sender after whom the file is named; else the first one that is neither the account nor a bot.
  private func customer(of record: TreeNode, _ out: Emitter) -> ByteSlice {
    let name = self.name(in: Array(out.fileStem.utf8))
    let account = record["@account"].text
    var first = ByteSlice.absent
    for item in record.all("message") {
      let sender = item["@sender"].filled
      let bare = sender.firstIndex(of: 0x40).map { sender[0..<$0] } ?? sender
      if bare.buffer.elementsEqual(name) || sender.buffer.elementsEqual(name) { return sender }
      let alias = item["@alias"].filled
      if first.isAbsent, !(sender == account), !out.authors.looksLikeBot(alias) { first = sender }
    }
    return first
  }

  /// What stands before ` (`, which begins the date.
  private func name(in stem: [UInt8]) -> ArraySlice<UInt8> {
    let end = stem.indices.dropLast().first { stem[$0] == 0x20 && stem[$0 + 1] == 0x28 }
    return stem[..<(end ?? stem.count)]
  }
}
