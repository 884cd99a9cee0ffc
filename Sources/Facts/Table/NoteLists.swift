import Conversations

/// The measures of replies and links that rest on notes, in some rows: M54, M55, M57 to M59.
struct NoteLists {
  private let templates: TemplateCounts
  private let tellsActions: (bot: Bool, human: Bool)
  private var noMatch = ReplyList()
  private var canned = ReplyList()
  private var empathy = ReplyList()
  private var cannedEmpathy = ReplyList()
  private var deadLinks = ReplyList()
  private var malformedLinks = ReplyList()
  private var unbacked = ReplyList()

  /// The empathic reply that is being joined: whether it has shown empathy, and ready-made.
  private var isJoining = false
  private var joined = (isEmpathic: false, isCanned: false)
  private var joinedRow: Int32 = 0
  private var joinedIsBot = false

  /// - Parameters:
  ///   - templates: What stands in many contacts.
  ///   - tellsActions: Whether the export would show the actions of bots, and of humans.
  init(_ templates: TemplateCounts, tellsActions: (bot: Bool, human: Bool)) {
    self.templates = templates
    self.tellsActions = tellsActions
  }

  mutating func add(
    _ notes: UnsafeBufferPointer<ReplyNote>,
    row: Int32,
    hasCapsHabit: Bool
  ) {
    for note in notes {
      let traits = note.traits
      let isBot = traits.has(.byBot)
      if isBot {
        if traits.has(.tellsMatch) {
          noMatch.append(row, traits.has(.noMatch), isBot: true)
        } else {
          noMatch.emptyReason = .languageUnsupported
        }
      }
      if note.links != .none { add(note.links, row: row, isBot: isBot) }
      guard traits.has(.substantive) else { continue }
      let isCanned = note.wording != 0 && templates.isTemplate(note.wording)
      if !traits.has(.first), !traits.has(.legal), note.wording != 0 {
        canned.append(row, isCanned, isBot: isBot)
      }
      if traits.has(.promises), isBot ? tellsActions.bot : tellsActions.human {
        unbacked.append(row, traits.has(.isUnbacked), isBot: isBot)
      }
      if traits.has(.goesOn) {
        // Of a joined reply, the part that shows empathy says whether it is ready-made.
        if isJoining, traits.has(.empathic) {
          joined = (true, joined.isCanned || isCanned)
        }
        continue
      }
      endJoined()
      guard traits.has(.toFeeling) || (traits.has(.toCapitals) && !hasCapsHabit) else { continue }
      guard traits.has(.tellsEmpathy) else {
        empathy.emptyReason = .languageUnsupported
        continue
      }
      isJoining = true
      joined = (traits.has(.empathic), traits.has(.empathic) && isCanned)
      joinedRow = row
      joinedIsBot = isBot
    }
    endJoined()
  }

  private mutating func add(_ links: LinkTraits, row: Int32, isBot: Bool) {
    for number in 0..<links.count {
      malformedLinks.append(row, number < links.malformed, isBot: isBot)
      if links.isChecked { deadLinks.append(row, number < links.failing, isBot: isBot) }
    }
  }

  private mutating func endJoined() {
    guard isJoining else { return }
    isJoining = false
    empathy.append(joinedRow, joined.isEmpathic, isBot: joinedIsBot)
    if joined.isEmpathic { cannedEmpathy.append(joinedRow, joined.isCanned, isBot: joinedIsBot) }
  }

  consuming func put(into table: inout ContactTable) {
    if !tellsActions.bot { unbacked.emptyReason = .notInExport }
    deadLinks.emptyReason = .notInExport
    table[.deadLink] = deadLinks
    table[.malformedLink] = malformedLinks
    table[.noMatch] = noMatch
    table[.cannedReply] = canned
    table[.empathy] = empathy
    table[.cannedEmpathy] = cannedEmpathy
    table[.unbackedPromise] = unbacked
  }
}

extension ReplyList {
  @inline(__always)
  fileprivate mutating func append(_ row: Int32, _ yes: Bool, isBot: Bool) {
    contact.append(row)
    value.append(answer: yes)
    self.isBot.append(isBot)
  }
}
