import Records

/// Where a conversation's fields were first given: what every record of it is compared with.
///
/// 64 bytes without a reference, so that a record touches one cache line and counts nothing. The values stand apart,
/// in `OpenFields`.
struct OpenPlaces: BitwiseCopyable {
  let hash: UInt64
  let check: UInt32
  /// How many entries the log holds of it.
  var entryCount: UInt32 = 0
  /// Of its first record, packed.
  var first: UInt64
  // Of the first record that gave the field; all ones without any.
  var customer = UInt64.max
  var channel = UInt64.max
  var topic = UInt64.max
  var language = UInt64.max
  /// Behind its last place in the log's list of entries, once the log is closed.
  var listEnd = 0

  init(hash: ByteHash, first: RecordPosition) {
    self.hash = hash.hash
    check = hash.check
    self.first = first.packed
  }
}

/// The fields that a record gives and that none before it in the input gave.
struct NewFields: OptionSet {
  let rawValue: UInt8

  @inline(__always) init(rawValue: UInt8) { self.rawValue = rawValue }

  static var customer: NewFields { NewFields(rawValue: 1) }
  static var channel: NewFields { NewFields(rawValue: 2) }
  static var topic: NewFields { NewFields(rawValue: 4) }
  static var language: NewFields { NewFields(rawValue: 8) }
}

/// The values of a conversation's fields: of each the first in input order counts.
struct OpenFields {
  let id: String
  let format: Format
  var customer: String?
  var channel: String?
  var topic: String?
  var language: String?
  /// What conversation lines said; the greatest `updated` wins, then the later one.
  var heads: [HeadCopy] = []

  init(id: String, format: Format) {
    self.id = id
    self.format = format
  }

  /// The values of a conversation that came in pieces.
  init(_ fields: PieceFields, _ names: NamesView, _ heads: [HeadCopy]) {
    id = PieceFields.text(fields.id, fields.idCount) ?? ""
    format = fields.format
    customer = PieceFields.text(fields.customer, fields.customerCount)
    channel = names[fields.channel]
    topic = names[fields.topic]
    language = names[fields.language]
    self.heads = heads
  }
}

/// What is known of a conversation while its records still come in.
struct OpenConversation {
  var format: Format { fields.format }
  var places: OpenPlaces
  var fields: OpenFields

  mutating func merge(_ places: OpenPlaces, _ fields: OpenFields) {
    self.places.first = Swift.min(self.places.first, places.first)
    if places.customer < self.places.customer {
      self.places.customer = places.customer
      self.fields.customer = fields.customer
    }
    if places.channel < self.places.channel {
      self.places.channel = places.channel
      self.fields.channel = fields.channel
    }
    if places.topic < self.places.topic {
      self.places.topic = places.topic
      self.fields.topic = fields.topic
    }
    if places.language < self.places.language {
      self.places.language = places.language
      self.fields.language = fields.language
    }
    self.fields.heads += fields.heads
  }
}

extension OpenPlaces {
  /// Notes the fields of a record that stands before the one that gave them so far.
  ///
  /// - Returns: Those fields; hardly ever any after a conversation's first records.
  @inline(__always)
  mutating func offer(
    _ record: UnsafePointer<RawRecord>,
    at place: RecordPosition
  ) -> NewFields {
    let packed = place.packed
    var new: UInt8 = 0
    if packed < first { first = packed }
    // An empty text is how many databases write that there is none.
    if packed < customer, record.pointee.customer.count > 0 {
      customer = packed
      new |= 1
    }
    if packed < channel, record.pointee.channel.count > 0 {
      channel = packed
      new |= 2
    }
    if packed < topic, record.pointee.topic.count > 0 {
      topic = packed
      new |= 4
    }
    if packed < language, record.pointee.language.count > 0 {
      language = packed
      new |= 8
    }
    return NewFields(rawValue: new)
  }
}

extension OpenFields {
  /// Takes over the values of the fields that are new.
  mutating func take(
    _ new: NewFields,
    of record: UnsafePointer<RawRecord>,
    _ names: inout NamePool
  ) {
    if new.contains(.customer) { customer = record.pointee.customer.string }
    if new.contains(.channel) { channel = names.name(record.pointee.channel) }
    if new.contains(.topic) { topic = names.name(record.pointee.topic) }
    if new.contains(.language) { language = names.name(record.pointee.language) }
  }
}
