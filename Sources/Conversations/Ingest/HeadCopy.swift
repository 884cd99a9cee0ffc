import Records

/// The fields of one conversation line, copied out of the batch.
struct HeadCopy {
  var position: RecordPosition
  var parent: String?
  var direction: Direction?
  var handledBy: String?
  var entry: String?
  var handleTime: Int64?
  var afterWork: Int64?
  var created: Instant
  var updated: Instant
  var closed: Instant
  var rating: Rating?
  var resolution: Resolution?
  var isTest: Bool
  var isSpam: Bool
  var tellsHandoff: Bool
  var handedOff: Bool?
  var tags: [String]
  /// From a `survey_answered` event: used where no conversation line carries a rating.
  var isFromEvent: Bool

  init(_ raw: RawHead, at position: RecordPosition, isFromEvent: Bool) {
    self.position = position
    self.isFromEvent = isFromEvent
    parent = raw.parent.string
    direction =
      raw.direction.equals("outbound")
      ? .outbound : raw.direction.equals("inbound") ? .inbound : nil
    handledBy = raw.handledBy.string
    entry = raw.entry.string
    handleTime = raw.handleTime
    afterWork = raw.afterWork
    created = raw.created
    updated = raw.updated
    closed = raw.closed
    rating = raw.rating.map {
      var rating = Rating(score: $0.score, min: $0.min, max: $0.max, time: $0.time)
      rating.hasComment = $0.hasComment
      return rating
    }
    resolution = raw.resolution.map {
      Resolution(resolved: $0.resolved, by: Resolution.Party(rawValue: $0.by.rawValue) ?? .timer)
    }
    isTest = raw.isTest
    isSpam = raw.isSpam
    tellsHandoff = raw.tellsHandoff
    handedOff = raw.handedOff
    tags = Conversation.tags(in: raw.tags)
  }
}

extension Conversation {
  /// A conversation of which nothing but its fields is known yet.
  init(_ places: OpenPlaces, _ fields: OpenFields) {
    self.init(
      format: fields.format,
      id: fields.id,
      customer: fields.customer,
      channel: fields.channel,
      topic: fields.topic,
      language: fields.language
    )
    begin(at: places)
  }

  /// The same, of one log's fields.
  @inline(__always)
  init(_ places: OpenPlaces, _ fields: PieceFields, _ names: NamesView) {
    self.init(
      format: fields.format,
      id: PieceFields.text(fields.id, fields.idCount) ?? "",
      customer: PieceFields.text(fields.customer, fields.customerCount),
      channel: names[fields.channel],
      topic: names[fields.topic],
      language: names[fields.language]
    )
    begin(at: places)
  }

  private mutating func begin(at places: OpenPlaces) {
    position = RecordPosition(packed: places.first)
    source = SourceReference(input: position.input, line: 0)
  }

  /// Fills in what the conversation lines said, later copies over earlier ones.
  mutating func apply(_ heads: [HeadCopy]) {
    let ordered = heads.sorted {
      ($0.isFromEvent ? 0 : 1, $0.updated.milliseconds, $0.position.packed)
        < ($1.isFromEvent ? 0 : 1, $1.updated.milliseconds, $1.position.packed)
    }
    for head in ordered {
      if let value = head.parent { parent = value }
      if let value = head.direction { direction = value }
      if let value = head.handledBy { explicitHandledBy = value }
      if let value = head.entry { explicitEntry = value }
      if let value = head.handleTime { explicitHandleTime = value }
      if let value = head.afterWork { explicitAfterWork = value }
      if head.created.isKnown { created = head.created }
      if head.updated.isKnown { updated = head.updated }
      if head.closed.isKnown { closed = head.closed }
      if let value = head.rating { rating = value }
      if let value = head.resolution { resolution = value }
      isTest = isTest || head.isTest
      isSpam = isSpam || head.isSpam
      tellsHandoff = tellsHandoff && head.tellsHandoff
      if let value = head.handedOff { explicitHandedOff = value }
      if !head.tags.isEmpty { tags = head.tags }
    }
  }
}
