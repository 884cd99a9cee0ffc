/// Which conversations belong together.
///
/// Union by size with path halving, so chains and cycles cost nothing extra.
struct DisjointSets {
  private var parents: [Int32]
  private var sizes: [Int32]
  /// How often two sets became one.
  private(set) var unions = 0

  init(count: Int) {
    parents = (0..<count).map { Int32(truncatingIfNeeded: $0) }
    sizes = [Int32](repeating: 1, count: count)
  }

  mutating func root(of element: Int) -> Int {
    var element = element
    while Int(parents[element]) != element {
      parents[element] = parents[Int(parents[element])]
      element = Int(parents[element])
    }
    return element
  }

  mutating func unite(_ left: Int, _ right: Int) {
    var large = root(of: left)
    var small = root(of: right)
    guard large != small else { return }
    if sizes[large] < sizes[small] { swap(&large, &small) }
    parents[small] = Int32(truncatingIfNeeded: large)
    sizes[large] += sizes[small]
    unions += 1
  }

  mutating func isAlone(_ element: Int) -> Bool { sizes[root(of: element)] == 1 }
}
