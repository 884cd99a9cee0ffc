import Conversations
import Records

/// M06: whether the customer was answered in time.
extension Reading {
  var served: RateCell {
    switch facts.firstResponse {
    case .known(let span, let evidence):
      let limit = facts.firstResponseIsBot ? servedBotReply : servedHumanReply
      return .known(span <= limit, facts.guessesRoles ? .heuristic : evidence)
    case .null(.noReply):
      guard facts.clockFault == nil, let waited = asOf.since(facts.firstEngaged) else {
        return .null(facts.clockFault ?? .missingTimestamp)
      }
      // Where only the bot's side is exported, a human may have answered in time.
      guard facts.humanPart == .inExport else { return .null(.notInExport) }
      let limit = facts.entry == .botFirst ? servedBotReply : servedHumanReply
      return waited > limit ? .known(false, .inferred) : .null(.openCensored)
    case .null(let reason), .censored(_, let reason): return .null(reason)
    }
  }
}
