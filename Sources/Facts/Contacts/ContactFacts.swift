package import Conversations
package import Records
package import Wording

/// Everything about one contact that depends neither on the end of observation nor on other contacts.
///
/// No words and no references: flags, instants, counts. `FactBuilder.facts(_:)` makes it; copying it copies bytes.
package struct ContactFacts: Sendable {
  // First what linking reads of every contact
  /// The time of the last real message.
  package var end = Instant.missing
  /// The greatest time of any public message.
  package var lastPublic = Instant.missing
  /// Customer messages with words, and how many of them are all in capitals (`caps_habit`).
  package var spokenMessages: Int32 = 0
  package var capitalMessages: Int32 = 0
  /// Codes in the part's lists of names; 0 unknown.
  package var topic: Int32 = 0
  package var language: Int32 = 0
  package var channel: Int32 = 0

  // Who took part (section 5)
  package var isEngaged = false
  package var isOutbound = false
  package var isTest = false
  package var isSpam = false
  package var entry = EntryCohort.none
  package var entryEvidence = Evidence.inferred
  package var handledBy = HandledBy.unattended
  package var handledByEvidence = Evidence.inferred
  /// Somebody sent a responding message, whatever an explicit field says.
  package var hasResponse = false
  package var partyChanges: Int32 = 0
  package var hasUnknownRole = false
  package var assignedNoReply = false
  package var hasConflict = false
  /// Who is a bot and who is human was told by names: what rests on it is `heuristic`.
  package var guessesRoles = false
  /// Messages by authors whose name is a bot's where a field says human.
  package var roleConflicts: Int32 = 0
  package var humanAuthors = HumanAuthors.none
  /// M39; nil where a missing author id leaves it open.
  package var bounced: Bool? = false
  package var humanPart = HumanPart.inExport

  // Instants
  /// Contact start for periods and linking, with its fallbacks; missing when undated.
  package var start = Instant.missing
  /// The time of the first customer message itself, for intervals.
  package var exactStart = Instant.missing
  package var firstEngaged = Instant.missing

  // Times (9.2, 9.3)
  package var firstResponse = TimeFact.null(.notApplicable)
  /// The first substantive reply is the bot's.
  package var firstResponseIsBot = false
  package var timeToHuman = TimeFact.null(.notApplicable)
  package var handoffWait = TimeFact.null(.notApplicable)
  package var handoffWaitTotal = TimeFact.null(.notApplicable)
  package var queueWait = TimeFact.null(.notApplicable)
  package var enteredQueue = false
  /// A human wrote after the contact first entered a queue.
  package var answeredAfterQueue = false
  package var duration = TimeFact.null(.notApplicable)
  package var wait = TimeFact.null(.notApplicable)
  package var hasUnansweredTail = false
  package var requestSeconds = TimeFact.null(.notApplicable)
  package var clock: IntervalMeter
  /// Set when more than a fifth of the intervals are null: then no time of this contact is used.
  package var clockFault: NullReason?
  package var turns: Int32 = 0
  /// M17, before it is adjusted for concurrency.
  package var handleTime = TimeFact.null(.notApplicable)
  /// A field gave `handleTime`; what the messages show then tells only how much of it was shared.
  package var handleTimeIsGiven = false
  /// Work after the last message, in milliseconds; part of `handleTime`.
  package var afterWork: Int64 = 0
  /// A person of whom the export has no id worked on it.
  package var hasUnknownTouch = false
  /// Where the contact's replies stand in the part's lists.
  package var firstLatency: Int32 = 0
  package var latencyCount: Int32 = 0
  package var firstLength: Int32 = 0
  package var lengthCount: Int32 = 0
  package var firstTouch: Int32 = 0
  package var touchCount: Int32 = 0
  package var firstNote: Int32 = 0
  package var noteCount: Int32 = 0

  // Hand-off and requests for a human
  package var handoffInitiated = false
  package var handoffEvidence = Evidence.inferred
  package var handoffFailed = false
  package var humanAfterBot = false
  package var request: HumanRequest?

  // What section 6 looks at
  package var signs = OutcomeSigns()

  // Signals (9.5) and the responder's behaviour (9.6)
  package var languageSupported = true
  /// The families of `Marks.measuring` of which the language has no lists (E9).
  package var missingLists: Marks = []
  package var languageSource = LanguageSource.none
  /// The customer's language: the explicit field's, else the detected one.
  package var spoken = LanguageCode.unknown
  /// Substantive replies whose language is known, and those in the customer's (M05).
  package var repliesInKnownLanguage: Int32 = 0
  package var repliesInSpokenLanguage: Int32 = 0
  package var repetition = false
  package var rephrase = false
  package var retell = false
  package var capitalsAfter = false
  package var punctuationAfter = false
  package var profanityAfter = false
  package var mildProfanityAfter = false
  package var negativeAfter = false
  /// The export gave sentiment scores (M49), and one of them is negative after the first reply.
  package var hasScores = false
  package var negativeScoreAfter = false
  package var statedFailure = false
  /// A signal in the last two messages of the customer, and after the first reply (M51); capitals apart, which a habit
  /// explains away.
  package var signalAtEnd = false
  package var capitalsAtEnd = false
  package var frustratedBefore = false
  /// What detectors say of the customer's messages where it counts (D1 to D4).
  package var detected: Detections = []
  /// A message with words was not judged.
  package var isPartlyUnjudged = false
  /// A message that was judged is in a language without a valence list.
  package var isPartlyUnweighed = false
  package var botRepeat = false
  package var botLoop = false
  package var humanRepeat = false
  package var humanLoop = false
  package var noMatchTwice = false
  /// Of every bot message it is known whether it understood.
  package var tellsMatch = true
  /// Phrase lists were applied to all replies with words.
  package var repliesScanned = true
  package var redirects = false
  package var hasStaleLink = false
  /// To a second place.
  package var redirectsAgain = false
  package var disclosed = false
  /// Bot messages that claim to be a person's.
  package var humanClaims: Int32 = 0
  /// A bot said that something was done, and no action stands near it.
  package var botUnbacked = false
  package var responderWords: Int32 = 0
  package var customerWords: Int32 = 0

  // First customer message (5.4)
  /// Its words; -1 without one.
  package var firstWords: Int32 = -1
  package var firstAttachment = false

  // What vendors' rules look at (M40)
  package var ending = VendorEnding()

  // Satisfaction (9.4)
  /// The accepted rating in the part's list; -1 none.
  package var rating: Int32 = -1
  package var ratingIsLate = false
  /// M41, segment `bot`: the last rating that was given before any human wrote, on the scale of the accepted one.
  package var ratingOfBot = RateCell.null(.noRating)
  package var surveyOffered = false

  init(tolerance: Int64) { clock = IntervalMeter(tolerance: tolerance) }

  package var botParticipates: Bool {
    switch handledBy {
    case .botOnly, .botToHuman, .humanToBot: true
    case .humanOnly, .unattended: false
    }
  }

  package var humanParticipates: Bool {
    switch handledBy {
    case .humanOnly, .botToHuman, .humanToBot: true
    case .botOnly, .unattended: false
    }
  }
}

/// A reply that directly follows the customer.
///
/// M11; 8 bytes.
package struct ReplyLatency: Sendable, Hashable {
  /// The milliseconds, doubled, and one more for a bot's.
  private let rawValue: Int64

  /// A time that is too long for it is the longest that fits: a hundred million years.
  package init(milliseconds: Int64, isBot: Bool) {
    rawValue = min(milliseconds, .max >> 1) << 1 | (isBot ? 1 : 0)
  }

  package var milliseconds: Int64 { rawValue >> 1 }
  package var isBot: Bool { rawValue & 1 == 1 }
}

/// A substantive reply, the consecutive messages of one responder joined.
///
/// M56.
package struct ReplyLength: Sendable, Hashable {
  package var words: UInt32
  package var isBot: Bool
}

/// How many different people answered, as far as author ids tell.
package enum HumanAuthors: UInt8, Sendable {
  case none, one, several
  /// Several messages, at least one without an author id, and no two different ids.
  case unknown
}

/// M30 to M32 for a contact in which the customer asked for a human.
package struct HumanRequest: Sendable, Hashable {
  package var evidence: Evidence
  /// Asked again in another turn.
  package var isRepeated = false
  /// No human message after the first request.
  package var isUnmet = true
  /// Customer messages after the first request, up to the human's message or the end.
  package var furtherMessages: Int32 = 0
  /// Bot responding messages after the first request and before the hand-off.
  package var botMessages: Int32 = 0
  package var isDeflected = false
}

/// What decides the outcome, apart from the end of observation.
///
/// METRICS 6.
package struct OutcomeSigns: Sendable, Hashable {
  // Times together, and what is small together: every contact has them
  package var verdictTime = Instant.missing
  package var firstSolved = Instant.missing
  package var lastSolved = Instant.missing
  /// When a resolution phrase after the last substantive reply was said (row 6).
  package var confirmed = Instant.missing
  /// When the first resolution phrase after a substantive reply was (M12).
  package var firstPhrase = Instant.missing
  package var lastSubstantive = Instant.missing

  /// The latest explicit verdict of the customer.
  package var verdict: Bool?
  package var verdictEvidence = Evidence.explicit
  package var isSolved = false
  package var solvedEvidence = Evidence.event
  /// Who declared it solved last; nil where nobody says.
  package var isSolvedByBot: Bool?
  /// Solved or closed by anybody, timers included.
  package var isClosed = false
  package var confirmsInWords = false
  package var hasPhrase = false
  /// Row 7, with the authority it rests on.
  package var complaint: Evidence?
  /// Row 8.
  package var leftWaiting = false
  /// The last responding message: rows 10 and 11.
  package var last = LastWord.none

  package enum LastWord: Sendable, Hashable {
    case none
    case question(Evidence)
    case answer
    /// A greeting, a no-match answer or a hand-off notice.
    case notSubstantive
  }
}
