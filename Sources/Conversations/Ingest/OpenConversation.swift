import Records

/// Where a conversation's fields were first given: what every record of it is compared with.
///
/// 64 bytes without a reference, so that a record touches one cache line and counts nothing. The values stand apart,
/// in `OpenFields`.
struct OpenPlaces: BitwiseCopyable {
  let hash: UInt64
  let check: UInt32
  /// 1 + the index of its latest entry in the log; 0 without any.
  var lastEntry: UInt32 = 0
  /// Of its first record, packed.
  var first: UInt64
  // Of the first record that gave the field; all ones without any.
  var customer = UInt64.max
  var channel = UInt64.max
  var topic = UInt64.max
  var language = UInt64.max

  init(hash: ByteHash, first: RecordPosition) {
    self.hash = hash.hash
    check = hash.check
    self.first = first.packed
  }
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
}

/// What is known of a conversation while its records still come in.
struct OpenConversation {
  let format: Format
  var places: OpenPlaces
  var fields: OpenFields

  mutating func offer(_ record: UnsafePointer<RawRecord>, at place: RecordPosition) {
    places.offer(record, at: place) { $0(&fields) }
  }

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
  /// Takes the fields of a record that stands before the one that gave them so far.
  ///
  /// `change` changes the values; it is hardly ever called after a conversation's first records.
  @inline(__always)
  mutating func offer(
    _ record: UnsafePointer<RawRecord>,
    at place: RecordPosition,
    change: ((inout OpenFields) -> Void) -> Void
  ) {
    let packed = place.packed
    if packed < first { first = packed }
    if record.pointee.customer.start != nil, packed < customer {
      customer = packed
      change { $0.customer = record.pointee.customer.string }
    }
    if record.pointee.channel.start != nil, packed < channel {
      channel = packed
      change { $0.channel = record.pointee.channel.string }
    }
    if record.pointee.topic.start != nil, packed < topic {
      topic = packed
      change { $0.topic = record.pointee.topic.string }
    }
    if record.pointee.language.start != nil, packed < language {
      language = packed
      change { $0.language = record.pointee.language.string }
    }
  }
}
