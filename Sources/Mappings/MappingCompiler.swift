internal import Records

/// Turns the YAML of a mapping file into rules, and says all that is wrong with it: FORMATS 8.3 and 8.4.
struct MappingCompiler {
  let file: String
  var faults: [MappingFault] = []
  var mapping = Mapping(name: "mapping")
  /// For paths into XML; nil where names may hold colons.
  var prefixes: [String: String]?

  init(file: String) {
    self.file = file
    mapping.file = file
  }

  mutating func compile(_ root: ConfigNode) -> Mapping? {
    guard
      let keys = table(
        root,
        "a mapping file",
        [
          "onpar_mapping", "name", "description", "match", "input", "join", "conversation",
          "messages", "events", "dedupe", "on_error",
        ]
      )
    else { return nil }
    if let version = keys["onpar_mapping"] {
      if version.number != 1 { fault(version, "this version is not known; expected 1") }
    } else {
      fault(root, "\"onpar_mapping: 1\" is missing")
    }
    mapping.name = keys["name"]?.text ?? stem(file)
    mapping.description = keys["description"]?.text ?? ""
    if let input = keys["input"] { compileInput(input) }
    if let match = keys["match"] { compileMatch(match) }
    if let joins = keys["join"] { compileJoins(joins) }
    if let conversation = keys["conversation"] {
      compileConversation(conversation)
    } else {
      fault(root, "\"conversation\" is missing; it needs at least conversation_id")
    }
    if let messages = keys["messages"] {
      compileMessages(messages)
    } else if keys["events"] == nil {
      fault(root, "\"messages\" is missing")
    }
    if let events = keys["events"] { compileEvents(events) }
    if let dedupe = keys["dedupe"] { compileDedupe(dedupe) }
    if let node = keys["on_error"], let word = word(node, Mapping.OnError.allCases.map(\.rawValue)),
      let rule = Mapping.OnError(rawValue: word)
    {
      mapping.onError = rule
    }
    return faults.isEmpty ? mapping : nil
  }

  private func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.split(separator: ".").first.map(String.init) ?? name
  }

  // MARK: Input

  private mutating func compileInput(_ node: ConfigNode) {
    guard
      let keys = table(
        node,
        "input",
        ["format", "records", "record_is", "namespaces", "encoding", "csv"]
      )
    else { return }
    if let format = keys["format"], let word = word(format, Mapping.Kind.allCases.map(\.rawValue)) {
      mapping.kind = Mapping.Kind(rawValue: word)
    }
    if let spaces = keys["namespaces"], let table = anyTable(spaces, "namespaces") {
      for (prefix, uri) in table { mapping.namespaces[prefix] = uri.text ?? "" }
    }
    if mapping.kind == .xml || !mapping.namespaces.isEmpty { prefixes = mapping.namespaces }
    if let records = keys["records"], let path = parsePath(records) {
      if path.canBeStreamed {
        mapping.records = path
      } else {
        fault(records, "the path to the records holds names and [*] only and begins with $")
      }
    }
    if let node = keys["record_is"], let word = word(node, ["conversation", "message"]) {
      mapping.recordIsMessage = word == "message"
    }
    if let node = keys["encoding"] {
      if let name = node.text, Mapping.encodings.contains(name.lowercased()) {
        mapping.encoding = name.lowercased()
      } else {
        fault(
          node,
          "the encoding is not known; expected one of " + Mapping.encodings.joined(separator: ", ")
        )
      }
    }
    if let node = keys["csv"], let csv = table(node, "csv", ["separator", "quote", "header"]) {
      if let separator = csv["separator"] {
        mapping.csv.separator = byte(separator, ["tab": 0x09, "\\t": 0x09])
      }
      if let quote = csv["quote"] { mapping.csv.quote = byte(quote, [:]) ?? 0x22 }
      if let header = csv["header"] {
        if let truth = header.truth {
          mapping.csv.hasHeader = truth
        } else {
          fault(header, "expected true or false")
        }
      }
    }
  }

  private mutating func byte(_ node: ConfigNode, _ words: [String: UInt8]) -> UInt8? {
    if let text = node.text {
      if let known = words[text] { return known }
      if let only = text.utf8.first, text.utf8.count == 1, only != 0x0A, only != 0x0D {
        return only
      }
    }
    fault(node, "expected one character")
    return nil
  }

  private mutating func compileMatch(_ node: ConfigNode) {
    var all = [node]
    if case .list(let list) = node.content { all = list }
    for one in all {
      guard let keys = table(one, "match", ["keys", "root"]) else { continue }
      var match = MappingMatch()
      if let node = keys["keys"] { match.keys = texts(node) }
      if let root = keys["root"], let text = root.text {
        if let colon = text.firstIndex(of: ":") {
          let prefix = String(text[..<colon])
          if let uri = mapping.namespaces[prefix] {
            match.root = XMLPath.Step(String(text[text.index(after: colon)...]), space: uri)
          } else {
            fault(root, "the prefix \"\(prefix)\" is not in input.namespaces")
          }
        } else {
          match.root = XMLPath.Step(text)
        }
      }
      if match.keys.isEmpty, match.root == nil {
        fault(one, "\"match\" needs keys or root")
      }
      mapping.matches.append(match)
    }
  }

  private mutating func compileJoins(_ node: ConfigNode) {
    guard let all = anyTable(node, "join") else { return }
    // The names first, so that a join may be used wherever it stands.
    for (name, value) in all {
      guard let keys = table(value, "join." + name, ["file", "records", "key"]) else { continue }
      guard let key = keys["key"] else {
        fault(value, "\"key\" is missing in join.\(name)")
        continue
      }
      var records = MappingPath(text: "$")
      if let node = keys["records"], let path = parsePath(node) {
        if path.canBeStreamed {
          records = path
        } else {
          fault(node, "the path to the records holds names and [*] only and begins with $")
        }
      }
      guard let rule = self.value(key) else { continue }
      mapping.joins.append(
        MappingJoin(name: name, file: keys["file"]?.text, records: records, key: rule)
      )
    }
  }

  private mutating func compileDedupe(_ node: ConfigNode) {
    guard let keys = table(node, "dedupe", ["conversations", "messages"]) else { return }
    if let node = keys["conversations"] {
      if node.text == "merge" {
        mapping.mergesRecords = true
      } else if let by = table(node, "dedupe.conversations", ["by"])?["by"] {
        mapping.conversation.updated = time(by)
      }
    }
    if let node = keys["messages"],
      let keep = table(node, "dedupe.messages", ["keep"])?["keep"],
      let word = word(keep, ["first", "last"])
    {
      mapping.keepsLast = word == "last"
      if mapping.keepsLast, mapping.recordIsMessage {
        fault(keep, "\"keep: last\" needs record_is: conversation")
      }
    }
  }
}
