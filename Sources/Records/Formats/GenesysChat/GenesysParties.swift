/// The parties of one chat transcript, in the order in which they came.
struct GenesysParties {
  struct Party {
    let node: TreeNode
    let who: Who
    var role: Role { who.role }

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
      Party(node: $0, who: Self.who($0, out))
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

  private static func who(_ party: TreeNode, _ out: Emitter) -> Who {
    let info = party["userInfo"]
    let nick = info["@userNick"].text
    let id = party["@userId"].text
    let type = info["@userType"].text
    let field: Role
    if type.equals("CLIENT") {
      field = .customer
    } else if type.equals("EXTERNAL") {
      field = .system
    } else if isBotStyle(party) {
      field = .bot
    } else if type.equals("AGENT"), info["@personId"].filled.isAbsent {
      // Neither a style nor a person: the name is all there is.
      return out.authors.who(id: id, name: nick, otherwise: .human)
    } else if type.equals("AGENT") || type.equals("SUPERVISOR") {
      field = .human
    } else {
      if type.count > 0 { out.noteOdd("userType", type) }
      field = .unknown
    }
    return out.authors.who(id: id, name: nick, field: field)
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
