#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Finds ready-made replies by counting: what many conversations have in common was not written for one of them.
///
/// A reply is taken apart into runs of five tokens, numbers and addresses masked, its ends included. Each run counts the
/// conversations in which it stands. A name or amount in the middle of a macro changes five runs of it and leaves the
/// others, so near-duplicates are found too.
package struct CannedReplies {
  private static let length = 5
  /// A run that stands in this many conversations, in the geometric mean, makes a reply ready-made.
  static let conversations = 3.0

  private struct Run {
    var conversations: UInt32 = 0
    var last: UInt32 = .max
  }

  private var runs: [UInt32: Run] = [:]

  package init() {}

  /// Counts a reply; `conversation` is any number that stands for its conversation.
  ///
  /// - Returns: What `score` asks for.
  package mutating func add(_ tokens: UnsafeBufferPointer<UInt32>, conversation: UInt32) -> [UInt32]
  {
    let all = [1] + tokens + [2]
    let hashes = (0..<max(1, all.count - Self.length + 1)).map { start in
      all[start..<min(start + Self.length, all.count)].reduce(0x811C_9DC5 as UInt32) {
        ($0 ^ ($0 >> 15)) &* 0x85EB_CA6B ^ $1
      }
    }
    for hash in hashes where runs[hash]?.last != conversation {
      runs[hash, default: Run()].conversations += 1
      runs[hash]?.last = conversation
    }
    return hashes
  }

  /// Judges a reply when all have been counted.
  package func score(_ reply: [UInt32]) -> Double {
    let sum = reply.reduce(0.0) { $0 + log(Double(runs[$1]?.conversations ?? 1)) }
    return HeadAnswer.logistic(2 * (sum / Double(reply.count) - log(Self.conversations)))
  }
}
