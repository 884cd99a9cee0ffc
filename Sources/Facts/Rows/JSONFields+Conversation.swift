import Conversations
import Diagnostics
import Records
import Wording

extension JSONFields {
  /// The conversation that the object describes; the inverse of `FactRowWriter.write(_:to:)`.
  func conversation(_ inputs: inout InputNames) throws(FactRowError) -> Conversation {
    let format = try choice("format", "a format that this version reads") { Format(factWord: $0) }
    guard let format else { throw .missing("format") }
    var conversation = Conversation(format: format, id: try string("id"))
    conversation.parent = try optionalString("parent")
    conversation.customer = try optionalString("customer")
    conversation.channel = try optionalString("channel")
    conversation.topic = try optionalString("topic")
    conversation.language = try optionalString("language")
    conversation.detectedLanguage = LanguageCode(try optionalString("detected_language") ?? "")
    let missing = UInt32(truncatingIfNeeded: try count("missing_lists"))
    conversation.missingLists = Marks(rawValue: missing).intersection(.measuring)
    conversation.direction = try choice("direction", "inbound or outbound") { word in
      switch word {
      case "inbound": Direction.inbound
      case "outbound": Direction.outbound
      default: nil
      }
    }
    conversation.created = try instant("created")
    conversation.updated = try instant("updated")
    conversation.closed = try instant("closed")
    conversation.rating = try object("rating")?.rating()
    conversation.resolution = try object("resolution")?.resolution()
    conversation.explicitHandledBy = try optionalString("handled_by")
    conversation.explicitEntry = try optionalString("entry")
    conversation.explicitHandleTime = try span("handle_time")
    conversation.explicitAfterWork = try span("after_work")
    conversation.explicitHandedOff = try flag("handed_off")
    conversation.tags = try strings("tags")
    conversation.isTest = try flag("test") ?? false
    conversation.isSpam = try flag("spam") ?? false
    conversation.source.input = inputs.number(of: try optionalString("file"))
    conversation.source.line = try count("line")
    conversation.duplicateMessages = try count("duplicate_messages")
    conversation.naiveTimestamps = try count("naive_timestamps")
    conversation.implausibleTimestamps = try count("implausible_timestamps")
    conversation.roleSources = RoleSources(
      byName: try count("roles_by_name"),
      given: try count("roles_given"),
      conflicts: try count("role_conflicts")
    )
    let base = try instant("t0")
    var timeline: [TimelineEntry] = []
    for value in try array("timeline") {
      timeline.append(try Self.entry(value, at: timeline.count, from: base))
    }
    conversation.timeline = timeline
    return conversation
  }

  private func rating() throws(FactRowError) -> Rating {
    var rating = Rating(
      score: try number("score"),
      min: try number("min"),
      max: try number("max"),
      time: try instant("time")
    )
    rating.hasComment = try flag("comment") ?? false
    guard rating.isOnScale else {
      throw .field("score", "a number from min to max", "\(rating.score)")
    }
    return rating
  }

  private func resolution() throws(FactRowError) -> Resolution {
    let by = try choice("by", "customer, bot, human or timer") { Resolution.Party(factWord: $0) }
    guard let by else { throw .missing("by") }
    guard let resolved = try flag("resolved") else { throw .missing("resolved") }
    return Resolution(resolved: resolved, by: by)
  }
}

// MARK: - Timelines

extension JSONFields {
  private typealias Field = FactRowSchema.Field

  /// One entry: `[distance, role, shape, flags, marks, words, wording, author, echo, loop, language, destination, links,
  /// detections]`.
  private static func entry(
    _ value: JSONValue,
    at index: Int,
    from base: Instant
  ) throws(FactRowError) -> TimelineEntry {
    guard let fields = value.array, fields.count == Field.allCases.count else {
      throw .field("timeline", "lists of \(Field.allCases.count) values", describe(value))
    }
    let flags = TimelineEntry.Flags(
      rawValue: try integer(fields, .flags, 0...Int64(FactRowSchema.flagBits))
    )
    let shapes =
      flags.contains(.event) ? EventKind.allCases.count : MessageKind.allCases.count
    let role: UInt8 = try integer(fields, .role, 0...Int64(Role.allCases.count - 1))
    return TimelineEntry(
      time: try time(fields[Field.time.rawValue], from: base),
      role: Role(rawValue: role) ?? .unknown,
      shape: try integer(fields, .shape, 0...Int64(shapes - 1)),
      flags: flags,
      marks: Marks(rawValue: try integer(fields, .marks, 0...Int64(UInt32.max))),
      words: try integer(fields, .words, 0...Int64(UInt16.max)),
      maskedHash: try hash(fields, .wording),
      author: try hash(fields, .author),
      // A message repeats an earlier one, so neither reaches its own place.
      echo: try integer(fields, .echo, 0...Int64(min(index, Int(UInt16.max)))),
      loop: try integer(fields, .loop, 0...Int64(min(index, Int(UInt16.max)))),
      language: try language(fields[Field.language.rawValue]),
      detections: Detections(
        rawValue: try integer(fields, .detections, 0...Int64(Detections.all.rawValue))
      ),
      destination: try integer(fields, .destination, 0...Int64(UInt8.max)),
      links: LinkTraits(rawValue: try integer(fields, .links, 0...Int64(UInt8.max)))
    )
  }

  private static func language(_ value: JSONValue) throws(FactRowError) -> LanguageCode {
    if value.isNull { return .unknown }
    let code = value.string.map { LanguageCode($0) } ?? .unknown
    guard code != .unknown, value.string == code.description else {
      throw .field("timeline", "two letters of a language or null", describe(value))
    }
    return code
  }

  private static func time(
    _ value: JSONValue,
    from base: Instant
  ) throws(FactRowError) -> Instant {
    if value.isNull { return .missing }
    guard let distance = value.integer else {
      throw .field("timeline", "a time in milliseconds or null", describe(value))
    }
    guard base.isKnown else { throw .missing("t0") }
    let (sum, leaves) = base.milliseconds.addingReportingOverflow(distance)
    guard !leaves, instants.contains(sum) else {
      throw .field("timeline", "times within 100 million days of 1970", describe(value))
    }
    return Instant(milliseconds: sum)
  }

  private static func integer<Number: FixedWidthInteger>(
    _ fields: [JSONValue],
    _ field: Field,
    _ range: ClosedRange<Int64>
  ) throws(FactRowError) -> Number {
    let value = fields[field.rawValue]
    guard let number = value.integer, range.contains(number) else {
      throw .field(
        "timeline",
        "\(field) from \(range.lowerBound) to \(range.upperBound)",
        describe(value)
      )
    }
    return Number(truncatingIfNeeded: number)
  }

  private static func hash(
    _ fields: [JSONValue],
    _ field: Field
  ) throws(FactRowError) -> UInt64 {
    let value = fields[field.rawValue]
    guard let text = value.string, text.utf8.first != UInt8(ascii: "+"),
      let hash = UInt64(text, radix: 16)
    else { throw .field("timeline", "\(field) in hexadecimal", describe(value)) }
    return hash
  }
}
