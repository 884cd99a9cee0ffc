/// A list that grows at its end, read and written without checks: the parts of patterns and automata while the phrase
/// lists are built, which happens at every start.
struct Pool<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 1_024) {
    base = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit {
    base.deallocate()
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { base[index] }
    nonmutating set { base[index] = newValue }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(to: 2 * capacity) }
    (base + count).initialize(to: element)
    count += 1
  }

  /// Adds the last elements of another list and takes them from it.
  mutating func move(since first: Int, from other: inout Pool) {
    let added = other.count - first
    if count + added > capacity { grow(to: max(2 * capacity, count + added)) }
    (base + count).initialize(from: other.base + first, count: added)
    count += added
    other.count = first
  }

  @inline(__always)
  mutating func removeAll(since first: Int) { count = first }

  @inline(never)
  private mutating func grow(to new: Int) {
    let wider = UnsafeMutablePointer<Element>.allocate(capacity: new)
    wider.initialize(from: base, count: count)
    base.deallocate()
    base = wider
    capacity = new
  }
}
