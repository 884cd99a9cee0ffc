extension ContactFacts {
  /// Lowers the evidence of all that rests on telling bots from people, where names told them apart.
  ///
  /// FORMATS 2.4, METRICS 4. Explicit fields stay what they are. A first reply is one whoever gave it, so times that
  /// only part responders from the customer keep their evidence.
  mutating func weakenWhatRestsOnRoles() {
    if entryEvidence != .explicit { entryEvidence = .heuristic }
    if handledByEvidence != .explicit { handledByEvidence = .heuristic }
    handoffEvidence = .heuristic
    request?.evidence = .heuristic
    timeToHuman = timeToHuman.weakened
    handoffWait = handoffWait.weakened
    handoffWaitTotal = handoffWaitTotal.weakened
    requestSeconds = requestSeconds.weakened
    if !handleTimeIsGiven { handleTime = handleTime.weakened }
  }

  /// What is known where no event tells of a hand-off.
  var silentHandoffEvidence: Evidence { guessesRoles ? .heuristic : .inferred }
}
