import Records
import Wording

/// Finds messages that say again what one of the same role said before.
///
/// METRICS M45 and M53.
///
/// Buffers stay from conversation to conversation. What a pair is judged by is worked out once per message.
struct RepeatSearch {
  /// How many messages back a repeat is looked for.
  ///
  /// Keeps a conversation of a million messages linear.
  static let lookBack = 200

  /// A message that may repeat or be repeated.
  private struct Candidate {
    var index: Int32
    /// How many messages of the other side stand before it: replies or customers' messages.
    var answers: Int32
    /// How many times customers have asked to hear it again.
    var askedAgain: Int32
    var tokenCount: Int32
    /// One bit per token out of 64, as `TextSummary.signature`.
    var signature: UInt64
    var maskedHash: UInt64
    var tokens: UnsafePointer<UInt32>?
    /// Where the earlier messages that it repeats stand in `matches`: replies only.
    var firstMatch: Int32 = 0
    var matchCount: Int32 = 0

    var tokenBuffer: UnsafeBufferPointer<UInt32> {
      UnsafeBufferPointer(start: tokens, count: Int(tokenCount))
    }
  }

  // By role: a message is only ever compared with those of its own role.
  private var customers: [Candidate] = []
  private var bots: [Candidate] = []
  private var humans: [Candidate] = []
  /// Places of candidates, the latest first.
  private var matches: [Int32] = []

  /// Sets `echo` and `loop`.
  mutating func mark(_ timeline: inout [TimelineEntry], _ items: [LogEntry]) {
    customers.removeAll(keepingCapacity: customers.capacity <= 1 << 12)
    bots.removeAll(keepingCapacity: bots.capacity <= 1 << 12)
    humans.removeAll(keepingCapacity: humans.capacity <= 1 << 12)
    matches.removeAll(keepingCapacity: matches.capacity <= 1 << 12)
    var messages: Int32 = 0
    var replies: Int32 = 0
    var askedAgain: Int32 = 0
    for index in timeline.indices {
      // Later messages have no number that fits `echo`.
      guard index < Int(UInt16.max) else { return }
      guard timeline[index].isPublicMessage else { continue }
      switch timeline[index].role {
      case .customer:
        // A customer's message needs three tokens to count as said again; a reply needs one.
        if items[index].tokenCount >= 3, timeline[index].repeatThreshold != nil {
          let new = Self.candidate(items[index], index, answers: replies, askedAgain)
          findCustomers(new, &timeline)
        }
        messages += 1
        if timeline[index].marks.rawValue & askRepeat != 0 { askedAgain += 1 }
      case .bot, .human:
        if items[index].tokenCount >= 1, timeline[index].repeatThreshold != nil {
          let new = Self.candidate(items[index], index, answers: messages, askedAgain)
          if timeline[index].role == .bot {
            Self.findReplies(new, among: &bots, &matches, &timeline)
          } else {
            Self.findReplies(new, among: &humans, &matches, &timeline)
          }
        }
        if timeline[index].mayRespond { replies += 1 }
      case .system, .unknown: break
      }
    }
  }

  @inline(__always)
  private static func candidate(
    _ entry: LogEntry,
    _ index: Int,
    answers: Int32,
    _ askedAgain: Int32
  ) -> Candidate {
    var signature: UInt64 = 0
    if let tokens = entry.tokens {
      for place in 0..<Int(entry.tokenCount) { signature |= 1 << UInt64(tokens[place] >> 26) }
    }
    return Candidate(
      index: Int32(truncatingIfNeeded: index),
      answers: answers,
      askedAgain: askedAgain,
      tokenCount: Int32(entry.tokenCount),
      signature: signature,
      maskedHash: entry.maskedHash,
      tokens: entry.tokens
    )
  }

  /// One earlier message is enough.
  private mutating func findCustomers(_ new: Candidate, _ timeline: inout [TimelineEntry]) {
    var place = customers.count - 1
    while place >= 0, Int(new.index - customers[place].index) <= Self.lookBack {
      // With a reply between them.
      if new.answers > customers[place].answers,
        Self.resemble(new, customers[place], 4, threshold: 0.80)
      {
        timeline[Int(new.index)].echo = UInt16(customers[place].index + 1)
        break
      }
      place -= 1
    }
    customers.append(new)
  }

  /// Loops need all earlier messages.
  private static func findReplies(
    _ new: Candidate,
    among replies: inout [Candidate],
    _ matches: inout [Int32],
    _ timeline: inout [TimelineEntry]
  ) {
    var new = new
    new.firstMatch = Int32(truncatingIfNeeded: matches.count)
    var place = replies.count - 1
    while place >= 0, Int(new.index - replies[place].index) <= Self.lookBack {
      if new.answers > replies[place].answers {
        // A customer who asks to hear it again makes repeating right.
        guard new.askedAgain == replies[place].askedAgain else { break }
        if Self.resemble(new, replies[place], 9, threshold: 0.90) {
          matches.append(Int32(truncatingIfNeeded: place))
        }
      }
      place -= 1
    }
    new.matchCount = Int32(truncatingIfNeeded: matches.count) - new.firstMatch
    if new.matchCount > 0 {
      let mine = Int(new.firstMatch)..<matches.count
      timeline[Int(new.index)].echo = UInt16(replies[Int(matches[mine.lowerBound])].index + 1)
      var first: Int32 = -1
      for middle in mine.dropLast() {
        let other = replies[Int(matches[middle])]
        // The latest first: behind one that is not later than `first` there is none.
        for match in Int(other.firstMatch)..<Int(other.firstMatch + other.matchCount) {
          let earliest = matches[match]
          guard earliest > first else { break }
          if matches[mine].contains(earliest) { first = earliest }
        }
      }
      if first >= 0 { timeline[Int(new.index)].loop = UInt16(replies[Int(first)].index + 1) }
    }
    replies.append(new)
  }

  /// Whether two messages are alike; `ratio` is t / (1 − t) of the threshold t.
  ///
  /// Token sets with a Jaccard index of t differ in at most min(|A|, |B|) / ratio tokens, and signatures in no more
  /// bits; see `mayReach`.
  @inline(__always)
  private static func resemble(
    _ new: Candidate,
    _ old: Candidate,
    _ ratio: Int,
    threshold: Double
  ) -> Bool {
    if new.maskedHash == old.maskedHash, new.maskedHash != 0 { return true }
    let differing = (new.signature ^ old.signature).nonzeroBitCount
    guard differing * ratio <= Int(Swift.min(new.tokenCount, old.tokenCount)) else { return false }
    return jaccardAtLeast(new.tokenBuffer, old.tokenBuffer, threshold: threshold)
  }
}

private let askRepeat = Marks.askRepeat.rawValue
