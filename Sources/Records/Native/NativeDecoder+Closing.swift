import Diagnostics

extension NativeDecoder {
  /// Turns the fields of an object into a record, or into a failure.
  mutating func close(
    _ it: inout Fields,
    _ began: UnsafePointer<UInt8>,
    line: Int32,
    isItem: Bool,
    into batch: RecordBatch
  ) {
    if !isItem {
      guard !it.raw.conversation.isAbsent, it.raw.conversation.count > 0 else {
        return failWithout(
          "conversation_id",
          it.raw.conversation.isAbsent ? it.odd.conversation : .none,
          began,
          otherwise: "\"conversation_id\" is absent; every record needs one"
        )
      }
      if let bad = it.badValue { return fail(.badValue, bad.at, bad.detail) }
      if it.beginIndex >= 0 {
        it.raw.kind = .begin
        takeTags(&it, batch)
        keepHead(&it, batch)
        batch.records[it.beginIndex] = it.raw
        var end = RawRecord(.end, line: line)
        end.conversation = it.raw.conversation
        batch.append(end)
        faults += pendingItemFaults
        decoded += 1
        return
      }
      if it.type.equals("conversation") {
        it.raw.kind = .head
        takeTags(&it, batch)
        keepHead(&it, batch)
        batch.append(it.raw)
        decoded += 1
        return
      }
    }
    if let bad = it.badValue { return fail(.badValue, bad.at, bad.detail) }
    if it.type.equals("event") || (it.type.isAbsent && !it.event.isAbsent && it.role.isAbsent) {
      return closeEvent(&it, began, into: batch)
    }
    guard it.type.isAbsent || it.type.equals("message") else {
      return fail(
        .badValue,
        began,
        "\"type\" is " + quotedWord(it.type.buffer) + "; expected message, event or conversation"
      )
    }
    closeMessage(&it, began, into: batch)
  }

  /// Tags count where a whole conversation is described: on a message line they say nothing of it.
  private mutating func takeTags(_ it: inout Fields, _ batch: RecordBatch) {
    guard it.tags.count > 2,
      let list = try? JSONValue.parse(UnsafeRawBufferPointer(it.tags.buffer)).array
    else { return }
    var joined: [UInt8] = []
    for tag in list {
      guard let name = tag.string, !name.isEmpty else { continue }
      if !joined.isEmpty { joined.append(RawHead.tagSeparator) }
      joined += name.utf8
    }
    guard !joined.isEmpty else { return }
    let kept = joined.withUnsafeBytes { batch.keep($0) }
    withHead(&it) { $0.tags = kept }
  }

  /// Fails for want of a field, which is absent or holds no string.
  private mutating func failWithout(
    _ name: String,
    _ odd: OddValue,
    _ at: UnsafePointer<UInt8>,
    otherwise detail: String
  ) {
    guard let found = odd.name else { return fail(.missingField, at, detail) }
    fail(.badValue, at, "\"\(name)\" is \(found); expected a string")
  }

  mutating func closeMessage(
    _ it: inout Fields,
    _ began: UnsafePointer<UInt8>,
    into batch: RecordBatch
  ) {
    guard !it.role.isAbsent else {
      return failWithout(
        "role",
        it.odd.role,
        began,
        otherwise: "\"role\" is absent; expected customer, bot, human or system"
      )
    }
    if let role = NativeWords.role(it.role) {
      it.raw.role = role
    } else {
      it.raw.role = .unknown
      it.raw.flags.insert(.oddRole)
    }
    guard
      hasWords(it.raw.text) || it.raw.flags.contains(.attachment)
        || it.raw.flags.contains(.redacted)
    else {
      return failWithout(
        "text",
        it.raw.text.isAbsent ? it.odd.text : .none,
        began,
        otherwise: "\"text\" is absent or blank, and there is no attachment"
      )
    }
    if it.visibility.equals("private") { it.raw.flags.insert(.isPrivate) }
    if !it.kind.isAbsent, let kind = NativeWords.kind(it.kind) {
      it.raw.shape = kind.rawValue
      it.raw.flags.insert(.explicitKind)
    }
    if it.hasHead { keepHead(&it, batch) }
    batch.append(it.raw)
    decoded += 1
  }

  mutating func closeEvent(
    _ it: inout Fields,
    _ began: UnsafePointer<UInt8>,
    into batch: RecordBatch
  ) {
    guard !it.event.isAbsent else {
      return failWithout(
        "event",
        it.odd.event,
        began,
        otherwise: "\"event\" is absent; an event needs its name"
      )
    }
    it.raw.kind = .event
    it.raw.shape = (NativeWords.event(it.event) ?? .other).rawValue
    it.raw.role = NativeWords.role(it.actor) ?? .unknown
    if it.raw.author.isAbsent { it.raw.author = it.actorID }
    if it.succeeded { it.raw.flags.insert(.succeeded) }
    if var rating = it.detailRating, it.raw.shape == EventKind.surveyAnswered.rawValue {
      rating.time = it.raw.time
      withHead(&it) { [rating] in $0.rating = rating }
    }
    if it.hasHead { keepHead(&it, batch) }
    batch.append(it.raw)
    decoded += 1
  }
}
