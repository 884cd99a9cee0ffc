import Records
import Wording

/// The traits of every role and kind, for reading them off an entry in one look.
public struct TraitTable: @unchecked Sendable {
  /// By role, the flags `event` and `isPrivate`, and shape; made once a process and never freed.
  @usableFromInline let traits: UnsafePointer<EntryTraits>
  // Copies, as a static property of another module is a call at every use.
  @usableFromInline let courtesies: UInt32
  @usableFromInline let humanRequest: UInt32
  /// Flags that make more than a courtesy of a message.
  @usableFromInline let more: UInt8
  @usableFromInline let button: UInt8
  @usableFromInline let explicit: UInt8

  /// The only one.
  public static let shared = TraitTable()

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
    button = TimelineEntry.Flags.humanButton.rawValue
    more = TimelineEntry.Flags.attachment.rawValue | TimelineEntry.Flags.humanButton.rawValue
    explicit = TimelineEntry.Flags.explicitKind.rawValue
  }

  /// The traits of an entry, without `responds`, which depends on what precedes.
  ///
  /// - Parameters:
  ///   - role: The raw value of its role.
  ///   - shape: As in `TimelineEntry`.
  ///   - flags: The raw value of its flags.
  ///   - marks: The raw value of its marks.
  /// - Returns: All that can be said of the entry by itself.
  @inlinable @inline(__always)
  public func traits(role: UInt8, shape: UInt8, flags: UInt8, marks: UInt32) -> EntryTraits {
    let place = Int(role) << 7 | Int(flags & 3) << 5 | Int(shape & 31)
    var bits = traits[place].rawValue
    if marks & courtesies != 0, flags & more == 0 { bits |= EntryTraits.courtesy.rawValue }
    if marks & humanRequest != 0 || flags & button != 0 {
      bits |= EntryTraits.requestsHuman.rawValue
    }
    if flags & explicit != 0 { bits |= EntryTraits.explicitKind.rawValue }
    return EntryTraits(rawValue: bits)
  }
}

extension TraitTable {
  @inline(__always)
  func traits(of entry: TimelineEntry) -> EntryTraits {
    // A role is its raw value in a byte; asking for the value is a call into another module.
    traits(
      role: unsafeBitCast(entry.role, to: UInt8.self),
      shape: entry.shape,
      flags: entry.flags.rawValue,
      marks: entry.marks.rawValue
    )
  }
}
