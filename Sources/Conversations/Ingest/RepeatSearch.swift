import Records
import Wording

/// Finds messages that say again what one of the same role said before, and customers' that say it in other words.
///
/// METRICS M45, M46 and M53.
///
/// Buffers stay from conversation to conversation. What a pair is judged by is worked out once per message.
struct RepeatSearch: ~Copyable {
  /// How many messages back a repeat is looked for.
  ///
  /// Keeps a conversation of a million messages linear.
  static let lookBack = 200

  /// A message that may repeat or be repeated.
  struct Candidate: BitwiseCopyable {
    var index: Int32
    /// How many messages of the other side stand before it: replies or customers' messages.
    var answers: Int32
    /// How many times customers have asked to hear it again.
    var askedAgain: Int32
    var tokenCount: Int32
    /// Its number among the customers' messages: customers only.
    var number: Int32 = 0
    /// Where its words of content stand in `contents`, -1 until they are asked for: customers only.
    var firstContent: Int32 = -1
    var contentCount: Int32 = 0
    var contentSignature: UInt64 = 0
    /// Where the earlier messages that it repeats stand in `matches`: replies only.
    var firstMatch: Int32 = 0
    var matchCount: Int32 = 0
    var signature: UInt32
    var maskedHash: UInt64
    var tokens: UnsafePointer<UInt32>?

    var tokenBuffer: UnsafeBufferPointer<UInt32> {
      UnsafeBufferPointer(start: tokens, count: Int(tokenCount))
    }
  }

  /// How alike two messages must be.
  struct Likeness {
    let threshold: Double
    /// t / (1 − t) of the threshold t, rounded down: the looser way.
    let ratio: Int

    /// A threshold that is no share is taken for the nearest one.
    init(_ threshold: Double) {
      self.threshold = Swift.min(Swift.max(threshold, 0), 1)
      ratio = Int(Swift.min(self.threshold / (1 - self.threshold), 1_048_576.0))
    }
  }

  private let ofCustomers: Likeness
  private let ofReplies: Likeness
  private let rephraseFrom: Double
  // By role: a message is only ever compared with those of its own role.
  private var customers = Scratch<Candidate>()
  private var bots = Scratch<Candidate>()
  private var humans = Scratch<Candidate>()
  /// Places of candidates, the latest first.
  private var matches = Scratch<Int32>()
  /// Words of content of customers' messages.
  private var contents = Scratch<UInt32>()
  private let table = TraitTable.shared
  // Copied once: a static property of another module is a call at every use.
  private let askRepeat = Marks.askRepeat.rawValue
  /// Customers' messages that never count as said again.
  private let saysNothing = Marks.courtesyOnly.rawValue | Marks.onlyNumbers.rawValue
  /// Replies that never count as said again.
  private let legal = Marks.legal.rawValue
  private let button = TimelineEntry.Flags.humanButton.rawValue

  init(_ rules: IngestRules) {
    ofCustomers = Likeness(rules.customerSimilarity)
    ofReplies = Likeness(rules.replySimilarity)
    rephraseFrom = rules.rephraseSimilarity
  }

  /// Sets `echo` and `loop` in a timeline that was made of the items.
  ///
  /// `words` are those of the conversation's language; without them no message says anything in other words.
  mutating func mark(
    _ timeline: UnsafeMutablePointer<TimelineEntry>,
    _ items: UnsafePointer<LogEntry>,
    _ count: Int,
    _ words: Unmanaged<WordTable>?
  ) {
    customers.removeAll()
    contents.removeAll()
    bots.removeAll()
    humans.removeAll()
    matches.removeAll()
    var messages: Int32 = 0
    var replies: Int32 = 0
    var askedAgain: Int32 = 0
    // Later messages have no number that fits `echo`.
    for index in 0..<Swift.min(count, Int(UInt16.max)) {
      let entry = timeline + index
      let traits = table.traits(of: entry.pointee)
      guard traits.has(.publicMessage) else { continue }
      let marks = entry.pointee.marks.rawValue
      switch entry.pointee.role {
      case .customer:
        // A customer's message needs three tokens to count as said again; a reply needs one.
        // What a button says is nobody's own words.
        if items[index].tokenCount >= 3, marks & saysNothing == 0,
          entry.pointee.flags.rawValue & button == 0
        {
          var new = Self.candidate(items + index, index, replies, askedAgain)
          new.number = messages
          findCustomers(&new, timeline)
          words?._withUnsafeGuaranteedRef { findRephrased(&new, $0, timeline) }
          customers.append(new)
        }
        messages += 1
        if marks & askRepeat != 0 { askedAgain += 1 }
      case .bot, .human:
        guard traits.has(.canRespond) else { continue }
        if items[index].tokenCount >= 1, !traits.has(.greeting), marks & legal == 0 {
          let new = Self.candidate(items + index, index, messages, askedAgain)
          if traits.has(.byBot) {
            Self.findReplies(new, among: &bots, &matches, ofReplies, timeline)
          } else {
            Self.findReplies(new, among: &humans, &matches, ofReplies, timeline)
          }
        }
        replies += 1
      case .system, .unknown: break
      }
    }
  }

  @inline(__always)
  private static func candidate(
    _ entry: UnsafePointer<LogEntry>,
    _ index: Int,
    _ answers: Int32,
    _ askedAgain: Int32
  ) -> Candidate {
    Candidate(
      index: Int32(truncatingIfNeeded: index),
      answers: answers,
      askedAgain: askedAgain,
      tokenCount: Int32(entry.pointee.tokenCount),
      signature: entry.pointee.signature,
      maskedHash: entry.pointee.maskedHash,
      tokens: entry.pointee.tokens
    )
  }

  /// One earlier message is enough.
  @inline(__always)
  private mutating func findCustomers(
    _ new: inout Candidate,
    _ timeline: UnsafeMutablePointer<TimelineEntry>
  ) {
    var place = customers.count - 1
    while place >= 0 {
      let old = customers.base + place
      guard Int(new.index - old.pointee.index) <= Self.lookBack else { break }
      // With a reply between them.
      if new.answers > old.pointee.answers, Self.resemble(new, old, ofCustomers) {
        timeline[Int(new.index)].echo = UInt16(old.pointee.index + 1)
        break
      }
      place -= 1
    }
  }

  /// How many of the customer's messages later something is said in other words at most.
  private static let rephraseReach: Int32 = 3
  /// Words of content that both messages need.
  private static let rephraseWords: Int32 = 4

  /// The latest message with a reply between whose words of content are alike, but not the same: M46.
  @inline(__always)
  private mutating func findRephrased(
    _ new: inout Candidate,
    _ words: WordTable,
    _ timeline: UnsafeMutablePointer<TimelineEntry>
  ) {
    guard new.tokenCount >= Self.rephraseWords else { return }
    var place = customers.count - 1
    while place >= 0 {
      let old = customers.base + place
      guard new.number - old.pointee.number <= Self.rephraseReach else { return }
      if new.answers > old.pointee.answers, old.pointee.tokenCount >= Self.rephraseWords,
        rephrases(&new, &old.pointee, words)
      {
        timeline[Int(new.index)].loop = UInt16(old.pointee.index + 1)
        return
      }
      place -= 1
    }
  }

  private mutating func rephrases(
    _ new: inout Candidate,
    _ old: inout Candidate,
    _ words: WordTable
  ) -> Bool {
    readContent(of: &new, words)
    readContent(of: &old, words)
    let fewest = Swift.min(new.contentCount, old.contentCount)
    guard fewest >= Self.rephraseWords else { return false }
    // From one half on, sets differ in no more words than the smaller has; see `mayReach`.
    guard (new.contentSignature ^ old.contentSignature).nonzeroBitCount <= Int(fewest) else {
      return false
    }
    let alike = TokenOverlap(content(of: new), content(of: old)).index ?? 0
    return alike >= rephraseFrom && alike < ofCustomers.threshold
  }

  private func content(of candidate: Candidate) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(
      start: contents.base + Int(candidate.firstContent),
      count: Int(candidate.contentCount)
    )
  }

  /// Leaves out the stop words, once for each message.
  private mutating func readContent(of candidate: inout Candidate, _ words: WordTable) {
    guard candidate.firstContent < 0 else { return }
    candidate.firstContent = Int32(truncatingIfNeeded: contents.count)
    for token in candidate.tokenBuffer where !words.isStopWord(token) {
      contents.append(token)
      candidate.contentSignature |= 1 << UInt64(token >> 26)
    }
    candidate.contentCount = Int32(truncatingIfNeeded: contents.count) - candidate.firstContent
  }

  /// Loops need all earlier messages.
  private static func findReplies(
    _ new: Candidate,
    among replies: inout Scratch<Candidate>,
    _ matches: inout Scratch<Int32>,
    _ likeness: Likeness,
    _ timeline: UnsafeMutablePointer<TimelineEntry>
  ) {
    var new = new
    new.firstMatch = Int32(truncatingIfNeeded: matches.count)
    var place = replies.count - 1
    while place >= 0 {
      let old = replies.base + place
      guard Int(new.index - old.pointee.index) <= Self.lookBack else { break }
      if new.answers > old.pointee.answers {
        // A customer who asks to hear it again makes repeating right.
        guard new.askedAgain == old.pointee.askedAgain else { break }
        if Self.resemble(new, old, likeness) {
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
          if mine.contains(where: { matches[$0] == earliest }) { first = earliest }
        }
      }
      if first >= 0 { timeline[Int(new.index)].loop = UInt16(replies[Int(first)].index + 1) }
    }
    replies.append(new)
  }

  /// Whether two messages are alike.
  ///
  /// Token sets with a Jaccard index of t differ in at most min(|A|, |B|) · (1 − t) / t tokens, and signatures in no more
  /// bits; see `mayReach`. Nearly all pairs end there.
  @inline(__always)
  private static func resemble(
    _ new: Candidate,
    _ old: UnsafeMutablePointer<Candidate>,
    _ likeness: Likeness
  ) -> Bool {
    if new.maskedHash == old.pointee.maskedHash, new.maskedHash != 0 { return true }
    let differing = (new.signature ^ old.pointee.signature).nonzeroBitCount
    let fewest = Int(Swift.min(new.tokenCount, old.pointee.tokenCount))
    guard differing * likeness.ratio <= fewest else { return false }
    return jaccardAtLeast(new.tokenBuffer, old.pointee.tokenBuffer, threshold: likeness.threshold)
  }
}
