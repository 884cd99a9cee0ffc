import Records
import Signals

/// Where a record stands, in one number that sorts as the input does.
///
/// Blocks are numbered before their first line number is known, so lines are counted within the block and added up
/// when a report needs one.
package struct RecordPosition: Sendable, Hashable, Comparable {
  package let packed: UInt64

  package init(packed: UInt64) { self.packed = packed }

  /// - Parameters:
  ///   - input: Rank of the input, below 2²⁰.
  ///   - block: Number of the block, below 2²⁰; for inputs read as a whole, the line divided by 2²⁴.
  ///   - line: Line in the block from 0, below 2²⁴.
  @inline(__always)
  package init(input: Int, block: Int, line: Int) {
    packed =
      UInt64(truncatingIfNeeded: input) << 44 | UInt64(truncatingIfNeeded: block & 0xF_FFFF) << 24
      | UInt64(truncatingIfNeeded: line & 0xFF_FFFF)
  }

  /// The place of the first line of its block, packed.
  @inline(__always)
  var blockStart: UInt64 { packed & ~0xFF_FFFF }

  package static let none = RecordPosition(packed: .max)

  package var input: Int { Int(packed >> 44) }
  package var block: Int { Int(packed >> 24 & 0xF_FFFF) }
  package var line: Int { Int(packed & 0xFF_FFFF) }

  package static func < (left: Self, right: Self) -> Bool { left.packed < right.packed }
}

/// A message or event as it waits for the rest of its conversation: 64 bytes, one cache line.
struct LogEntry: BitwiseCopyable {
  var time: Int64
  var maskedHash: UInt64
  var author: UInt64
  /// Hash of the message id; 0 without one.
  var message: UInt64
  /// In the log's `TokenStore`, which keeps the sequence number too; nil without either.
  var tokens: UnsafePointer<UInt32>?
  /// Of its conversation in the log.
  var slot: UInt32
  /// Its block among those that the log has taken in: the log knows where that block stands.
  ///
  /// In a block, entries stand in the order in which they were logged.
  var block: UInt32
  var marks: UInt32
  /// One bit for each token, out of 32: what `TextSummary.signature` says, folded.
  var signature: UInt32
  var words: UInt16
  var tokenCount: UInt16
  var role: UInt8
  var shape: UInt8
  /// `TimelineEntry.Flags`.
  var flags: UInt8
  var notes: UInt8

  static let hasSequence: UInt8 = 1
  static let isNaive: UInt8 = 2
  // As in `RawRecord.Flags`, eight places lower.
  static let roleByName: UInt8 = 4
  static let roleGiven: UInt8 = 8
  static let roleConflict: UInt8 = 16
  static let hasLinks: UInt8 = 32
  /// A public message with a text, be it empty: one that detectors read.
  static let isJudged: UInt8 = 64
  static let roleNotes = roleByName | roleGiven | roleConflict

  @inline(__always)
  var isEvent: Bool { flags & TimelineEntry.Flags.event.rawValue != 0 }
  var hasSequence: Bool { notes & Self.hasSequence != 0 }
  var isNaive: Bool { notes & Self.isNaive != 0 }

  var isJudged: Bool { notes & Self.isJudged != 0 }

  /// What the wording of a customer's message that was judged speaks for.
  var wording: MessageModel.Wording {
    guard let tokens else { return MessageModel.Wording(abuse: 0, humanRequest: 0, negativity: 0) }
    let place = tokens + Int(tokenCount)
    return MessageModel.Wording(
      abuse: Float(bitPattern: place[0]),
      humanRequest: Float(bitPattern: place[1]),
      negativity: Float(bitPattern: place[2])
    )
  }

  /// What is kept of its links; 0 without.
  var links: UInt32 {
    guard notes & Self.hasLinks != 0, let tokens else { return 0 }
    return tokens[Int(tokenCount)]
  }

  /// The number that the export gave; 0 without one.
  var sequence: Int64 {
    guard hasSequence, let tokens else { return 0 }
    return Int64(tokens[-2]) | Int64(tokens[-1]) << 32
  }
}
