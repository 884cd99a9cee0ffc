import Foundation
import Records
import Synchronization
import TestSupport
import Testing

@testable import Conversations

#if canImport(Glibc)
/// Memory in a file is the memory that it was.
@Suite struct PageFileTests {
  private static let page = Int(sysconf(Int32(_SC_PAGESIZE)))

  private func numbers(_ count: Int) -> [UInt64] {
    (0..<count).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
  }

  /// Memory that nobody else uses, beginning `offset` bytes behind a page.
  private func withMemory(
    _ bytes: Int,
    offset: Int,
    _ body: (UnsafeMutableRawBufferPointer) -> Void
  ) {
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: bytes + offset,
      alignment: Self.page
    )
    defer { memory.deallocate() }
    let used = UnsafeMutableRawBufferPointer(rebasing: memory[offset...])
    for index in used.indices { used[index] = UInt8(truncatingIfNeeded: index &* 31 &+ index >> 8) }
    body(used)
  }

  @Test(arguments: [0, 16, 4_095])
  func `memory keeps its place and its content, and lies in the file`(offset: Int) throws {
    let opened = namelessFile()
    try #require(opened >= 0)
    let file = PageFile(keeping: 0, leastList: 1, sparing: 0) { opened }
    withMemory(10 * Self.page + 77, offset: offset) { memory in
      let before = Array(memory)
      let region = file.setAside(memory.baseAddress!, memory.count)
      #expect(region != nil && Array(memory) == before)
      region?.rest()
      #expect(Array(memory) == before)
      // What is in the file are the whole pages of it.
      let skipped = PageFile.beforePage(memory.baseAddress!)
      var found = [UInt8](repeating: 0, count: region?.bytes ?? 0)
      #expect(pread(opened, &found, found.count, 0) == found.count)
      #expect(found == Array(before[skipped..<skipped + found.count]))
      #expect(found.count >= 9 * Self.page && file.bytes == found.count)
      // Who writes has memory of its own, and the file keeps what it had.
      for index in memory.indices { memory[index] = 0xAB }
      #expect(memory.allSatisfy { $0 == 0xAB })
      var again = found
      #expect(pread(opened, &again, again.count, 0) == again.count && again == found)
    }
  }

  @Test func `without a file, or with one that nobody can write to, all stays as it is`() {
    let none = PageFile(keeping: 0, leastList: 1, sparing: 0) { -1 }
    let readOnly = PageFile(keeping: 0, leastList: 1, sparing: 0) { open("/dev/null", O_RDONLY) }
    let asked = Mutex(0)
    let counted = PageFile(keeping: 0, leastList: 1, sparing: 0) {
      asked.withLock { $0 += 1 }
      return -1
    }
    withMemory(20 * Self.page, offset: 0) { memory in
      let before = Array(memory)
      for file in [none, readOnly, counted, counted] {
        #expect(file.setAside(memory.baseAddress!, memory.count) == nil)
        #expect(Array(memory) == before)
      }
    }
    #expect(asked.withLock { $0 } == 1, "a file that cannot be made is asked for once")
  }

  @Test func `a disk without room is written to no more, and nothing is lost`() throws {
    let descriptor = namelessFile()
    try #require(descriptor >= 0)
    // A file of which the rest cannot be written, as on a full disk.
    let sealed = open("/proc/self/fd/\(descriptor)", O_RDONLY)
    try #require(sealed >= 0)
    #expect(ftruncate(descriptor, off_t(Self.page)) == 0)
    defer { close(descriptor) }
    let file = PageFile(keeping: 0, leastList: 1, sparing: 0) { sealed }
    withMemory(20 * Self.page, offset: 0) { memory in
      let before = Array(memory)
      #expect(file.setAside(memory.baseAddress!, memory.count) == nil)
      #expect(file.setAside(memory.baseAddress!, memory.count) == nil)
      #expect(Array(memory) == before)
    }
  }

  @Test func `what is to be left free on the disk is`() {
    let file = PageFile(keeping: 0, leastList: 1, sparing: .max >> 1) { namelessFile() }
    withMemory(20 * Self.page, offset: 0) { memory in
      #expect(file.setAside(memory.baseAddress!, memory.count) == nil)
      #expect(file.bytes == 0)
    }
  }

  @Test func `the first bytes stay in memory, and short pieces`() {
    let file = PageFile(keeping: 30 * Self.page, leastList: 1, sparing: 0) { namelessFile() }
    withMemory(20 * Self.page, offset: 0) { memory in
      #expect(file.setAside(memory.baseAddress!, memory.count) == nil)
      #expect(file.bytes == 0)
      #expect(file.setAside(memory.baseAddress!, memory.count) != nil)
      #expect(file.setAside(memory.baseAddress!, Self.page - 1) == nil)
    }
  }

  @Test func `pieces that follow each other become one region`() throws {
    let file = PageFile(keeping: 0, leastList: 1, sparing: 0) { namelessFile() }
    withMemory(20 * Self.page, offset: 0) { memory in
      let before = Array(memory)
      let place = file.reserve(memory.count)
      let base = UnsafeRawPointer(memory.baseAddress!)
      guard var region = file.setAside(base, 8 * Self.page, at: place),
        let next = file.setAside(base + region.bytes, 12 * Self.page, at: place + region.bytes)
      else {
        Issue.record("nothing was set aside")
        return
      }
      region.extend(by: next)
      #expect(region.bytes == 20 * Self.page)
      region.rest()
      #expect(Array(memory) == before)
    }
  }

  @Test func `who changes a list that was set aside has one of its own`() {
    let file = PageFile(keeping: 0, leastList: 1, sparing: 0) { namelessFile() }
    let lists = ListsAside()
    var list = numbers(100_000)
    lists.take(list, in: file)
    #expect(file.bytes > 700_000)
    let kept = list
    list[5_000] = 7
    list.append(8)
    lists.rest()
    #expect(kept == numbers(100_000))
    #expect(list[5_000] == 7 && list[5_001] == kept[5_001] && list.last == 8)
  }

  @Test func `lists that nobody holds any more can be shortened from their ends`() {
    let file = PageFile(keeping: 0, leastList: 1, sparing: 0) { namelessFile() }
    let lists = ListsAside()
    // With references, so that whoever frees an element reads it.
    var list = (0..<60_000).map { "a text that is longer than a few bytes: \($0)" }
    lists.take(list, in: file)
    let regions = lists.letGo()
    #expect(regions.count == 1)
    while list.count > 10_000 {
      list.removeLast(10_000)
      for region in regions { region.rest() }
      let areKept = list.enumerated().allSatisfy { $1.hasSuffix(" \($0)") }
      #expect(areKept)
    }
  }

  @Test func `timelines in a file are those in memory, while others are written beside them`() {
    let file = PageFile(keeping: 0, leastList: 8 << 10, sparing: 0) { namelessFile() }
    var timelines: [(Timeline, Int)] = []
    do {
      var store = TimelineStore(file: file)
      var random = SeededRandom(4)
      for number in 0..<4_000 {
        let count = number == 2_000 ? 60_000 : random.pick([0, 1, 3, 40, 600])
        let (timeline, start) = store.timeline(of: count)
        for index in 0..<count {
          let time = Instant(milliseconds: Int64(number * 100_000 + index))
          (start + index).initialize(to: TimelineEntry(time: time, role: .bot, shape: 0))
        }
        timelines.append((timeline, number))
        if number % 100 == 0 { for (earlier, _) in timelines { earlier.rest() } }
      }
    }
    for (timeline, _) in timelines { timeline.rest() }
    #expect(file.bytes > 10_000_000)
    let areKept = timelines.allSatisfy { timeline, number in
      timeline.buffer.indices.allSatisfy {
        timeline.buffer[$0].time.milliseconds == Int64(number * 100_000 + $0)
      }
    }
    #expect(areKept)
  }
}
#endif
