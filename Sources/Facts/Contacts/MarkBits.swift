import Conversations
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
  /// A flag, not a mark.
  let scanned = TimelineEntry.Flags.scanned.rawValue
}

/// What all contacts of one part are measured with.
struct FactContext {
  let marks = MarkBits()
  let thanksConfirm: Bool
  let faultyIntervalShare: Double
  /// Hashes of the replies of one contact, emptied before each.
  var bot: [UInt64] = []
  var human: [UInt64] = []
  var latencies: [ReplyLatency] = []
  var lengths: [ReplyLength] = []
  var topics = RecentNames()
  var languages = RecentNames()
  var channels = RecentNames()

  init(_ options: FactOptions) {
    thanksConfirm = options.rules.thanksConfirms
    faultyIntervalShare = options.faultyIntervalShare
  }
}
