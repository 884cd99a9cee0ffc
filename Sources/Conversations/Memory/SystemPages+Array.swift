extension Array {
  /// Makes room for many elements, in huge pages where that helps.
  package mutating func reserveDense(_ count: Int) {
    reserveCapacity(count)
    withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      SystemPages.advise(start, count * MemoryLayout<Element>.stride)
    }
  }

  /// A list of known length, in huge pages where that helps.
  ///
  /// - Parameters:
  ///   - count: How many elements.
  ///   - fill: Initializes all of them.
  /// - Returns: The list that was filled.
  package static func dense(
    _ count: Int,
    _ fill: (UnsafeMutablePointer<Element>) -> Void
  ) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      guard let start = buffer.baseAddress, count > 0 else { return }
      SystemPages.advise(start, count * MemoryLayout<Element>.stride)
      fill(start)
      filled = count
    }
  }
}
