/// What a reader knows of a conversation as a whole.
package struct About {
  package var customer: ByteSlice = .absent
  package var channel: ByteSlice = .absent
  package var topic: ByteSlice = .absent
  package var language: ByteSlice = .absent
  package var parent: ByteSlice = .absent
  package var status: ByteSlice = .absent
  package var handledBy: ByteSlice = .absent
  package var entry: ByteSlice = .absent
  /// Human work in milliseconds, as a field gives it (METRICS M17).
  package var handleTime: Int64?
  package var afterWork: Int64?
  /// As `Emitter.tags` gives them.
  package var tags: ByteSlice = .absent
  package var created: Stamp = .missing
  package var updated: Stamp = .missing
  package var closed: Stamp = .missing
  package var rating: RawRating?
  package var resolution: RawResolution?
  package var direction: Direction?
  package var isTest = false
  package var isSpam = false
  /// False where these records cannot say whether a hand-off was begun, though others of the format can.
  package var tellsHandoff = true
  /// For exports that hold only the bot's side: whether the customer was handed over, as the signal named in FORMATS
  /// says; nil where the timeline tells.
  package var handedOff: Bool?

  package enum Direction { case inbound, outbound }

  package init() {}

  var isEmpty: Bool {
    !hasHead && customer.isAbsent && channel.isAbsent && topic.isAbsent && language.isAbsent
  }

  var hasHead: Bool {
    !parent.isAbsent || !status.isAbsent || !handledBy.isAbsent || !entry.isAbsent || !tags.isAbsent
      || created.isKnown || updated.isKnown || closed.isKnown || rating != nil
      || resolution != nil || direction != nil || isTest || isSpam || !tellsHandoff
      || handedOff != nil || handleTime != nil || afterWork != nil
  }

  var head: RawHead {
    var head = RawHead()
    head.parent = parent
    head.status = status
    head.handledBy = handledBy
    head.entry = entry
    head.handleTime = handleTime
    head.afterWork = afterWork
    head.created = created.instant
    head.updated = updated.instant
    head.closed = closed.instant
    head.rating = rating
    head.resolution = resolution
    switch direction {
    case .inbound: head.direction = ByteSlice("inbound")
    case .outbound: head.direction = ByteSlice("outbound")
    case nil: break
    }
    head.isTest = isTest
    head.isSpam = isSpam
    head.tellsHandoff = tellsHandoff
    head.handedOff = handedOff
    head.tags = tags
    return head
  }
}
