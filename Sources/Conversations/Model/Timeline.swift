/// The messages and events of a conversation in order, in memory that it may share with other conversations.
///
/// Millions of small lists, each in memory of its own, would cost more to get and to give back than to fill.
public struct Timeline: @unchecked Sendable, CustomStringConvertible {
  // Unchecked: the entries are written before anybody else knows of them, and only read afterwards.

  private let block: TimelineBlock?
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

  /// All entries.
  public var description: String { "\(Array(buffer))" }

  /// The entries, good as long as a conversation that holds them.
  @inline(__always)
  var buffer: UnsafeBufferPointer<TimelineEntry> {
    UnsafeBufferPointer(start: start, count: count)
  }
}

/// Memory of the timelines of some conversations; freed with the last of them.
private final class TimelineBlock: @unchecked Sendable {
  // Unchecked: see `Timeline`.

  let start: UnsafeMutablePointer<TimelineEntry>
  private let bytes: Int
  private let isFromSystem: Bool

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
}

/// Lays timelines down one behind the other.
struct TimelineStore: ~Copyable {
  /// What fits into a huge page.
  private static let most = SystemPages.hugePage / MemoryLayout<TimelineEntry>.stride
  private var block: TimelineBlock?
  private var used = 0
  /// A small export takes a small block; each is larger than the one before it.
  private var capacity = 64

  init() {}

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
    // A gigantic conversation has its block to itself, and the one before goes on being filled.
    if count > Self.most {
      let own = TimelineBlock(capacity: count, isDense: true)
      return (Timeline(own, UnsafePointer(own.start), count), own.start)
    }
    capacity = Swift.max(Swift.min(capacity * 8, Self.most), count)
    let new = TimelineBlock(capacity: capacity, isDense: capacity == Self.most)
    block = new
    used = count
    return (Timeline(new, UnsafePointer(new.start), count), new.start)
  }
}
