/// The parties of one chat transcript, in the order in which they came.
struct GenesysParties {
  struct Party {
    let node: TreeNode
    let role: Role

    /// An item of the party's user data; absent when it is empty.
    func data(_ key: StaticString) -> ByteSlice {
      for item in node["userData"].all("item") where item["@key"].equals(key) {
        return item.text.count > 0 ? item.text : .absent
      }
      return .absent
    }
  }

  let list: [Party]

  init(_ record: TreeNode, _ out: Emitter) {
    list = record.all("newParty").prefix(TreeNode.mostPeople).map {
      Party(node: $0, role: Self.role(of: $0, out))
    }
  }

  /// The last party of an id that has come: ids are of parties, not of persons.
  func number(of id: ByteSlice) -> Int? {
    list.lastIndex { $0.node["@userId"].text == id && !id.isAbsent }
  }

  /// Whether a human or the system comes behind a party that is a bot.
  func someoneJoins(after number: Int) -> Bool {
    list[(number + 1)...].contains { $0.role == .human || $0.role == .system }
  }

  private static func role(of party: TreeNode, _ out: Emitter) -> Role {
    let info = party["userInfo"]
    let nick = info["@userNick"].text
    if let given = out.authors.given(id: party["@userId"].text, name: nick) { return given }
    let type = info["@userType"].text
    if type.equals("CLIENT") { return .customer }
    if type.equals("EXTERNAL") { return .system }
    if isBotStyle(party) { return .bot }
    if type.equals("SUPERVISOR") { return .human }
    guard type.equals("AGENT") else {
      if type.count > 0 { out.noteOdd("userType", type) }
      return .unknown
    }
    let isNobody = info["@personId"].filled.isAbsent
    return isNobody && out.authors.looksLikeBot(nick) ? .bot : .human
  }

  /// `GCTI_Chat_PartyStyle`, or `style` under `party-info`.
  private static func isBotStyle(_ party: TreeNode) -> Bool {
    func holds(_ node: TreeNode, _ depth: Int) -> Bool {
      for item in node.all("item") {
        if item["@key"].equals("GCTI_Chat_PartyStyle") || item["@key"].equals("style"),
          item.equals("BOT")
        {
          return true
        }
        if depth < 4, holds(item, depth + 1) { return true }
      }
      return false
    }
    return holds(party["userData"], 0) || holds(party["eventAttributes"], 0)
  }
}
