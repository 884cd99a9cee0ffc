import ArgumentParser
import Pipeline

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
      "Hours that a full-time agent is paid for in a month; 160 without it.",
      valueName: "hours"
    )
  )
  var paidHours: String?

  @Option(
    help: ArgumentHelp(
      "Share of paid hours in which an agent is absent, in training or on a break; 0.30 without it.",
      valueName: "share"
    )
  )
  var shrinkage: String?

  @Option(
    help: ArgumentHelp(
      "Share of the hours present that is spent on contacts; 0.85 without it.",
      valueName: "share"
    )
  )
  var occupancy: String?

  func validate() throws {
    _ = try Settings.checked(assignments)
  }

  /// What the flags say.
  var assignments: [Settings.Assignment] {
    [
      Settings.Assignment("cost_bot_contact", botContact, "--cost-bot-contact"),
      Settings.Assignment("cost_bot_resolution", botResolution, "--cost-bot-resolution"),
      Settings.Assignment("cost_human_hour", humanHour, "--cost-human-hour"),
      Settings.Assignment("currency", currency, "--currency"),
      Settings.Assignment("paid_hours", paidHours, "--paid-hours"),
      Settings.Assignment("shrinkage", shrinkage, "--shrinkage"),
      Settings.Assignment("occupancy", occupancy, "--occupancy"),
    ].compactMap(\.self)
  }
}
