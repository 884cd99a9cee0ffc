import Records

/// M34 to M38.
extension Reading {
  /// Why the contact is no index contact eligible for the window; nil when it is.
  func notEligible(_ window: RepeatWindow) -> NullReason? {
    if let reason = link.notIndex { return reason }
    guard let followed = asOf.since(facts.end) else { return .missingTimestamp }
    return followed >= window.span ? nil : .notEligible
  }

  /// R(W), any topic.
  ///
  /// Both edges of the window are in it.
  func returned(within window: RepeatWindow) -> Bool {
    link.next <= window.span
  }

  /// M36.
  func fillReturns(_ put: Rates) {
    for window in RepeatWindow.all {
      put(.repeatContact(window, sameTopic: false), anyTopic(window))
      put(.repeatContact(window, sameTopic: true), sameTopic(window))
    }
  }

  func fillRepeats(_ put: Rates) {
    fillReturns(put)
    put(.reopen, reopened)
    put(.parallelContact, overlapped)
    guard facts.handledBy == .botOnly else { return }
    if let reason = notEligible(.week) {
      put(.repeatToHuman, .null(reason))
    } else {
      put(.repeatToHuman, .known(returned(within: .week) && link.nextHasHuman, .inferred))
    }
  }

  /// M34.
  var contactsPerIssue: ValueCell {
    guard let chain else {
      switch link.notIndex {
      case .unknownCustomer, .highFrequencyCustomer: return .null(link.notIndex ?? .notApplicable)
      default: return .null(facts.start.isKnown ? .notApplicable : .missingTimestamp)
      }
    }
    if let fault = chain.fault { return .null(fault) }
    guard let observed = facts.start.since(observationStart), observed >= RepeatWindow.week.span
    else { return .null(.priorUnknown) }
    guard let followed = asOf.since(chain.end), followed >= RepeatWindow.week.span else {
      return .null(.notEligible)
    }
    return .known(Double(chain.count), .inferred)
  }

  /// M35: from the last solved event to the start of the part that rule 4 (a) cut off behind it.
  private var reopened: RateCell {
    guard facts.signs.isSolved else {
      return .null(solvedIsExported ? .notApplicable : .notInExport)
    }
    guard isCut else { return .null(.notApplicable) }
    guard let followed = asOf.since(facts.signs.lastSolved) else {
      return .null(.missingTimestamp)
    }
    guard followed >= RepeatWindow.week.span else { return .null(.notEligible) }
    let span = reopening.since(facts.signs.lastSolved)
    return .known(span.map { $0 <= RepeatWindow.week.span } ?? false, .inferred)
  }

  /// M37: a high-frequency customer is a known one.
  private var overlapped: RateCell {
    if let reason = link.notIndex, reason != .highFrequencyCustomer { return .null(reason) }
    return .known(link.isOverlapped, .inferred)
  }

  private func anyTopic(_ window: RepeatWindow) -> RateCell {
    if let reason = notEligible(window) { return .null(reason) }
    return .known(returned(within: window), .inferred)
  }

  private func sameTopic(_ window: RepeatWindow) -> RateCell {
    if let reason = notEligible(window) { return .null(reason) }
    guard topicKnown else { return .null(.unknownTopic) }
    if link.nextSameTopic <= window.span { return .known(true, .inferred) }
    // A return on an unknown topic may have been this one.
    if link.nextUnknownTopic <= window.span { return .null(.unknownTopic) }
    return .known(false, .inferred)
  }
}
