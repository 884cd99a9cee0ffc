/// A list of small values that is emptied and filled again for one conversation or batch after another.
///
/// What an array does besides, sharing and checking, shows at this many uses.
struct Scratch<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 64) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(to: capacity * 2) }
    (base + count).initialize(to: element)
    count += 1
  }

  /// The element at an index below `count`.
  @inline(__always)
  subscript(index: Int) -> Element {
    get { base[index] }
    nonmutating set { base[index] = newValue }
  }

  /// Makes it `count` elements long; those that are new hold anything.
  mutating func resize(to count: Int) {
    if count > capacity { grow(to: Swift.max(count, capacity * 2)) }
    self.count = count
  }

  /// Forgets all elements; the memory of a gigantic list is given back.
  @inline(__always)
  mutating func removeAll() {
    count = 0
    if capacity > 1 << 16 { shrink() }
  }

  /// Puts the elements into another order: `places[k]` says which comes at `k`.
  mutating func reorder(by places: [Int]) {
    let moved = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    for (target, source) in places.enumerated() {
      (moved + target).initialize(to: base[source])
    }
    base.deallocate()
    base = moved
  }

  @inline(never)
  private mutating func grow(to wanted: Int) {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: wanted)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = wanted
  }

  @inline(never)
  private mutating func shrink() {
    base.deallocate()
    capacity = 1 << 10
    base = .allocate(capacity: capacity)
  }
}
