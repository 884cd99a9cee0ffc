/// Runs pieces of work that do not depend on one another.
///
/// Pieces are cut by what they are about, never by who does them, and results come in the order of
/// the pieces. So it does not matter to any figure how many work at the same time.
package protocol PieceRunner: Sendable {
  /// What `body` makes of each number below `count`.
  func results<Element: Sendable>(
    of count: Int,
    _ body: @escaping @Sendable (_ piece: Int) -> Element
  ) async -> [Element]

  /// What two parts of the work give that need nothing of each other.
  func both<First: Sendable, Second: Sendable>(
    _ first: @escaping @Sendable () async -> First,
    _ second: @escaping @Sendable () async -> Second
  ) async -> (First, Second)
}

/// One piece after the other.
package struct InTurn: PieceRunner {
  /// A runner without threads.
  package init() {}

  /// What `body` makes of each number below `count`.
  package func results<Element: Sendable>(
    of count: Int,
    _ body: @escaping @Sendable (_ piece: Int) -> Element
  ) async -> [Element] {
    (0..<count).map(body)
  }

  /// What two parts of the work give that need nothing of each other.
  package func both<First: Sendable, Second: Sendable>(
    _ first: @escaping @Sendable () async -> First,
    _ second: @escaping @Sendable () async -> Second
  ) async -> (First, Second) {
    (await first(), await second())
  }
}
