import Conversations
import Records

/// Finds the places of a contact's timeline that decided one of its figures.
///
/// Follows the rules of the measures themselves, and their signals through `SignalFinder`. Where a measure rests on what
/// did not happen, there is nothing to point at; its caller then shows the first and the last message.
struct DecidingFinder {
  let timeline: TimelineView
  let outline: Outline
  let marks: MarkBits
  let tolerance: Int64
  let writesInCapitals: Bool

  /// The places that decided.
  ///
  /// - Parameters:
  ///   - metric: What was measured.
  ///   - chosen: Of a measure of replies, which of the contact's replies are asked for; nil for all.
  /// - Returns: Places in order; empty when none stands out.
  func places(_ metric: MetricDefinition, replies chosen: [Bool]?) -> [Int] {
    let found =
      switch metric.number {
      case "M06", "M07": [outline.firstEngaged, firstAnswer]
      case "M08": [outline.firstEngaged, humanAfter(outline.firstEngaged)]
      case "M09", "M25", "M28", "M29":
        outline.firstHandoff >= 0
          ? [outline.firstHandoff, humanAfter(outline.firstHandoff)]
          : [outline.firstHumanAfterBot]
      case "M10": events([.queueEnter, .queueExit])
      case "M11": Self.picked(replyPairs(metric), chosen)
      case "M12", "M13", "M14", "M19", "M20", "M21", "M22", "M23", "M24", "M26", "M33":
        [outline.firstEngaged, outline.lastSubstantive, outline.lastEngaged, outline.lastSolved]
      case "M16": waits
      case "M17", "M61":
        (0..<timeline.count).filter {
          timeline.has(.publicMessage, $0) && timeline.has(.byHuman, $0)
        }
      case "M31", "M32": request
      case "M35": events([.solved, .closed, .reopened])
      case "M39": events([.transferred, .assigned, .agentJoined])
      case "M40":
        [outline.firstHandoff, outline.firstHuman, outline.lastResponding, outline.lastEngaged]
      case "M41", "M42", "M43", "M44": surveys
      case "M51": signals(Self.frustration).filter { $0 >= outline.lastTwoSpoken }
      case "M52": signals(Self.frustration)
      case "M55": Self.picked(laterReplies, chosen)
      case "M56" where metric.level == .reply: Self.picked(joinedReplies, chosen)
      case "M53": signals(families(metric), by: metric.id.hasPrefix("bot") ? .bot : .human)
      default: Detector(metric).map(flagged) ?? signals(families(metric))
      }
    return Set(found.filter { $0 >= 0 }).sorted()
  }

  /// The first and the last public message.
  var ends: [Int] {
    let last = (0..<timeline.count).last { timeline.has(.publicMessage, $0) }
    return Set([outline.firstPublic, last ?? Outline.none].filter { $0 >= 0 }).sorted()
  }

  // MARK: Replies

  /// The replies that were asked for; none when the list is of other replies than were measured.
  private static func picked(_ replies: [[Int]], _ chosen: [Bool]?) -> [Int] {
    guard let chosen else { return replies.flatMap(\.self) }
    guard chosen.count == replies.count else { return [] }
    return zip(replies, chosen).flatMap { $1 ? $0 : [] }
  }

  /// M11: each reply of the side that is asked for, with the customer's message before it.
  private func replyPairs(_ metric: MetricDefinition) -> [[Int]] {
    let side: EntryTraits? =
      switch metric {
      case .botResponseLatency: .byBot
      case .humanResponseLatency: .byHuman
      default: nil
      }
    var pairs: [[Int]] = []
    var asked = Outline.none
    var isHandedOver = false
    for index in 0..<timeline.count {
      let traits = timeline.traits[index]
      if traits.has(.speech) {
        asked = index
      } else if traits.has(.responds) {
        let endsHandoff = isHandedOver && traits.has(.byHuman)
        let isAskedFor = side.map(traits.has) ?? true
        if asked >= 0, !endsHandoff, isAskedFor, isMeasured(from: asked, to: index) {
          pairs.append([asked, index])
        }
        asked = Outline.none
        if endsHandoff { isHandedOver = false }
      }
      if traits.has(.handoffInitiated | .handoffNotice) { isHandedOver = true }
    }
    return pairs
  }

  private func isMeasured(from first: Int, to last: Int) -> Bool {
    let measured = IntervalMeter.measure(
      from: timeline.time(first),
      to: timeline.time(last),
      tolerance: tolerance
    )
    if case .success = measured { return true }
    return false
  }

  /// M55: substantive replies with words, but for the first of each side and legal notices.
  private var laterReplies: [[Int]] {
    var replies: [[Int]] = []
    var answered = EntryTraits.none
    for index in 0..<timeline.count {
      guard timeline.has(.responds, index), timeline.has(.substantive, index) else { continue }
      let side = timeline.traits[index] & (.byBot | .byHuman)
      if answered.has(side), timeline.entry(index).maskedHash != 0,
        !timeline.isMarked(marks.legal, index)
      {
        replies.append([index])
      }
      answered.insert(side)
    }
    return replies
  }

  /// M56: messages of one author in a row are one reply.
  private var joinedReplies: [[Int]] {
    var replies: [[Int]] = []
    var isOpen = false
    for index in 0..<timeline.count {
      let traits = timeline.traits[index]
      if traits.has(.speech) {
        isOpen = false
      } else if traits.has(.responds), traits.has(.substantive) {
        if isOpen, let last = replies.last?.last, isSameAuthor(last, index) {
          replies[replies.count - 1].append(index)
        } else {
          replies.append([index])
        }
        isOpen = true
      }
    }
    return replies
  }

  private func isSameAuthor(_ left: Int, _ right: Int) -> Bool {
    timeline.has(.byBot, left) == timeline.has(.byBot, right)
      && timeline.entry(left).author == timeline.entry(right).author
  }

  /// M16: what the customer waited with, and what ended the wait.
  private var waits: [Int] {
    var found: [Int] = []
    var isWaiting = false
    for index in 0..<timeline.count {
      if timeline.has(.speech, index) {
        if isWaiting || timeline.has(.courtesy, index) { continue }
        isWaiting = true
        found.append(index)
      } else if isWaiting, timeline.has(.responds, index), timeline.has(.substantive, index) {
        isWaiting = false
        found.append(index)
      }
    }
    return found
  }

  // MARK: Turning points

  private var firstAnswer: Int {
    guard outline.firstEngaged >= 0 else { return Outline.none }
    return (outline.firstEngaged..<timeline.count).first {
      timeline.has(.byResponder, $0) && timeline.has(.substantive, $0)
    } ?? Outline.none
  }

  private func humanAfter(_ place: Int) -> Int {
    place < 0 ? Outline.none : outline.firstHuman(after: place, in: timeline)
  }

  /// The first request for a human, and who answered it.
  private var request: [Int] {
    let first = (0..<timeline.count).first {
      timeline.has(.speech, $0) && timeline.has(.requestsHuman, $0)
    }
    return first.map { [$0, humanAfter($0)] } ?? []
  }

  private func events(_ kinds: Set<EventKind>) -> [Int] {
    (0..<timeline.count).filter { timeline.entry($0).event.map(kinds.contains) ?? false }
  }

  private var surveys: [Int] {
    (0..<timeline.count).filter {
      timeline.has(.surveyOffer, $0) || timeline.entry($0).is(.surveyAnswered)
    }
  }

  // MARK: Signals

  /// D1 to D4: the messages that the detector flagged, where they count.
  private func flagged(_ detector: Detector) -> [Int] {
    let first = detector.countsBeforeReply ? 0 : outline.firstReply
    guard first >= 0 else { return [] }
    return (first..<timeline.count).filter {
      timeline.has(.speech, $0) && timeline.entry($0).detections.contains(detector.bit)
    }
  }

  /// What frustration shows in (M51, M52).
  private static let frustration: [SignalFamily] = [
    .humanRequest, .repetition, .rephrase, .shouting, .profanity, .negativeSentiment,
    .statedFailure,
  ]

  /// The families of the metric's entry; where an entry has several figures, only those of the one.
  private func families(_ metric: MetricDefinition) -> [SignalFamily] {
    SignalFamily.allCases.filter { family in
      guard family.metric == metric.number else { return false }
      return switch family {
      case .retell, .repetition: (family == .retell) == metric.id.hasPrefix("retell")
      case .loop, .repeatsItself: (family == .loop) == metric.id.hasSuffix("loop_rate")
      case .profanity, .mildProfanity: (family == .mildProfanity) == metric.id.hasPrefix("mild")
      case .redirect: metric.id.hasPrefix("redirect")
      case .malformedLink: metric.id.hasPrefix("malformed")
      case .deadLink: metric.id.hasPrefix("dead")
      case .disclosure, .humanClaim: (family == .humanClaim) == metric.id.hasPrefix("human")
      default: true
      }
    }
  }

  /// Messages that show one of the families as the measures count them, and those that they repeat.
  private func signals(_ families: [SignalFamily], by role: Role? = nil) -> [Int] {
    guard !families.isEmpty else { return [] }
    let wanted = families.reduce(into: SignalFamilies()) { $0.formUnion(SignalFamilies($1)) }
    // Where it does not matter how roles are known: only families are asked for.
    var finder = SignalFinder(
      timeline,
      marks,
      writesInCapitals: writesInCapitals,
      guessesRoles: false
    )
    var places: [Int] = []
    for index in 0..<timeline.count {
      guard let found = finder.signals(at: index), role == nil || found.role == role else {
        continue
      }
      var shown = found.families.intersection(wanted)
      // Before the first reply only a request of the customer counts.
      if found.isBeforeReply, found.role == .customer {
        shown.formIntersection(SignalFamilies(.humanRequest))
      }
      guard !shown.isEmpty else { continue }
      places.append(index)
      let entry = timeline.entry(index)
      if !shown.isDisjoint(with: Self.repeating) { places.append(Int(entry.echo) - 1) }
      if shown.contains(SignalFamilies(.loop)) {
        // The first of three; the second is what this one repeats.
        places += [Int(entry.loop) - 1, Int(entry.echo) - 1]
      }
      if shown.contains(SignalFamilies(.rephrase)) { places.append(Int(entry.loop) - 1) }
    }
    return places
  }

  private static let repeating: SignalFamilies = [
    SignalFamilies(.repetition), SignalFamilies(.retell), SignalFamilies(.repeatsItself),
  ]
}
