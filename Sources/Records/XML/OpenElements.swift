/// An element whose end has not come.
struct OpenElement: BitwiseCopyable {
  /// Its node in the store.
  var index: Int
  /// Stretches of text that hold more than white space, and the only one or the first of them.
  var inked = 0
  var firstInk: (start: UnsafePointer<UInt8>?, count: Int) = (nil, 0)
  var blank: (start: UnsafePointer<UInt8>?, count: Int) = (nil, 0)
  var hasElements = false
  var isNil = false
}

/// The open elements of a record, the innermost last: never more than a document may be deep.
///
/// In memory that never moves, behind a constant: an array would be checked for other holders at every tag.
struct OpenElements: ~Copyable {
  private let elements: UnsafeMutablePointer<OpenElement>
  private let used: UnsafeMutablePointer<Int>
  private let most: Int

  init(most: Int) {
    self.most = most
    elements = .allocate(capacity: most)
    used = .allocate(capacity: 1)
    used.initialize(to: 0)
  }

  deinit {
    elements.deallocate()
    used.deallocate()
  }

  var isEmpty: Bool { used.pointee == 0 }

  /// The innermost; there must be one.
  var last: UnsafeMutablePointer<OpenElement> { elements + (used.pointee - 1) }

  func append(_ element: OpenElement) {
    precondition(used.pointee < most, "the parser lets no document be deeper")
    (elements + used.pointee).initialize(to: element)
    used.pointee += 1
  }

  func removeLast() -> OpenElement {
    used.pointee -= 1
    return elements[used.pointee]
  }

  func removeAll() { used.pointee = 0 }
}
