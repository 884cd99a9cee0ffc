import Cohorts
import Facts

/// C1: does the work of N full-time agents.
extension ClaimCheck {
  func agents(
    _ claim: Claim,
    _ agents: Double,
    contactsAMonth: Double?,
    humanTime: Double?
  ) -> ClaimResult {
    let workload = findings.workload
    func amount(_ amount: Workload.Amount?) -> Estimate {
      Estimate(
        value: amount?.agents,
        lower: amount?.least,
        upper: amount?.most,
        denominator: workload.botOnly,
        nullReason: amount?.agents == nil ? workload.nullReason ?? "missing_timestamp" : nil
      )
    }
    let net = amount(workload.net)
    let condition = ClaimCondition(
      text:
        "the bot does the work of \(NumberWords.short(agents, places: 1)) full-time agents, net of"
        + " what failed or came back",
      figure: ClaimFigure(
        "Work in full-time agents, net",
        .fte,
        net,
        limits: Self.staffing,
        metric: .workloadFTE
      ),
      state: .init(net, atLeast: agents).unless(isPart(contactsAMonth) ? "part_of_contacts" : nil)
    )
    return decided(
      claim,
      [condition],
      beside: besideAgents(amount(workload.gross)),
      checks: selfChecks(agents, contactsAMonth, humanTime) + partCheck(contactsAMonth),
      confounders: [
        "Easier kinds of contact go to the bot.",
        "People answer several chats at once; the time here is shared among them.",
        "Waiting of customers counted as work of people.",
        "Contacts that would not have been made without the bot.",
      ]
    )
  }

  static let staffing = "range over staffing"

  /// Contacts that the bot alone handles here in a month.
  private var ownContactsAMonth: Double? {
    let workload = findings.workload
    return workload.days.flatMap { days in
      days > 0 ? Double(workload.botOnly) / days * (365.25 / 12) : nil
    }
  }

  private func partCheck(_ contactsAMonth: Double?) -> [String] {
    guard isPart(contactsAMonth), let own = ownContactsAMonth else { return [] }
    return [
      "The bot alone handles \(NumberWords.decimal(own, places: 0)) contacts a month here, less than half of what the "
        + "claim speaks of: this log cannot tell."
    ]
  }

  /// Whether the log holds less than half of the contacts that the claim speaks of: it cannot tell whose work they are.
  private func isPart(_ contactsAMonth: Double?) -> Bool {
    guard let contactsAMonth, let own = ownContactsAMonth else { return false }
    return own * 2 < contactsAMonth
  }

  private func besideAgents(_ gross: Estimate) -> [ClaimFigure] {
    let workload = findings.workload
    let notDurable = rate(.durableResolution, selection.rows(.botOnly), "").estimate.complement
    let handleTime = ValueMetric.handleTimeAdjusted.definition
    let handle = figure(
      handleTime,
      "mean",
      .entry(.humanFirst),
      "People\u{2019}s handle time, shared among chats, mean"
    )
    let after = figure(handleTime, "mean", .handledBy(.botToHuman), "").estimate
    var hours = Estimate(denominator: after.denominator, nullReason: after.nullReason)
    if let mean = after.value, let count = after.denominator {
      hours.value = mean * Double(count)
    } else {
      hours.nullReason = after.nullReason ?? "no_contacts"
    }
    let fallback = Estimate(
      value: workload.fallbackShare,
      numerator: workload.byTopic + workload.byAll,
      denominator: workload.botOnly,
      nullReason: workload.fallbackShare == nil ? "no_contacts" : nil
    )
    return [
      ClaimFigure(
        "Work in full-time agents, gross",
        .fte,
        gross,
        limits: Self.staffing,
        metric: .workloadFTE
      ),
      ClaimFigure(
        "Contacts of the bot alone that were not resolved for good",
        .proportion,
        notDurable
      ),
      figure(RateMetric.repeatToHuman.definition), handle,
      ClaimFigure("Contacts whose time is that of a coarser kind", .proportion, fallback),
      ClaimFigure("People\u{2019}s work in contacts that the bot passed on", .seconds, hours),
      ClaimFigure(
        "Paid hours of an agent in a month",
        .count,
        Estimate(value: workload.staffing.paidHours)
      ),
      ClaimFigure("Shrinkage", .proportion, Estimate(value: workload.staffing.shrinkage)),
      ClaimFigure("Occupancy", .proportion, Estimate(value: workload.staffing.occupancy)),
    ]
  }

  /// The paid minutes that the claim itself gives each contact.
  private func selfChecks(
    _ agents: Double,
    _ contactsAMonth: Double?,
    _ humanTime: Double?
  ) -> [String] {
    let workload = findings.workload
    let hours = workload.staffing.paidHours
    let own = ownContactsAMonth
    guard let contacts = contactsAMonth ?? own, contacts > 0 else { return [] }
    let minutes = agents * hours * 60 / contacts
    let whose =
      contactsAMonth == nil
      ? "the \(NumberWords.decimal(contacts, places: 0)) contacts a month that the bot alone handles here"
      : "\(NumberWords.decimal(contacts, places: 0)) contacts a month"
    var lines = [
      "\(NumberWords.short(agents, places: 1)) agents of \(NumberWords.short(hours, places: 1)) paid hours a month over "
        + "\(whose) leave \(NumberWords.decimal(minutes, places: 1)) paid minutes for each contact."
    ]
    if let humanTime, minutes > 0 {
      let chats = humanTime / 60 / minutes
      lines.append(
        "Against the \(NumberWords.duration(humanTime)) that the claim gives people, this takes about "
          + "\(NumberWords.decimal(chats, places: 1)) chats at once for each agent, or most of that time is waiting."
      )
    }
    guard let measured = workload.meanHandleTime, workload.handled >= options.minCell else {
      return lines + [
        "People\u{2019}s handle time cannot be measured here, so the minutes stay unchecked."
      ]
    }
    let isFar = abs(minutes * 60 - measured) > 0.25 * measured
    lines.append(
      "People\u{2019}s handle time here is \(NumberWords.duration(measured)) on average (of "
        + "\(NumberWords.count(workload.handled, of: "contact"))): the claim\u{2019}s minutes "
        + (isFar ? "differ from it by more than a quarter." : "are within a quarter of it.")
    )
    return lines
  }
}

extension Estimate {
  /// The share that is not so.
  var complement: Estimate {
    var result = self
    result.value = value.map { 1 - $0 }
    result.lower = upper.map { 1 - $0 }
    result.upper = lower.map { 1 - $0 }
    if let numerator, let denominator { result.numerator = denominator - numerator }
    return result
  }
}
