internal import Diagnostics

/// The conversation between its tags.
///
/// Nothing of it reaches the batch before it is complete.
struct OpenConversation {
  var begin: RawRecord
  var head = RawHead()
  /// From a `survey_answered` event; counts when there is no `csat` element.
  var surveyRating: RawRating?
  /// Names of its tags with `RawHead.tagSeparator` between them.
  var tags: [UInt8] = []
  /// Why the conversation is set aside whole.
  var failure: Problem?
  var itemProblems: [Problem] = []
  /// Memory that it holds, roughly.
  var bytes = 0

  init(line: Int32) {
    begin = RawRecord(.begin, line: line)
  }
}

/// The message or event between its tags.
struct OpenItem {
  var raw: RawRecord
  var hasEvent = false
  var score: Double?
  var min: Double?
  var max: Double?
  /// The first thing that was wrong with it.
  var fault: (kind: ProblemKind, detail: String)?

  init(_ kind: RawRecord.Kind, line: Int32) {
    raw = RawRecord(kind, line: line)
  }
}
