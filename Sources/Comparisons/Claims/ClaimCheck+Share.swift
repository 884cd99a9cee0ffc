import Cohorts
import Facts
import Statistics

/// C8: handles so large a share of chats.
extension ClaimCheck {
  func share(_ claim: Claim, _ share: Double) -> ClaimResult {
    let said = NumberWords.percent(share)
    let handled = table.whole(table.handledBy, fill: .unattended)
    let durable = table.cells(of: RateMetric.durableResolution)
    let alone = proportion { handled[$0] == .botOnly }
    let done = proportion { row in
      guard let isDurable = durable[row].answer else { return nil }
      return isDurable && handled[row] == .botOnly
    }
    let conditions = [
      ClaimCondition(
        text: "only the bot takes part in at least \(said) of contacts",
        figure: ClaimFigure(
          "Contacts in which only the bot takes part, of all engaged",
          .proportion,
          alone
        ),
        state: .init(alone, atLeast: share)
      ),
      ClaimCondition(
        text: "the bot alone resolves at least \(said) of contacts for good",
        figure: ClaimFigure(
          "Contacts that the bot alone resolves for good, of all whose result is known",
          .proportion,
          done
        ),
        state: .init(done, atLeast: share)
      ),
    ]
    var beside: [ClaimFigure] = []
    for cohort in [HandledBy.botOnly, .humanOnly, .botToHuman, .humanToBot, .unattended] {
      beside.append(
        figure(
          .handledShare,
          "share",
          .handledBy(cohort),
          "Taken part in by: " + cohort.name.replacing("_", with: " ")
        )
      )
    }
    for cohort in [EntryCohort.botFirst, .humanFirst] {
      beside.append(
        figure(.entryShare, "share", .entry(cohort), "Given first to: " + Self.name(.entry(cohort)))
      )
    }
    for metric in [
      RateMetric.containment, .netContainment, .durableResolution, .noMatchTwice, .repeatToHuman,
      .vendorIntercom, .vendorCopilot, .vendorCognigy, .vendorSprinklr, .vendorNoCallback,
      .vendorUltimate, .vendorUltimateHandled,
    ] { beside.append(figure(metric.definition)) }
    beside.append(figure(RateMetric.durableResolution.definition, "rate", .handledBy(.botOnly)))
    let formed = selection.formed.count
    var result = decided(
      claim,
      conditions,
      beside: beside,
      checks: [
        "\(NumberWords.count(formed - selection.all.count)) of \(NumberWords.count(formed)) contacts in which the customer never "
          + "said anything are left out."
      ],
      confounders: [
        "Where every contact must begin with the bot, its share is a choice of design.",
        "Contacts that are made only because the bot is there.",
      ]
    )
    // Who takes part is one reading of "handles", who resolves another: they must agree.
    if conditions[0].state == .holds, conditions[1].state == .fails {
      result.verdict = .undecided
      result.reason =
        "It depends on what \u{201C}handles\u{201D} means: the bot alone takes part in \(said) or more, but does not resolve so "
        + "many for good."
    }
    return result
  }

  /// The share of counted contacts for which something is so, with customers as clusters; nil leaves a contact out.
  private func proportion(_ isSo: (Int) -> Bool?) -> Estimate {
    let customer = table.whole(table.customer, fill: 0)
    let ordered = Comparisons.ordered(selection.all, byCustomer: customer)
    let answers = ordered.map { row -> UInt8 in
      isSo(Int(row)).map { $0 ? 2 : 1 } ?? 0
    }
    let yes = answers.count { $0 == 2 }
    let known = answers.count { $0 != 0 }
    guard known >= options.minCell else {
      return Estimate(
        numerator: yes,
        denominator: known,
        nullReason: known == 0 ? "no_contacts" : "too_few"
      )
    }
    let found = try? CustomerRuns(customers: ordered.map { customer[Int($0)] })
      .proportion(answers, level: options.level)
    guard let found else { return Estimate(nullReason: "not_estimable") }
    return Estimate(
      value: found.estimate,
      lower: found.interval.lower,
      upper: found.interval.upper,
      numerator: yes,
      denominator: known,
      customers: found.size.customers
    )
  }
}
