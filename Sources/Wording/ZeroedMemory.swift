#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension UnsafeMutablePointer where Pointee: BitwiseCopyable {
  /// Memory full of zeros, of which a large table takes only what is touched: the system hands out empty pages, and
  /// most tables are larger than what a small export needs of them.
  ///
  /// To be given back with `giveBack`.
  static func zeroed(capacity: Int) -> UnsafeMutablePointer {
    guard let memory = calloc(capacity, MemoryLayout<Pointee>.stride) else {
      // As every allocation of the language ends when there is no memory.
      fatalError("out of memory")
    }
    return memory.bindMemory(to: Pointee.self, capacity: capacity)
  }

  /// Gives back memory that `zeroed` made.
  func giveBack() { free(self) }
}
