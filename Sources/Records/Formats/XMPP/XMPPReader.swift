/// Archives of XMPP servers and clients: XEP-0227 dumps, XEP-0313 results, XEP-0136 collections.
///
/// FORMATS 6.13.
package final class XMPPReader: FormatReader {
  package static let profile = FormatProfile(
    "xmpp",
    tier: 2,
    confidence: "A",
    container: "XML archives",
    sides: .byName,
    tellsHandoff: false,
    tellsRating: false,
    blindSpots: [
      "Customers are told by their address, which is outside of the host; bots by their name.",
      "Without threads a conversation is all that two addresses wrote, cut where they paused.",
    ]
  )

  package static func claim(root: TreeNode) -> XMLClaim? {
    if root.key.equals("server-data"), root.namespace.equals("urn:xmpp:pie:0") {
      return XMLClaim(
        why: "the root element is server-data of XEP-0227",
        records: XMLPath("host", "user", "archive", "result")
      )
    }
    guard let names = path(in: root, depth: 0) else { return nil }
    return XMLClaim(
      why: "elements of an XMPP archive",
      records: XMLPath(names.map { XMLPath.Step($0) })
    )
  }

  /// The names from below the root to the first element that is a record.
  private static func path(in node: TreeNode, depth: Int) -> [String]? {
    if isRecord(node) { return [] }
    guard depth < 5 else { return nil }
    for child in node.children where child.isElement {
      if let rest = path(in: child, depth: depth + 1) { return [child.key.string ?? ""] + rest }
    }
    return nil
  }

  private static func isRecord(_ node: TreeNode) -> Bool {
    let space = node.namespace
    if node.key.equals("result") { return space.hasPrefix("urn:xmpp:mam:") }
    if node.key.equals("forwarded") { return space.hasPrefix("urn:xmpp:forward:") }
    return node.key.equals("chat")
      && (space.hasPrefix("urn:xmpp:archive")
        || space.hasPrefix("http://www.xmpp.org/extensions/xep-0136"))
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    if record.key.equals("chat") {
      collection(record, out)
    } else {
      message(record.key.equals("result") ? record["forwarded"] : record, out)
    }
  }

  /// A stanza that somebody forwarded, with the time at which it was sent.
  private func message(_ forwarded: TreeNode, _ out: Emitter) {
    let stanza = forwarded["message"]
    guard stanza.isElement, !stanza["@type"].equals("error") else { return }
    let from = XMPPAddress(stanza["@from"].text)
    let to = XMPPAddress(stanza["@to"].text)
    let stamp = out.time(forwarded["delay"]["@stamp"])
    let host = host(out)
    let who = who(from, nick: stanza["nick"].text, host, out)
    var about = About()
    if who.role == .customer { about.customer = from.bare }
    out.pieces(of: conversation(stanza["thread"].text, from, to, out), about)
    let id = stanza["@id"].filled
    out.message(
      who,
      at: stamp,
      // In several languages the first counts.
      text: stanza.all("body").first { _ in true }?.text ?? .absent,
      // Each owner's archive holds a copy.
      id: id.isAbsent
        ? .absent : out.joined([id, from.bare, forwarded["delay"]["@stamp"].text], " "),
      author: from.bare
    )
  }

  /// The thread, else the two addresses.
  private func conversation(
    _ thread: ByteSlice,
    _ from: XMPPAddress,
    _ to: XMPPAddress,
    _ out: Emitter
  ) -> ByteSlice {
    if thread.count > 0 { return thread }
    let isOrdered = from.bare.buffer.lexicographicallyPrecedes(to.bare.buffer)
    let pair = isOrdered ? [from.bare, to.bare] : [to.bare, from.bare]
    return out.joined(pair, " ")
  }

  /// A collection of XEP-0136: one conversation whose messages count seconds from each other.
  private func collection(_ chat: TreeNode, _ out: Emitter) {
    let with = XMPPAddress(chat["@with"].text)
    let start = out.time(chat["@start"])
    var about = About()
    about.customer = with.bare
    about.created = start
    about.topic = chat["@subject"].filled
    let thread = chat["@thread"].filled
    out.begin(
      thread.isAbsent ? out.joined([with.bare, chat["@start"].text], " ") : thread,
      about
    )
    var previous = start
    for item in chat.children where item.isElement {
      let isFrom = item.key.equals("from")
      let isNote = item.key.equals("note")
      guard isFrom || isNote || item.key.equals("to") else { continue }
      let utc = out.time(item["@utc"])
      if utc.isKnown {
        previous = utc
      } else if let seconds = item["@secs"].number, seconds.magnitude < 3.2e9 {
        previous = previous.advanced(by: Int64(seconds * 1_000))
      }
      let name = item["@name"].filled
      let own = out.authors.who(id: name, name: name, otherwise: .human)
      out.message(
        isFrom ? .customer : isNote ? .human : own,
        at: previous,
        text: isNote ? item.text : item["body"].text,
        author: isFrom ? with.bare : name,
        isPrivate: isNote
      )
    }
    out.end()
  }

  /// The host whose people answer: of the dump, else of the archive's owner.
  private func host(_ out: Emitter) -> ByteSlice {
    var found = ByteSlice.absent
    var node = out.around
    for _ in 0..<8 where node.isElement {
      if node.key.equals("host") { return node["@jid"].text }
      let owner = XMPPAddress(node["@to"].text)
      if found.isAbsent, owner.domain.count > 0 { found = owner.domain }
      var inner = TreeNode.absent
      for child in node.children where child.isElement { inner = child }
      node = inner
    }
    return found
  }

  private func who(
    _ address: XMPPAddress,
    nick: ByteSlice,
    _ host: ByteSlice,
    _ out: Emitter
  ) -> Who {
    var field: Role?
    if address.local.count == 0 {
      field = .system
    } else if !host.isAbsent, !(address.domain == host) {
      field = .customer
    }
    if let field { return out.authors.who(id: address.bare, name: nick, field: field) }
    // Where no host is named nobody knows which addresses are customers', and a bot's name is one all the same.
    let rest: Role = host.isAbsent ? .unknown : .human
    let who = out.authors.who(id: address.bare, name: nick, otherwise: rest)
    return who.basis == .name && out.authors.looksLikeBot(address.local) ? Who(.bot, .name) : who
  }
}

/// The parts of `local@domain/resource`.
struct XMPPAddress {
  let local: ByteSlice
  let domain: ByteSlice
  /// Without the resource.
  let bare: ByteSlice

  init(_ text: ByteSlice) {
    bare = text.firstIndex(of: 0x2F).map { text[0..<$0] } ?? text
    if let at = bare.firstIndex(of: 0x40) {
      local = bare[0..<at]
      domain = bare[(at + 1)..<bare.count]
    } else {
      local = .absent
      domain = bare
    }
  }
}
