import Records

/// In how many different contacts each wording stands, of those that stand in many (M55).
///
/// Most wordings stand in one contact only. They are first counted roughly, by some bits of their hashes; what reaches the
/// limit so is counted exactly. The result depends neither on the order of the contacts nor on the size of the sketch.
struct TemplateCounts {
  private struct Entry {
    var wording: UInt64 = 0
    var contacts: Int32 = 0
    var last: Int32 = -1
  }

  private let least: Int
  private var sketch: [UInt8]
  private let shift: UInt64
  private var entries = [Entry](repeating: Entry(), count: 1 << 10)
  private var used = 0

  /// - Parameters:
  ///   - least: From how many contacts on a wording is ready-made.
  ///   - replies: How many are to be counted at most.
  init(least: Int, replies: Int) {
    self.least = least
    var bits: UInt64 = 10
    while bits < 22, 1 << bits < replies { bits += 1 }
    sketch = [UInt8](repeating: 0, count: 1 << Int(bits))
    shift = 64 - bits
  }

  @inline(__always)
  private func place(_ wording: UInt64) -> Int {
    Int(truncatingIfNeeded: (wording &* 0x9E37_79B9_7F4A_7C15) &>> shift)
  }

  /// Counts roughly: every reply once, before any is counted exactly.
  @inline(__always)
  mutating func foresee(_ wording: UInt64) {
    let place = place(wording)
    if sketch[place] < .max { sketch[place] += 1 }
  }

  /// Counts exactly; the replies of a contact come together.
  @inline(__always)
  mutating func count(_ wording: UInt64, of contact: Int32) {
    // The sketch ends at 255.
    guard Int(sketch[place(wording)]) >= min(least, 255) else { return }
    let slot = slot(of: wording)
    if entries[slot].wording == 0 {
      entries[slot] = Entry(wording: wording, contacts: 1, last: contact)
      used += 1
      if used * 2 > entries.count { grow() }
    } else if entries[slot].last != contact {
      entries[slot].contacts &+= 1
      entries[slot].last = contact
    }
  }

  /// Whether a wording stands in enough contacts.
  @inline(__always)
  func isTemplate(_ wording: UInt64) -> Bool {
    guard Int(sketch[place(wording)]) >= min(least, 255) else { return false }
    return Int(entries[slot(of: wording)].contacts) >= least
  }

  @inline(__always)
  private func slot(of wording: UInt64) -> Int {
    let mask = entries.count - 1
    var slot = Int(truncatingIfNeeded: (wording &* 0xD6E8_FEB8_6659_FD93) &>> 32) & mask
    while entries[slot].wording != 0, entries[slot].wording != wording { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = entries
    entries = [Entry](repeating: Entry(), count: old.count * 2)
    for entry in old where entry.wording != 0 { entries[slot(of: entry.wording)] = entry }
  }
}

extension LinkedFacts {
  /// Counts the substantive replies of all counted contacts.
  func countedTemplates() -> TemplateCounts {
    var counts = TemplateCounts(least: options.templateMinContacts, replies: noteCount)
    forEachReply { wording, _ in counts.foresee(wording) }
    forEachReply { wording, row in counts.count(wording, of: row) }
    return counts
  }

  private func forEachReply(_ body: (UInt64, Int32) -> Void) {
    for row in 0..<count {
      withFacts(row) { fact, part in
        guard fact.pointee.noteCount > 0, leftOut(fact) == nil else { return }
        let notes = notes(ofPart: part) + Int(fact.pointee.firstNote)
        for index in 0..<Int(fact.pointee.noteCount) {
          guard notes[index].traits.has(.substantive), notes[index].wording != 0 else { continue }
          body(notes[index].wording, Int32(truncatingIfNeeded: row))
        }
      }
      restNowAndThen(row)
    }
  }
}
