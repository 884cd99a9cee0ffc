import Records
import Wording

/// The bits of records and marks that ingest asks for, copied once: a static property of another module is a call at
/// every use.
struct RecordBits {
  let isPrivate = RawRecord.Flags.isPrivate.rawValue
  let explicitKind = RawRecord.Flags.explicitKind.rawValue
  let naiveTime = RawRecord.Flags.naiveTime.rawValue
  let hasSequence = RawRecord.Flags.hasSequence.rawValue
  let hasScore = RawRecord.Flags.hasScore.rawValue
  let negativeScore = RawRecord.Flags.negativeScore.rawValue
  /// Flags that a timeline keeps: they stand in the same order there, behind `event`.
  let kept: RawRecord.Flags.RawValue = 0b10_1111
  let customer = Role.customer.rawValue
  let text = MessageKind.text.rawValue
  let menu = MessageKind.menu.rawValue
  let hasURL = Marks.hasURL.rawValue
  let humanRequest = Marks.humanRequest.rawValue
  let negative = Marks.negative.rawValue
  /// A flag of a timeline, not a mark.
  let scored = TimelineEntry.Flags.hasScore.rawValue
  let noLanguage = LanguageCode.unknown
  /// The marks that tell a message's kind.
  let kinds =
    Marks.greetingOnly.rawValue | Marks.autoAck.rawValue | Marks.noMatch.rawValue
    | Marks.handoffNotice.rawValue | Marks.menu.rawValue | Marks.survey.rawValue
    | Marks.closing.rawValue
}
