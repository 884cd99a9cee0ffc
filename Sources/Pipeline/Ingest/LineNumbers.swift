import Conversations

/// Turns the place of a record in its block into a line of its input.
///
/// Workers take blocks before anybody knows how many lines stand before them; each reports how many lines it found.
struct LineNumbers: Sendable {
  /// Per input and block: lines in all blocks before it.
  private var before: [Int: [Int]] = [:]

  init(_ counts: [BlockLines]) {
    var byInput: [Int: [BlockLines]] = [:]
    for count in counts { byInput[count.input, default: []].append(count) }
    for (input, blocks) in byInput {
      var lines = 0
      var sums = [Int](repeating: 0, count: (blocks.map(\.block).max() ?? -1) + 1)
      for block in blocks.sorted(by: { $0.block < $1.block }) {
        sums[block.block] = lines + block.skippedBefore
        lines += block.skippedBefore + block.lines
      }
      before[input] = sums
    }
  }

  /// Says of conversations at which line of their input they begin.
  func place(_ conversations: inout [Conversation]) {
    // Most come from the input of the one before.
    var last = -1
    var sums: [Int]?
    conversations.withUnsafeMutableBufferPointer { conversations in
      for index in conversations.indices {
        let position = conversations[index].position
        let input = position.input
        if input != last {
          last = input
          sums = before[input]
        }
        conversations[index].source = SourceReference(
          input: input,
          line: Self.line(sums, block: position.block, line: position.line)
        )
      }
    }
  }

  func line(input: Int, block: Int, line: Int) -> Int {
    Self.line(before[input], block: block, line: line)
  }

  /// The line from 1.
  private static func line(_ sums: [Int]?, block: Int, line: Int) -> Int {
    guard let sums else { return block << 24 + line + 1 }
    return (block < sums.count ? sums[block] : 0) + line + 1
  }
}

/// How many lines a block held, and how many over-long lines were skipped before it.
struct BlockLines: Sendable {
  var input: Int
  var block: Int
  var lines: Int
  var skippedBefore: Int
}
