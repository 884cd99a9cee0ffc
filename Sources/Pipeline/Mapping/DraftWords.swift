import Records

/// What names and values of fields make likely.
enum DraftWords {
  enum Use {
    case conversation, customer, channel, language, topic, created, updated
    case message, time, role, author, visibility, text
  }

  /// How well a field suits a use; 0 when it does not.
  static func score(_ field: DraftField, for use: Use) -> Double {
    let parts = words(field.path)
    func hits(_ names: [String], also others: [String] = []) -> Double {
      // Words of other languages count as the last of the list does.
      var best = others.contains { parts.contains($0) } ? 1.0 : 0
      for (place, name) in names.enumerated() where parts.contains(name) {
        // The list begins with the clearest names; the field's own name counts more than those above it.
        let own = parts.last == name ? 1.0 : 0.4
        best = Swift.max(best, own * (2 - Double(place) / Double(names.count)))
      }
      return best
    }
    switch use {
    case .conversation:
      let isID =
        parts.contains("id") || parts.contains("no") || parts.contains("number")
        || parts.contains("key") || parts.contains("nummer") || parts.contains("nr")
      let named = hits(conversationNames, also: conversationNamesElsewhere)
      if named > 0, isID { return 3 + named }
      if parts.count == 1, isID { return 2 }
      return 0
    case .customer:
      let named = hits(
        ["customer", "client", "visitor", "requester", "consumer", "user", "person", "contact"],
        also: ["kunde", "kunden", "cliente"]
      )
      let isID =
        parts.contains("id") || parts.contains("mail") || parts.contains("email")
        || parts.contains("nummer") || parts.contains("nr")
      return named > 0 && isID ? 1 + named : 0
    case .channel: return hits(["channel", "medium", "via"])
    case .language: return hits(["language", "lang", "locale"])
    case .topic: return hits(["topic", "subject", "intent", "reason", "category"])
    case .created:
      return field.timeWords != nil
        ? hits(["created", "opened", "started", "start", "begin", "begun"]) : 0
    case .updated: return field.timeWords != nil ? hits(["updated", "changed", "modified"]) : 0
    case .message:
      let isID =
        parts.contains("id") || parts.contains("nr") || parts.contains("seq") || parts.contains("n")
      return isID && (parts.count == 1 || parts.contains("message") || parts.contains("msg"))
        ? 1 : 0
    case .time:
      guard field.timeWords != nil else { return 0 }
      let named = hits(
        ["timestamp", "time", "created", "sent", "date", "when", "at", "ts", "stamp"],
        also: ["zeitpunkt", "zeit", "datum", "uhrzeit", "fecha", "hora", "heure", "data"]
      )
      // Whatever reads as a time in words is one.
      return named > 0 ? 1 + named : field.timeWords == "iso" ? 0.5 : 0
    case .role:
      guard !field.isOpen || hits(["role"]) > 0, field.averageLength < 40 else { return 0 }
      let known = field.values.contains { role($0.0) != nil }
      let named = hits(
        ["role", "sender", "author", "from", "direction", "dir", "who", "party", "type"],
        also: ["absender", "rolle", "richtung", "von", "remitente", "autor", "auteur", "remetente"]
      )
      return known ? 2 + named : named >= 1 && parts.last != "type" ? named : 0
    case .author:
      return hits(["author", "sender", "agent", "user", "from", "who", "name"])
    case .visibility:
      guard field.values.count <= 2, field.values.allSatisfy({ $0.0 == "true" || $0.0 == "false" })
      else { return 0 }
      return hits(["internal", "private", "public", "note"])
    case .text:
      guard field.timeWords == nil, field.averageLength >= 2 else { return 0 }
      let named = hits(
        ["text", "body", "message", "content", "html", "msg", "words", "t"],
        also: ["nachricht", "inhalt", "mensaje", "texto", "mensagem", "texte", "contenu"]
      )
      guard named > 0 else { return field.averageLength > 30 && field.isOpen ? 0.5 : 0 }
      return named + Swift.min(field.averageLength / 40, 1)
    }
  }

  private static let conversationNames = [
    "conversation", "talk", "interaction", "thread", "ticket", "chat", "session", "case", "dialog",
    "contact", "room",
  ]
  private static let conversationNamesElsewhere = [
    "gespräch", "vorgang", "anfrage", "caso", "conversación", "conversa", "demande",
  ]

  /// Whether a field that is not called an id may be a conversation's all the same: a guess, to be said so.
  ///
  /// By its name, or because it differs in each of the records, of which there are several.
  static func mayBeConversation(_ field: DraftField, of records: Int?) -> Bool {
    let isWord = field.averageLength <= 64 && !field.examples.contains { $0.contains(" ") }
    guard isWord, field.timeWords == nil, field.count > 1 else { return false }
    if let records { return field.isDistinct && field.count == records }
    let parts = words(field.path)
    return (conversationNames + conversationNamesElsewhere).contains { parts.contains($0) }
  }

  /// The words in a path's names, in lower case: `$.client.crmId` has client, crm and id.
  static func words(_ path: String) -> [String] {
    var result: [String] = []
    var word = ""
    var wasLower = false
    for scalar in path.unicodeScalars {
      let isLetter = scalar.properties.isAlphabetic
      if !isLetter || (wasLower && scalar.properties.isUppercase) {
        if !word.isEmpty { result.append(word.lowercased()) }
        word = ""
      }
      if isLetter { word.unicodeScalars.append(scalar) }
      wasLower = isLetter && !scalar.properties.isUppercase
    }
    if !word.isEmpty { result.append(word.lowercased()) }
    // `text()` is notation and not a name, unless the field is called so.
    if path.hasSuffix(".text()"), result.count > 1 { result.removeLast() }
    return result
  }

  /// The role that a value says by itself; nil when it must be asked for.
  static func role(_ value: String) -> String? {
    switch value.lowercased() {
    case "customer", "client", "visitor", "consumer", "end_user", "enduser", "end-user", "user",
      "in", "incoming", "inbound", "kunde", "kundin", "cliente":
      "customer"
    case "bot", "chatbot", "assistant", "virtual_agent", "virtualagent", "ai", "ai_agent", "auto",
      "automated", "assistent", "asistente":
      "bot"
    case "agent", "human", "operator", "representative", "staff", "employee", "supervisor",
      "mitarbeiter", "mitarbeiterin", "agente":
      "human"
    case "system", "info", "notice": "system"
    default: nil
    }
  }

  /// The word for the times in some values; nil when they are none.
  static func time(of values: [String]) -> String? {
    guard !values.isEmpty else { return nil }
    func all(_ test: (String) -> Bool) -> Bool { values.allSatisfy(test) }
    if all({ Double($0) != nil }) {
      let numbers = values.compactMap { Double($0) }
      // Moments between 2000 and 2100.
      if numbers.allSatisfy({ (9.4e8..<4.2e9).contains($0) }) { return "epoch_s" }
      if numbers.allSatisfy({ (9.4e11..<4.2e12).contains($0) }) { return "epoch_ms" }
      if numbers.allSatisfy({ (9.4e14..<4.2e15).contains($0) }) { return "epoch_us" }
      return nil
    }
    var parser = TimestampParser(assumed: .utc)
    if all({ text in
      var text = text
      return text.withUTF8 { parser.parse(UnsafeRawBufferPointer($0)) != nil }
    }) {
      return "iso"
    }
    var fitting: [String] = []
    for pattern in patterns {
      var fault = ""
      guard let reader = DatePattern(pattern, fault: &fault) else { continue }
      if all({ text in
        var text = text
        return text.withUTF8 { bytes in
          reader.read(ByteSlice(start: bytes.baseAddress, count: bytes.count)) != nil
        }
      }) {
        fitting.append(pattern)
      }
    }
    // Day and month may be either way round: that is for a person to say.
    return fitting.count == 1 ? "\"" + fitting[0] + "\"" : nil
  }

  private static let patterns = [
    "dd.MM.yyyy HH:mm:ss", "dd.MM.yyyy HH:mm", "yyyy/MM/dd HH:mm:ss", "yyyy.MM.dd HH:mm:ss.SSS",
    "MM/dd/yyyy HH:mm:ss", "MM/dd/yyyy hh:mm:ss a", "dd/MM/yyyy HH:mm:ss", "dd-MM-yyyy HH:mm:ss",
  ]
}
