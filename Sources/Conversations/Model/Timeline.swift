/// The messages and events of a conversation in order, in memory that it may share with other conversations.
///
/// Millions of small lists, each in memory of its own, would cost more to get and to give back than to fill.
public struct Timeline: @unchecked Sendable, CustomStringConvertible {
  // Unchecked: the entries are written before anybody else knows of them, and only read afterwards.

  fileprivate let block: TimelineBlock?
  private let start: UnsafePointer<TimelineEntry>?
  package let count: Int

  fileprivate init(_ block: TimelineBlock?, _ start: UnsafePointer<TimelineEntry>?, _ count: Int) {
    self.block = block
    self.start = start
    self.count = count
  }

  init() { self.init(nil, nil, 0) }

  /// A copy of the entries.
  init(_ entries: [TimelineEntry]) {
    guard !entries.isEmpty else {
      self.init()
      return
    }
    let block = TimelineBlock(capacity: entries.count, isDense: false)
    block.start.initialize(from: entries, count: entries.count)
    self.init(block, UnsafePointer(block.start), entries.count)
  }

  /// Lets the pages go that were read of it and its neighbours, if they lie in a file.
  func rest() { block?.region?.rest() }

  /// All entries.
  public var description: String { "\(Array(buffer))" }

  /// The entries, good as long as a conversation that holds them.
  @inline(__always)
  var buffer: UnsafeBufferPointer<TimelineEntry> {
    UnsafeBufferPointer(start: start, count: count)
  }
}

/// Lets go what was read of the 4,096 timelines up to this one, at the last of them.
@inline(__always)
func restNowAndThen(_ conversations: [Conversation], _ index: Int) {
  guard index & 0xFFF == 0xFFF else { return }
  conversations.withUnsafeBufferPointer { conversations in
    guard let first = conversations.baseAddress else { return }
    var rest = TimelineRest()
    for place in index - 0xFFF...index { rest.see(first + place) }
  }
}

/// Lets go what was read of some timelines, where they lie in a file: once for all that lie side by side.
struct TimelineRest {
  private var last: ObjectIdentifier?

  /// Lets go what was read of a conversation's, and of what lies beside it.
  @inline(__always)
  mutating func see(_ conversation: UnsafePointer<Conversation>) {
    guard let block = conversation.pointee.entries.block else { return }
    guard ObjectIdentifier(block) != last else { return }
    last = ObjectIdentifier(block)
    block.region?.rest()
  }
}

/// Memory of the timelines of some conversations; freed with the last of them.
private final class TimelineBlock: @unchecked Sendable {
  // Unchecked: see `Timeline`.

  let start: UnsafeMutablePointer<TimelineEntry>
  private let bytes: Int
  private let isFromSystem: Bool
  /// Set before anybody else reads the entries; nil where they are in memory.
  private(set) var region: PageFile.Region?

  init(capacity: Int, isDense: Bool) {
    bytes = capacity * MemoryLayout<TimelineEntry>.stride
    isFromSystem = isDense
    let memory =
      isDense
      ? SystemPages.allocate(bytes, isDense: true)
      : UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
    start = memory.bindMemory(to: TimelineEntry.self, capacity: capacity)
  }

  deinit {
    if isFromSystem { SystemPages.free(start, bytes) } else { start.deallocate() }
  }

  /// Sets the entries aside, once all are written.
  func setAside(in file: PageFile, used: Int) {
    guard isFromSystem else { return }
    region = file.setAside(start, used * MemoryLayout<TimelineEntry>.stride)
  }
}

/// Lays timelines down one behind the other.
struct TimelineStore: ~Copyable {
  /// What fits into a huge page.
  private static let most = SystemPages.hugePage / MemoryLayout<TimelineEntry>.stride
  private let file: PageFile?
  private var block: TimelineBlock?
  /// That of a gigantic conversation, which may still be written to.
  private var own: (block: TimelineBlock, used: Int)?
  private var used = 0
  /// A small export takes a small block; each is larger than the one before it.
  private var capacity = 64

  /// - Parameter file: Where full blocks wait for their readers; nil keeps them in memory.
  init(file: PageFile? = nil) { self.file = file }

  deinit {
    setOwnAside()
    if let file { block?.setAside(in: file, used: used) }
  }

  private func setOwnAside() {
    if let file, let own { own.block.setAside(in: file, used: own.used) }
  }

  /// Room for a timeline, to be filled before it is given to anybody.
  mutating func timeline(
    of count: Int
  ) -> (timeline: Timeline, start: UnsafeMutablePointer<TimelineEntry>) {
    let place: UnsafeMutablePointer<TimelineEntry>
    if let block, used + count <= capacity {
      place = block.start + used
      used += count
      return (Timeline(block, UnsafePointer(place), count), place)
    }
    return timelineInNewBlock(count)
  }

  @inline(never)
  private mutating func timelineInNewBlock(
    _ count: Int
  ) -> (timeline: Timeline, start: UnsafeMutablePointer<TimelineEntry>) {
    setOwnAside()
    own = nil
    // A gigantic conversation has its block to itself, and the one before goes on being filled.
    if count > Self.most {
      let block = TimelineBlock(capacity: count, isDense: true)
      own = (block, count)
      return (Timeline(block, UnsafePointer(block.start), count), block.start)
    }
    if let file { block?.setAside(in: file, used: used) }
    capacity = Swift.max(Swift.min(capacity * 8, Self.most), count)
    let isDense = capacity * MemoryLayout<TimelineEntry>.stride >= (file?.leastList ?? .max)
    let new = TimelineBlock(capacity: capacity, isDense: isDense || capacity == Self.most)
    block = new
    used = count
    return (Timeline(new, UnsafePointer(new.start), count), new.start)
  }
}
