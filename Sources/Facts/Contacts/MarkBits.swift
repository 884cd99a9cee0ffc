import Conversations
import Records
import Wording

/// The bits of `Marks` that facts ask for, copied once: a static property of another module is a call at every use.
struct MarkBits {
  let resolution = Marks.resolution.rawValue
  let failure = Marks.failure.rawValue
  let askRepeat = Marks.askRepeat.rawValue
  let farewell = Marks.farewell.rawValue
  let courtesyOnly = Marks.courtesyOnly.rawValue
  let greetingOnly = Marks.greetingOnly.rawValue
  let endsWithQuestion = Marks.endsWithQuestion.rawValue
  let capitals = Marks.capitals.rawValue
  let punctuationRun = Marks.punctuationRun.rawValue
  let allCapitals = Marks.allCapitals.rawValue
  let profanity = Marks.profanity.rawValue
  let mildProfanity = Marks.mildProfanity.rawValue
  let negative = Marks.negative.rawValue
  let onlyNumbers = Marks.onlyNumbers.rawValue
  let noMatch = Marks.noMatch.rawValue
  let empathy = Marks.empathy.rawValue
  let redirect = Marks.redirect.rawValue
  let promise = Marks.promise.rawValue
  let disclosure = Marks.disclosure.rawValue
  let humanClaim = Marks.humanClaim.rawValue
  let legal = Marks.legal.rawValue
  /// The signals of M47 to M50.
  let feelings =
    Marks.capitals.rawValue | Marks.punctuationRun.rawValue | Marks.profanity.rawValue
    | Marks.negative.rawValue | Marks.failure.rawValue
  /// A kind of message, not a mark.
  let noMatchKind = MessageKind.noMatch.rawValue
  /// What detectors say, not marks; the first of what counts before the first reply too.
  let detectedAlways =
    Detections.judged.rawValue | Detections.weighed.rawValue | Detections.humanRequest.rawValue
  let judged = Detections.judged.rawValue
  let weighed = Detections.weighed.rawValue
  /// A flag, not a mark.
  let scanned = TimelineEntry.Flags.scanned.rawValue
  let scored = TimelineEntry.Flags.hasScore.rawValue
}

/// What all contacts of one part are measured with.
struct FactContext {
  let marks = MarkBits()
  /// Only what `--metrics core` needs is read.
  let isCore: Bool
  let thanksConfirm: Bool
  let faultyIntervalShare: Double
  /// In milliseconds.
  let maxTouchGap: Int64
  /// Hashes of the replies of one contact, emptied before each.
  var bot: [UInt64] = []
  var human: [UInt64] = []
  var latencies: [ReplyLatency] = []
  var lengths: [ReplyLength] = []
  var touches: [Touch] = []
  var notes: [ReplyNote] = []
  /// Of the present contact: see `Conduct.fallbacks`.
  var fallbacks: [Int] = []
  /// Of the present contact: when actions succeeded (M59).
  var actions = ActionTimes()
  var topics = RecentNames()
  var languages = RecentNames()
  var channels = RecentNames()

  init(_ options: FactOptions) {
    isCore = options.metrics == .core
    thanksConfirm = options.rules.thanksConfirms
    faultyIntervalShare = options.faultyIntervalShare
    maxTouchGap = options.maxTouchGap
  }
}
