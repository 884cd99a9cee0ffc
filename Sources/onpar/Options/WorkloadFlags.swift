import ArgumentParser
import Comparisons

/// What contacts cost, and how hours become full-time agents.
///
/// METRICS M61, M62 and 12.
struct WorkloadFlags: ParsableArguments {
  @Option(
    name: .customLong("cost-bot-contact"),
    help: ArgumentHelp(
      "The bot's fee for each contact it takes part in, such as 0.25.",
      valueName: "amount"
    )
  )
  var botContact: String?

  @Option(
    name: .customLong("cost-bot-resolution"),
    help: ArgumentHelp(
      "The bot's fee for each contact it resolves by itself, as vendors count, such as 0.99.",
      valueName: "amount"
    )
  )
  var botResolution: String?

  @Option(
    name: .customLong("cost-human-hour"),
    help: ArgumentHelp(
      "What an hour of a person's work on contacts costs, such as 32.",
      discussion:
        "With it and a fee of the bot, cost by contact and by durable resolution is given, whole chains of repeat contacts included.",
      valueName: "amount"
    )
  )
  var humanHour: String?

  @Option(help: ArgumentHelp("The currency of these amounts, for the report.", valueName: "name"))
  var currency: String?

  @Option(
    name: .customLong("paid-hours"),
    help: ArgumentHelp(
      "Hours that a full-time agent is paid for in a month.",
      valueName: "hours"
    )
  )
  var paidHours = "160"

  @Option(
    help: ArgumentHelp(
      "Share of paid hours in which an agent is absent, in training or on a break.",
      valueName: "share"
    )
  )
  var shrinkage = "0.30"

  @Option(
    help: ArgumentHelp(
      "Share of the hours present that is spent on contacts.",
      valueName: "share"
    )
  )
  var occupancy = "0.85"

  func validate() throws {
    _ = try prices()
    _ = try staffing()
  }

  func prices() throws -> Prices {
    if let currency, currency.isEmpty || currency.unicodeScalars.count > 12 {
      throw ValidationError("--currency is \(currency); expected a name of up to 12 letters.")
    }
    return Prices(
      botContact: try amount(botContact, flag: "--cost-bot-contact"),
      botResolution: try amount(botResolution, flag: "--cost-bot-resolution"),
      humanHour: try amount(humanHour, flag: "--cost-human-hour"),
      currency: currency
    )
  }

  func staffing() throws -> Staffing {
    guard let hours = Double(paidHours), (1...744).contains(hours) else {
      throw ValidationError("--paid-hours is \(paidHours); expected hours of a month, 1 to 744.")
    }
    return Staffing(
      paidHours: hours,
      shrinkage: try share(shrinkage, flag: "--shrinkage", 0...0.95),
      occupancy: try share(occupancy, flag: "--occupancy", 0.05...1)
    )
  }

  func parameters() -> [RunFacts.Parameter] {
    [
      .init(name: "cost_bot_contact", value: botContact ?? "none", isDefault: botContact == nil),
      .init(
        name: "cost_bot_resolution",
        value: botResolution ?? "none",
        isDefault: botResolution == nil
      ),
      .init(name: "cost_human_hour", value: humanHour ?? "none", isDefault: humanHour == nil),
      .init(name: "currency", value: currency ?? "none", isDefault: currency == nil),
      .init(
        name: "paid_hours",
        value: paidHours + " h/month",
        isDefault: (try? staffing())?.paidHours == Staffing().paidHours
      ),
      .init(
        name: "shrinkage",
        value: shrinkage,
        isDefault: (try? staffing())?.shrinkage == Staffing().shrinkage
      ),
      .init(
        name: "occupancy",
        value: occupancy,
        isDefault: (try? staffing())?.occupancy == Staffing().occupancy
      ),
    ]
  }

  private func amount(_ text: String?, flag: String) throws -> Double? {
    guard let text else { return nil }
    guard let amount = Double(text), (0...1_000_000).contains(amount) else {
      throw ValidationError("\(flag) is \(text); expected an amount such as 0.99.")
    }
    return amount
  }

  /// `0.3` and `30%` are the same share.
  private func share(
    _ text: String,
    flag: String,
    _ range: ClosedRange<Double>
  ) throws -> Double {
    let isPercent = text.hasSuffix("%")
    let number = Double(isPercent ? String(text.dropLast()) : text)
    guard let share = number.map({ isPercent ? $0 / 100 : $0 }), range.contains(share) else {
      throw ValidationError(
        "\(flag) is \(text); expected a share from \(range.lowerBound) to \(range.upperBound), "
          + "such as 0.3 or 30%."
      )
    }
    return share
  }
}
