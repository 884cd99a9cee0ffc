#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Memory straight from the system: zeroed, and given back as soon as it is freed.
///
/// A log grows by millions of small values. Ordinary allocation would take each page of them with a
/// fault of its own, and keep what is freed for itself.
package enum SystemPages {
  /// What a huge page takes; blocks of so many bytes cost one page fault where the system has such
  /// pages, and 512 where it has not.
  static let hugePage = 2 << 20

  private static let page = 4096

  /// - Parameters:
  ///   - bytes: How many bytes; more than 0.
  ///   - isDense: All of it will be used, so that huge pages waste nothing.
  /// - Returns: Where it begins, on a page.
  static func allocate(_ bytes: Int, isDense: Bool) -> UnsafeMutableRawPointer {
    let wanted = rounded(bytes)
    guard isDense, wanted >= hugePage else { return map(wanted) }
    // The kernel gives huge pages only where they fit: what stands out on both sides is given back.
    let start = map(wanted + hugePage)
    let before = -Int(bitPattern: start) & (hugePage - 1)
    if before > 0 { munmap(start, before) }
    if before < hugePage { munmap(start + before + wanted, hugePage - before) }
    #if canImport(Glibc)
    // A wish: without it everything works, a little slower.
    madvise(start + before, wanted, MADV_HUGEPAGE)
    #endif
    return start + before
  }

  /// Asks for huge pages where they fit into memory that is not used yet, such as that of a large array.
  package static func advise(_ start: UnsafeMutableRawPointer, _ bytes: Int) {
    #if canImport(Glibc)
    let first = (Int(bitPattern: start) + hugePage - 1) & ~(hugePage - 1)
    let end = (Int(bitPattern: start) + bytes) & ~(hugePage - 1)
    guard first < end else { return }
    madvise(start + (first - Int(bitPattern: start)), end - first, MADV_HUGEPAGE)
    #endif
  }

  /// Asks for small pages.
  package static func adviseSmall(_ start: UnsafeRawPointer, _ bytes: Int) {
    #if canImport(Glibc)
    let first = UInt(bitPattern: start) & ~UInt(page - 1)
    let size = rounded(bytes + Int(UInt(bitPattern: start) - first))
    madvise(UnsafeMutableRawPointer(bitPattern: first), size, MADV_NOHUGEPAGE)
    #endif
  }

  /// Frees what `allocate` gave for so many bytes.
  static func free(_ start: UnsafeMutableRawPointer, _ bytes: Int) {
    munmap(start, rounded(bytes))
  }

  private static func rounded(_ bytes: Int) -> Int { (bytes + page - 1) & ~(page - 1) }

  private static func map(_ bytes: Int) -> UnsafeMutableRawPointer {
    #if canImport(Glibc)
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    #else
    let flags = MAP_PRIVATE | MAP_ANON
    #endif
    let start = mmap(nil, bytes, PROT_READ | PROT_WRITE, flags, -1, 0)
    guard let start, start != UnsafeMutableRawPointer(bitPattern: -1) else {
      // As every allocation of the language ends when there is no memory.
      fatalError("out of memory")
    }
    return start
  }
}
