import Records
import Wording

/// The traits of every role and kind, for reading them off an entry in one look.
package struct TraitTable: @unchecked Sendable {
  /// By role, the flags `event` and `isPrivate`, and shape; made once a process and never freed.
  @usableFromInline let traits: UnsafePointer<EntryTraits>
  // Copies, as a static property of another module is a call at every use.
  @usableFromInline let courtesies: UInt32
  @usableFromInline let humanRequest: UInt32

  /// The only one.
  package static let shared = TraitTable()

  private init() {
    let table = UnsafeMutablePointer<EntryTraits>.allocate(capacity: 1024)
    table.initialize(repeating: .none, count: 1024)
    for role in Role.allCases {
      for flags in 0..<4 {
        for shape in 0..<32 {
          table[Int(role.rawValue) << 7 | flags << 5 | shape] = EntryTraits(
            role: role,
            shape: UInt8(shape),
            isEvent: flags & 1 != 0,
            isPrivate: flags & 2 != 0
          )
        }
      }
    }
    traits = UnsafePointer(table)
    courtesies = Marks.courtesies.rawValue
    humanRequest = Marks.humanRequest.rawValue
  }

  /// The traits of an entry, without `responds`, which depends on what precedes.
  @inlinable @inline(__always)
  package func traits(of entry: TimelineEntry) -> EntryTraits {
    let flags = entry.flags.rawValue
    // A role is its raw value in a byte; asking for the value is a call into another module.
    let role = unsafeBitCast(entry.role, to: UInt8.self)
    let place = Int(role) << 7 | Int(flags & 3) << 5 | Int(entry.shape & 31)
    var bits = traits[place].rawValue
    let marks = entry.marks.rawValue
    let more = TimelineEntry.Flags.attachment.rawValue | TimelineEntry.Flags.humanButton.rawValue
    if marks & courtesies != 0, flags & more == 0 { bits |= EntryTraits.courtesy.rawValue }
    if marks & humanRequest != 0 || flags & TimelineEntry.Flags.humanButton.rawValue != 0 {
      bits |= EntryTraits.requestsHuman.rawValue
    }
    if flags & TimelineEntry.Flags.explicitKind.rawValue != 0 {
      bits |= EntryTraits.explicitKind.rawValue
    }
    return EntryTraits(rawValue: bits)
  }
}
