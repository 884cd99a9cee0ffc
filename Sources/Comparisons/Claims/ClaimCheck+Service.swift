import Cohorts
import Facts
import Statistics

/// C5 to C7: a human always, languages, every hour.
extension ClaimCheck {
  // MARK: C5

  func alwaysHuman(_ claim: Claim) -> ClaimResult {
    let bot = selection.rows(.botFirst)
    let staffed = inStaffedHours(bot, true)
    // With too few requests in hours that people certainly serve, all hours count.
    let requests = Estimate(of: .unmetHumanRequest, table, staffed, options).denominator ?? 0
    let isStaffed = requests >= options.minCell
    let rows = isStaffed ? staffed : bot
    let hours = isStaffed ? " in hours that people serve" : ""
    let met = rate(.unmetHumanRequest, rows, "Asked for a person and got one\(hours)")
    let reached = ClaimFigure(
      met.label,
      .proportion,
      met.estimate.complement,
      metric: met.metric
    )
    let effort = ClaimFigure(
      "Further messages until a person answers\(hours), 90th percentile",
      .count,
      Estimate(0.9, of: .humanRequestEffortMessages, table, rows, options),
      metric: .humanRequestEffortMessages
    )
    let conditions = [
      ClaimCondition(
        text: "at least 95 % of those who ask for a person\(hours) reach one",
        figure: reached,
        state: .init(reached.estimate, atLeast: 0.95)
      ),
      ClaimCondition(
        text: "nine in ten of those who reach one\(hours) write at most 2 further messages",
        figure: effort,
        state: .init(effort.estimate, atMost: 2)
      ),
    ]
    let seconds = ValueMetric.humanRequestEffortSeconds.definition
    let messages = ValueMetric.humanRequestEffortMessages.definition
    var beside = [
      figure(RateMetric.unmetHumanRequest.definition), figure(seconds, "p50"),
      figure(seconds, "p90"), figure(messages, "p50"), figure(messages, "p90"),
      figure(RateMetric.handoffFailure.definition), figure(RateMetric.humanRequest.definition),
      figure(RateMetric.deflectedHumanRequest.definition),
      figure(RateMetric.repeatToHuman.definition),
    ]
    beside += inAndOut([.unmetHumanRequest, .handoffFailure, .humanRequest])
    return decided(
      claim,
      conditions,
      beside: beside,
      checks: [
        "Hours that people certainly serve: \(NumberWords.count(staffedHours.count { $0 })) of 168 in a week, with "
          + "\(NumberWords.count(requests)) requests for a person"
          + (isStaffed ? "; these count." : ", which are too few: all hours count.")
      ],
      confounders: [
        "Requests that the phrase lists miss.", "Buttons that the export does not hold.",
        "Call-backs kept in other systems.",
      ]
    )
  }

  // MARK: C6

  func languages(_ claim: Claim, _ count: Int) -> ClaimResult {
    let found = findings.languagesServed.first { $0.cohort == .entry(.botFirst) }
    let all = found?.languages ?? []
    let served = found?.served ?? 0
    // Not shown to be on par is not shown to be worse.
    let failed = all.count { language in
      guard language.status == .notOnPar, let margin = found?.margin,
        let upper = language.difference.upper
      else { return language.status == .otherLanguage }
      return upper < -margin
    }
    let open = all.count - served - failed
    var estimate = Estimate(value: Double(served), denominator: all.count)
    let state: ClaimCondition.State
    if all.isEmpty {
      estimate = Estimate(nullReason: "not_in_export")
      state = .unknown("not_in_export")
    } else if served >= count {
      state = .holds
    } else if all.count >= count, served + open < count {
      state = .fails
    } else {
      state = .open
    }
    let condition = ClaimCondition(
      text: "\(count) languages are served, with replies in the language and no worse outcome",
      figure: ClaimFigure(
        "Languages really served, of those written",
        .count,
        estimate,
        metric: .languagesServed
      ),
      state: state
    )
    return decided(
      claim,
      [condition],
      beside: all.prefix(12).flatMap { language($0) },
      checks: [
        "Customers wrote to the bot in \(all.count) \(all.count == 1 ? "language" : "languages"): \(served) served, "
          + "\(open) without enough evidence, \(failed) answered in another language or with a worse outcome. A language in "
          + "which nobody wrote leaves no trace."
      ],
      confounders: [
        "Languages of short texts are told wrongly.", "Customers who switch to English.",
        "Few speakers of a language.",
      ]
    )
  }

  private func language(_ language: LanguagesServed.Language) -> [ClaimFigure] {
    let spoken = table.whole(table.spoken, fill: 0)
    let rows = selection.rows(.botFirst).filter {
      ContactTable.languageName(spoken[Int($0)]) == language.code
    }
    let name = language.code + " (\(NumberWords.count(language.contacts, of: "contact"))): "
    return [
      ClaimFigure(
        name + "replies in the language",
        .proportion,
        language.match,
        metric: .languagesServed
      ),
      ClaimFigure(
        name + "durable resolution",
        .proportion,
        language.durable,
        metric: .durableResolutionRate
      ),
      rate(.humanRequest, rows, name + "asked for a person"),
      rate(.csatTop2, rows, name + "satisfied"),
    ]
  }

  // MARK: C7

  func alwaysOpen(_ claim: Claim) -> ClaimResult {
    let hours = findings.servedHours.first { $0.cohort == .entry(.botFirst) }?.hours ?? []
    let judged = hours.count { $0.isServed != nil }
    let served = hours.count { $0.isServed == true }
    // One of 168 hours may look bad by chance: each is held against its limit at a 168th of the error.
    let level = 1 - (1 - options.level) / 168
    let broken = hours.filter { hour in
      hour.isServed == false
        && Wilson.interval(count: hour.answered, of: hour.contacts, level: level).upper < 0.9
    }
    var estimate = Estimate(numerator: served, denominator: judged)
    if judged > 0 {
      estimate.value = Double(served) / Double(judged)
    } else {
      estimate.nullReason = "too_few"
    }
    let state: ClaimCondition.State =
      judged == 0
      ? .unknown("too_few") : !broken.isEmpty ? .fails : served == 168 ? .holds : .open
    let condition = ClaimCondition(
      text: "in every hour of the week nine in ten contacts with the bot are answered in time",
      figure: ClaimFigure(
        "Hours served, of hours with 5 contacts or more",
        .proportion,
        estimate,
        metric: .servedHoursShare
      ),
      state: state
    )
    return decided(
      claim,
      [condition],
      beside: inAndOut([.durableResolution, .unmetHumanRequest, .handoffFailure, .served]),
      checks: [
        "Of 168 hours of a week \(judged) have 5 contacts or more with the bot first; in \(judged - served) of them fewer than "
          + "nine in ten were answered in time, in \(broken.count) beyond chance."
      ],
      confounders: [
        "Contacts at night differ in kind.", "The time zone of customers is not known.",
      ]
    )
  }

  // MARK: Hours

  /// Whether people serve each hour of the week.
  var staffedHours: [Bool] {
    let people = findings.servedHours.first { $0.cohort == .entry(.humanFirst) }
    return people?.hours.map { $0.isServed == true } ?? [Bool](repeating: false, count: 168)
  }

  private func inStaffedHours(_ rows: [Int32], _ isStaffed: Bool) -> [Int32] {
    let staffed = staffedHours
    let hourOf = table.whole(table.hourOfWeek, fill: ContactTable.undatedHour)
    return rows.filter { row in
      let hour = Int(hourOf[Int(row)])
      return hour < staffed.count && staffed[hour] == isStaffed
    }
  }

  /// Rates of the bot's side in and out of the hours that people serve.
  private func inAndOut(_ metrics: [RateMetric]) -> [ClaimFigure] {
    let rows = selection.rows(.botFirst)
    let parts = [
      (", when people serve", inStaffedHours(rows, true)),
      (", when they do not", inStaffedHours(rows, false)),
    ]
    return metrics.flatMap { metric in
      parts.map { words, rows in rate(metric, rows, metric.definition.title + words) }
    }
  }
}
