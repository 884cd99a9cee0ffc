package import Records

extension Conversation {
  /// Treats times after the end of observation as missing, and counts them with the implausible ones (METRICS 2).
  ///
  /// The entries keep their order, which is still that of all times.
  package mutating func dropTimes(after asOf: Instant) {
    dropDates { asOf < $0 }
    guard entries.buffer.contains(where: { asOf < $0.time }) else { return }
    var timeline = timeline
    for index in timeline.indices where asOf < timeline[index].time {
      timeline[index].time = .missing
      implausibleTimestamps += 1
    }
    self.timeline = timeline
  }

  /// Whether it says anything of its own times.
  var hasDates: Bool { created.isKnown || updated.isKnown || closed.isKnown || rating != nil }

  /// Treats what a conversation says of its own times as missing where it cannot be, and counts it likewise.
  mutating func dropDates(where isImplausible: (Instant) -> Bool) {
    var dropped = 0
    if created.isKnown, isImplausible(created) {
      created = .missing
      dropped += 1
    }
    if updated.isKnown, isImplausible(updated) {
      updated = .missing
      dropped += 1
    }
    if closed.isKnown, isImplausible(closed) {
      closed = .missing
      dropped += 1
    }
    if var own = rating, own.time.isKnown, isImplausible(own.time) {
      own.time = .missing
      rating = own
      dropped += 1
    }
    if dropped > 0 { implausibleTimestamps += dropped }
  }
}
