import Cohorts
import Facts
import Statistics

/// C9: saves an amount.
extension ClaimCheck {
  func savings(
    _ claim: Claim,
    _ amount: Double,
    days: Double,
    failedContact: Double?
  ) -> ClaimResult {
    let adjusted = savings(isAdjusted: true, days: days)
    let raw = savings(isAdjusted: false, days: days)
    let unit = MetricDefinition.Unit.currency
    let span = NumberWords.short(days, places: 1) + " days"
    let condition = ClaimCondition(
      text:
        "the bot saves \(NumberWords.decimal(amount, places: 2)) in \(span), over whole chains of contacts",
      figure: ClaimFigure(
        "Saved in \(span), adjusted",
        unit,
        adjusted.estimate,
        metric: .costPerContact
      ),
      state: .init(adjusted.estimate, atLeast: amount)
    )
    var beside = [ClaimFigure("Saved in \(span), raw", unit, raw.estimate)]
    beside += both(.costPerContact, "ratio") + both(.costPerDurableResolution, "ratio")
    let prices = options.prices
    for (name, price) in [
      ("The bot\u{2019}s fee for a contact", prices.botContact),
      ("The bot\u{2019}s fee for a resolution", prices.botResolution),
      ("An hour of people\u{2019}s work", prices.humanHour),
    ] {
      beside.append(
        ClaimFigure(name, unit, Estimate(value: price, nullReason: price == nil ? "no_price" : nil))
      )
    }
    beside.append(failed(adjusted, failedContact, span))
    return decided(
      claim,
      [condition],
      beside: beside,
      checks: adjusted.contacts == 0
        ? []
        : [
          "\(NumberWords.count(adjusted.contacts)) contacts given to the bot first began a chain that is over and whose work "
            + "is known; \(NumberWords.count(adjusted.compared)) of them are of a kind that people handle too."
        ],
      confounders: [
        "Fixed costs.", "Work that was moved to other teams.",
        "Customers who left are not in the log.",
        "The log may hold a part of the contacts that the claim speaks of.",
      ]
    )
  }

  private struct Saved {
    var estimate: Estimate
    /// Chains that the bot's contacts began, and those among them in strata of both sides.
    var contacts = 0
    var compared = 0
    /// How many contacts of the claimed time one of the export stands for.
    var scale = 0.0
  }

  /// The difference of the cost per contact, on the bot's own mix, times its contacts.
  private func savings(isAdjusted: Bool, days: Double) -> Saved {
    let work = table.whole(table.chainWork, fill: nil)
    var positions: [Int] = []
    for (position, row) in design.rows.enumerated() where work[Int(row)] != nil {
      positions.append(position)
    }
    let chains = positions.compactMap { work[Int(design.rows[$0])] }
    guard let costs = options.prices.costs(chains) else {
      return Saved(estimate: Estimate(nullReason: "no_price"))
    }
    var cells: [Int32: (bot: Moments, human: Moments)] = [:]
    for (position, cost) in zip(positions, costs) {
      let stratum = isAdjusted ? design.strata.code[position] : 0
      if design.arm[position] == 1 {
        cells[stratum, default: (Moments(), Moments())].bot.add(cost)
      } else {
        cells[stratum, default: (Moments(), Moments())].human.add(cost)
      }
    }
    let strata = cells.sorted { $0.key < $1.key }.map(\.value)
    var saved = Saved(estimate: Estimate(), contacts: strata.reduce(0) { $0 + $1.bot.count })
    let both = strata.filter { $0.bot.count > 1 && $0.human.count > 1 }
    saved.compared = both.reduce(0) { $0 + $1.bot.count }
    let people = both.reduce(0) { $0 + $1.human.count }
    guard saved.contacts > 0 else {
      saved.estimate.nullReason = "no_contacts"
      return saved
    }
    guard saved.compared * 2 >= saved.contacts else {
      saved.estimate.nullReason = "no_overlap"
      return saved
    }
    guard min(saved.compared, people) >= options.minCell else {
      saved.estimate = Estimate(denominator: saved.compared, nullReason: "too_few")
      return saved
    }
    guard let own = options.periodDays, own > 0 else {
      saved.estimate = Estimate(denominator: saved.compared, nullReason: "missing_timestamp")
      return saved
    }
    let total = Double(saved.compared)
    var difference = 0.0
    var variance = 0.0
    for (bot, human) in both {
      let weight = Double(bot.count) / total
      difference += weight * (human.mean - bot.mean)
      variance += weight * weight * (human.errorVariance + bot.errorVariance)
    }
    let reach = (NormalDistribution.z(level: options.level) ?? 0) * variance.squareRoot()
    saved.scale = Double(saved.contacts) * days / own
    saved.estimate = Estimate(
      value: difference * saved.scale,
      lower: (difference - reach) * saved.scale,
      upper: (difference + reach) * saved.scale,
      denominator: saved.compared
    )
    return saved
  }

  /// What is left when each contact that the bot resolves less for good has the user's price.
  private func failed(_ saved: Saved, _ price: Double?, _ span: String) -> ClaimFigure {
    let label = "Saved in \(span), adjusted, with a price for contacts that fail"
    guard let price else {
      return ClaimFigure(label, .currency, Estimate(nullReason: "no_price"))
    }
    let durable = finding(RateMetric.durableResolution.definition)
    guard refusal(durable) == nil, let less = durable?.difference, let value = less.value,
      let lower = less.lower, let upper = less.upper, let money = saved.estimate.value,
      let least = saved.estimate.lower, let most = saved.estimate.upper
    else {
      return ClaimFigure(
        label,
        .currency,
        Estimate(nullReason: saved.estimate.nullReason ?? refusal(durable) ?? "not_estimable")
      )
    }
    let each = price * saved.scale
    // Both errors at once, as those of a sum of two figures.
    let down = ((money - least) * (money - least) + (value - lower) * each * (value - lower) * each)
      .squareRoot()
    let up = ((most - money) * (most - money) + (upper - value) * each * (upper - value) * each)
      .squareRoot()
    let whole = money + value * each
    return ClaimFigure(
      label,
      .currency,
      Estimate(
        value: whole,
        lower: whole - down,
        upper: whole + up,
        denominator: saved.estimate.denominator
      )
    )
  }

  /// Count, mean and spread of amounts, added one by one.
  private struct Moments {
    var count = 0
    var mean = 0.0
    private var squares = 0.0

    mutating func add(_ value: Double) {
      count += 1
      let step = value - mean
      mean += step / Double(count)
      squares += step * (value - mean)
    }

    /// The variance of the mean.
    var errorVariance: Double {
      count > 1 ? squares / Double(count - 1) / Double(count) : 0
    }
  }
}
