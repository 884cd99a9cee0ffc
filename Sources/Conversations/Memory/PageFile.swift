import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file in which memory waits that is seldom read, and not written to any more.
///
/// What is set aside keeps its address and its content, but its pages are those of the file: they come into memory as
/// they are read, and leave it again when `rest` is called or others need the room. Nobody has to know of it: what is
/// written there later is memory of its own. Where there is no file, or no room in it, all stays as it is.
package final class PageFile: Sendable {
  /// Memory that was set aside; good until it is freed or written to.
  package struct Region: Sendable {
    fileprivate let start: UInt
    package fileprivate(set) var bytes: Int

    /// Adds what follows it in memory.
    package mutating func extend(by next: Region) {
      precondition(next.start == start + UInt(bytes))
      bytes += next.bytes
    }

    /// Lets the pages go that were read since; whoever reads them again has them again.
    package func rest() {
      #if canImport(Glibc)
      madvise(UnsafeMutableRawPointer(bitPattern: start), bytes, MADV_DONTNEED)
      #endif
    }
  }

  private struct State {
    var kept: Int
    /// Nil until the file is needed, and -1 where there is none.
    var descriptor: Int32?
    var end = 0
    var regions = 0
  }

  private static let page = Int(sysconf(Int32(_SC_PAGESIZE)))
  /// The system bounds the mappings of a process, at 65,530 where nobody changed it; a region may take three, and so may
  /// the end of its memory.
  private static let mostRegions = 8_192

  /// Lists with less room than this stay where they are.
  package let leastList: Int
  /// What stays free on the disk, for the output and for others.
  private let spare: Int
  /// Less than this at a time is not worth a place in the file.
  private let least: Int
  private let open: @Sendable () -> Int32
  private let state: Mutex<State>

  /// - Parameters:
  ///   - keeping: How many bytes stay in memory before anything is set aside: a small run needs no file.
  ///   - leastList: How much room the smallest list has that is set aside. So large ones are blocks which the C library
  ///     has of the system for each alone and gives back when they are freed; others it would go on using.
  ///   - sparing: How many bytes of the disk are left free.
  ///   - open: Opens a file for reading and writing that nobody else knows, or gives -1. It is closed in the end.
  package init(
    keeping: Int = 16 << 20,
    leastList: Int = 512 << 10,
    sparing: Int = 1 << 30,
    open: @escaping @Sendable () -> Int32
  ) {
    self.open = open
    self.leastList = leastList
    spare = sparing
    least = min(64 << 10, leastList)
    state = Mutex(State(kept: keeping))
  }

  deinit {
    let descriptor = state.withLock { $0.descriptor ?? -1 }
    if descriptor >= 0 { close(descriptor) }
  }

  /// How long the file is, with places that were kept.
  package var bytes: Int { state.withLock { $0.end } }

  /// Whether anything may lie in it: a run that finds no file does as one without.
  package var isUsed: Bool { state.withLock { ($0.descriptor ?? -1) >= 0 } }

  /// Keeps a place in the file for memory that is set aside bit by bit.
  package func reserve(_ bytes: Int) -> Int {
    state.withLock { state in
      defer { state.end += Self.rounded(bytes) + Self.page }
      return state.end
    }
  }

  /// Sets memory aside; nobody may write to it meanwhile.
  ///
  /// - Parameters:
  ///   - start: Where it begins.
  ///   - bytes: Its size. What stands out at both ends, less than a page, stays where it is.
  ///   - place: Where in the file, if a place was kept for it.
  /// - Returns: What was set aside; nil where it stays in memory.
  package func setAside(
    _ start: UnsafeRawPointer,
    _ bytes: Int,
    at place: Int? = nil
  ) -> Region? {
    #if canImport(Glibc)
    let before = Self.beforePage(start)
    let size = (bytes - before) & ~(Self.page - 1)
    guard size >= max(least, Self.page), let (descriptor, offset) = room(for: size, place) else {
      return nil
    }
    let first = UnsafeMutableRawPointer(mutating: start + before)
    guard write(first, size, descriptor, offset) else {
      // Mostly a full disk: what lies there is good, and nothing more is put there.
      state.withLock { $0.regions = Self.mostRegions }
      return nil
    }
    let flags = MAP_PRIVATE | MAP_FIXED
    let mapped = mmap(first, size, PROT_READ | PROT_WRITE, flags, descriptor, off_t(offset))
    // What was there is gone then, and it was the only copy of it in memory.
    precondition(mapped == first, "memory cannot be mapped: \(errno)")
    return Region(start: UInt(bitPattern: first), bytes: size)
    #else
    return nil
    #endif
  }

  private func room(for size: Int, _ given: Int?) -> (descriptor: Int32, offset: Int)? {
    state.withLock { state in
      guard state.kept < size else {
        state.kept -= size
        return nil
      }
      guard state.regions < Self.mostRegions else { return nil }
      let descriptor = state.descriptor ?? opened()
      state.descriptor = descriptor
      guard descriptor >= 0, hasRoom(for: size, descriptor) else { return nil }
      // Bits that follow each other in memory and in the file are one region to the system.
      if given == nil { state.regions += 1 }
      defer { if given == nil { state.end += size } }
      return (descriptor, given ?? state.end)
    }
  }

  /// Opens the file, and makes sure that memory can lie in it: not every file system lets it.
  private func opened() -> Int32 {
    let descriptor = open()
    guard descriptor >= 0 else { return -1 }
    let mapped = mmap(nil, Self.page, PROT_READ | PROT_WRITE, MAP_PRIVATE, descriptor, 0)
    guard let mapped, mapped != UnsafeMutableRawPointer(bitPattern: -1) else {
      close(descriptor)
      return -1
    }
    munmap(mapped, Self.page)
    return descriptor
  }

  /// Whether the disk has room for more than that.
  private func hasRoom(for size: Int, _ descriptor: Int32) -> Bool {
    var disk = statvfs()
    guard fstatvfs(descriptor, &disk) == 0 else { return true }
    return Int(clamping: disk.f_bavail) > (size + spare) / Int(disk.f_frsize)
  }

  private func write(
    _ start: UnsafeMutableRawPointer,
    _ bytes: Int,
    _ descriptor: Int32,
    _ offset: Int
  ) -> Bool {
    var done = 0
    while done < bytes {
      let count = pwrite(descriptor, start + done, bytes - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }

  /// Bytes before the first page that begins at a place in memory or behind it.
  package static func beforePage(_ start: UnsafeRawPointer) -> Int {
    -Int(bitPattern: start) & (page - 1)
  }

  private static func rounded(_ bytes: Int) -> Int { (bytes + page - 1) & ~(page - 1) }
}
