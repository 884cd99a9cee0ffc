/// How a contact ends: what a reader of the transcript will find, and what was true.
enum Ending: Int, CaseIterable, Sendable {
  // Resolved in truth.
  case confirmed, solved, silentAfterAnswer
  // Not resolved in truth. `gaveUp` looks like `silentAfterAnswer`: no transcript can tell them apart.
  case statedFailure, leftWaiting, handoffFailed, silentAfterQuestion, gaveUp, unattended

  static let resolved: [Ending] = [.confirmed, .solved, .silentAfterAnswer]
  static let unresolved: [Ending] = [
    .statedFailure, .leftWaiting, .handoffFailed, .silentAfterQuestion, .gaveUp, .unattended,
  ]

  var isResolved: Bool { rawValue <= Ending.silentAfterAnswer.rawValue }

  /// Whether the ending lies in the lenient set L of METRICS section 6.
  var looksResolved: Bool { isResolved || self == .gaveUp }
}
