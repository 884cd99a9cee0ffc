extension Scenario {
  /// Every scenario, in the order in which they are documented.
  package static let all: [Scenario] = [
    easyTopics, nullCaseMix, botWorse, stickyCustomers, rareOutcome, small, abandonment, growingBot,
    surveyBias, latentConfounding, noDifference, bench,
  ]

  /// The scenario of a name, or nil.
  package static func named(_ name: String) -> Scenario? {
    all.first { $0.name == name }
  }

  /// The weights of 1 to 12 contacts per customer: a power law with exponent 2.
  private static let powerLaw = (1...12).map { 10_000 / ($0 * $0) }

  // Subjects in the order of `Subject`: order status, password reset, invoice copy, delivery change,
  // damaged item, refund disputed, opening hours (the bot alone), business order (people alone).
  private static let easyTopics = Scenario(
    name: "easy-topics",
    summary: "The bot resolves about 11 points fewer for good, and raw figures favour it by 10, "
      + "because it gets the easier topics.",
    conversations: 980,
    weeks: 6,
    subjectShares: [20, 13, 11, 13, 17, 16, 6, 4],
    botShares: [7300, 7400, 7000, 5200, 3100, 3000, 10_000, 0],
    customerEffect: 300,
    contactsPerCustomer: powerLaw,
    ownAccordGap: QuantileTable(hours: [80, 190, 260, 330, 410, 500, 600, 700, 800]),
    bot: ArmModel(
      resolved: [8700, 8800, 8500, 6600, 3200, 2000, 9600, 3000],
      angerPenalty: 1800,
      otherLanguagePenalty: 300,
      resolvedEndings: [34, 26, 40],
      unresolvedEndings: [30, 22, 12, 16, 20, 0],
      returns: [500, 600, 900, 4500, 4500, 5500, 4500, 6500, 5000],
      firstResponse: QuantileTable(
        milliseconds: [900, 1400, 1900, 2600, 3400, 4600, 6500, 9500, 30_000]),
      reply: QuantileTable(milliseconds: [700, 1200, 1700, 2300, 3000, 4200, 6000, 9000, 25_000]),
      unknownCustomer: 1200,
      ratings: (850, 750),
      satisfied: (8600, 1500),
      handoff: (1500, 2500),
      unmetRequest: (200, 2200),
      repetition: (300, 2200),
      failureRemark: (400, 1500),
      shouting: (50, 700),
      loop: (100, 900)
    ),
    human: ArmModel(
      resolved: [9600, 9600, 9400, 7700, 4100, 3400, 9600, 5000],
      angerPenalty: 700,
      otherLanguagePenalty: 100,
      resolvedEndings: [38, 40, 22],
      unresolvedEndings: [34, 26, 0, 14, 14, 12],
      returns: [300, 400, 600, 4000, 4000, 4000, 4000, 6000, 4500],
      firstResponse: QuantileTable(seconds: [20, 60, 110, 170, 250, 380, 600, 1100, 3600]),
      reply: QuantileTable(seconds: [12, 25, 40, 55, 75, 100, 140, 220, 600]),
      slow: 400,
      unknownCustomer: 500,
      ratings: (3300, 2700),
      satisfied: (9200, 2500),
      repetition: (100, 500),
      failureRemark: (300, 700),
      shouting: (20, 200)
    ),
    oddities: Oddities(
      notEngaged: 120,
      parallel: 80,
      midnight: 120,
      twoRecords: 3000,
      reopened: 600,
      duplicateMessage: 150,
      privateNote: 500,
      queueNotice: 1500,
      closed: 1200,
      surveyOffered: 6500,
      verdict: 1200,
      tester: 54,
      doubtfulDetails: true
    )
  )

  /// The base of the scenarios for simulations: like `easy-topics`, larger, and without odd records.
  private static func simulation(
    _ name: String,
    _ summary: String,
    _ change: (inout Scenario) -> Void
  ) -> Scenario {
    var scenario = easyTopics
    scenario.name = name
    scenario.summary = summary
    scenario.conversations = 10_000
    scenario.weeks = 8
    scenario.oddities = Oddities(closed: 1200, surveyOffered: 7500)
    change(&scenario)
    return scenario
  }

  /// Gives the bot the people's outcomes: the same endings in effect, and the same returns.
  ///
  /// A contact that nobody attends has no counterpart on the bot's side; a failed hand-off takes its
  /// place, and comes back as often.
  private static func makeEqual(_ scenario: inout Scenario) {
    scenario.bot.resolved = scenario.human.resolved
    scenario.bot.angerPenalty = scenario.human.angerPenalty
    scenario.bot.otherLanguagePenalty = scenario.human.otherLanguagePenalty
    scenario.bot.resolvedEndings = scenario.human.resolvedEndings
    scenario.bot.unresolvedEndings = [34, 26, 12, 14, 14, 0]
    scenario.human.unresolvedEndings = [34, 26, 0, 14, 14, 12]
    scenario.human.returns = [300, 400, 600, 4000, 4000, 4500, 4000, 6000, 4500]
    scenario.bot.returns = scenario.human.returns
    scenario.human.slow = 0
  }

  private static let nullCaseMix = simulation(
    "null-case-mix",
    "No true difference; the bot gets the easy topics.",
    makeEqual
  )

  private static let botWorse = simulation(
    "bot-worse",
    "The bot truly resolves 8 points fewer in every topic; it gets the easy ones."
  ) { scenario in
    makeEqual(&scenario)
    scenario.bot.resolved = scenario.human.resolved.map { $0 - 800 }
  }

  private static let stickyCustomers = simulation(
    "sticky-customers",
    "As bot-worse, and customers have a strong tendency of their own and stick to one responder."
  ) { scenario in
    makeEqual(&scenario)
    scenario.bot.resolved = scenario.human.resolved.map { $0 - 800 }
    scenario.human.resolved = scenario.human.resolved.map { $0 - 700 }
    scenario.bot.resolved = scenario.bot.resolved.map { $0 - 700 }
    scenario.customerEffect = 1400
    scenario.sticky = 8000
    // Up to 25 contacts, fewer customers with one only.
    scenario.contactsPerCustomer = (1...25).map { 10_000 / $0 / ($0 + 6) }
  }

  private static let rareOutcome = simulation(
    "rare-outcome",
    "Failures are rare: about 2 % with people, 1.6 points more with the bot."
  ) { scenario in
    makeEqual(&scenario)
    scenario.human.resolved = [9850, 9870, 9840, 9800, 9720, 9700, 9850, 9750]
    scenario.bot.resolved = scenario.human.resolved.map { $0 - 160 }
    scenario.human.angerPenalty = 0
    scenario.bot.angerPenalty = 0
    scenario.human.otherLanguagePenalty = 0
    scenario.bot.otherLanguagePenalty = 0
    scenario.customerEffect = 0
    // Nobody gives up without a word and nobody returns: what fails is plain to see.
    scenario.human.unresolvedEndings = [40, 30, 0, 18, 0, 12]
    scenario.bot.unresolvedEndings = [40, 30, 12, 18, 0, 0]
    scenario.human.returns = Array(repeating: 0, count: 9)
    scenario.bot.returns = scenario.human.returns
    scenario.contactsPerCustomer = [80, 20]
    scenario.ownAccordGap = QuantileTable(hours: [200, 300, 400, 500, 600])
  }

  private static let small = simulation(
    "small",
    "As bot-worse with 880 contacts of about 400 customers."
  ) { scenario in
    makeEqual(&scenario)
    scenario.bot.resolved = scenario.human.resolved.map { $0 - 800 }
    scenario.conversations = 880
    scenario.weeks = 12
    scenario.contactsPerCustomer = (1...12).map { 10_000 / ($0 + 1) / ($0 + 1) }
  }

  private static let abandonment = simulation(
    "abandonment",
    "The bot is quick and loses many; people take hours and resolve far more within a day."
  ) { scenario in
    scenario.bot.resolved = [7600, 7800, 7400, 6000, 4800, 4200, 8500, 3000]
    scenario.human.resolved = [8900, 9000, 8800, 7900, 6700, 6300, 9000, 7000]
    scenario.bot.unresolvedEndings = [10, 45, 5, 38, 2, 0]
    scenario.human.unresolvedEndings = [20, 30, 0, 28, 2, 20]
    scenario.human.firstResponse = QuantileTable(
      seconds: [300, 1200, 2400, 3600, 5400, 7500, 10_000, 14_000, 25_000])
    scenario.human.reply = QuantileTable(
      seconds: [120, 600, 1200, 2000, 3000, 4200, 6000, 9000, 15_000])
  }

  private static let growingBot = simulation(
    "growing-bot",
    "The bot's share grows from 10 to 80 % in 12 weeks and its customers come back more often."
  ) { scenario in
    scenario.weeks = 12
    scenario.botShareByWeek = [
      -5000, -4500, -4000, -3300, -2600, -1900, -1200, -500, 300, 1000, 1700, 2400,
    ]
    scenario.bot.returns = [900, 1000, 1300, 5000, 5000, 5500, 5000, 6500, 5000]
  }

  private static let surveyBias = simulation(
    "survey-bias",
    "Ratings favour the bot because only its happy customers answer; among all it satisfies fewer."
  ) { scenario in
    scenario.bot.ratings = (1400, 60)
    scenario.human.ratings = (1900, 3400)
    scenario.bot.satisfied = (8600, 1500)
    scenario.human.satisfied = (9200, 2500)
  }

  private static let latentConfounding = simulation(
    "latent-confounding",
    "No true difference; hard contacts of every topic go to people, and no field shows which are hard."
  ) { scenario in
    makeEqual(&scenario)
    scenario.hidden = Hidden(share: 3500, routing: 3000, outcome: 2500)
  }

  private static let noDifference = simulation(
    "no-difference",
    "No true difference in any measure, speed and ratings included; the bot gets the easy topics."
  ) { scenario in
    makeEqual(&scenario)
    scenario.bot.firstResponse = scenario.human.firstResponse
    scenario.bot.reply = scenario.human.reply
    scenario.bot.ratings = scenario.human.ratings
    scenario.bot.satisfied = scenario.human.satisfied
  }

  private static let bench = simulation(
    "bench",
    "For measuring speed: long lines, many languages, escapes, late lines; any size in little memory."
  ) { scenario in
    scenario.conversations = 20_000
    scenario.weeks = 1
    scenario.languages = [("en", 62), ("de", 16), ("es", 12), ("fr", 10)]
    scenario.contactsPerCustomer = (1...40).map { 100_000 / ($0 * $0) }
    scenario.ownAccordGap = QuantileTable(hours: [1, 2, 4, 8, 14, 24, 48, 90, 170])
    scenario.oddities = Oddities(
      notEngaged: 120,
      parallel: 80,
      midnight: 20,
      twoRecords: 1000,
      reopened: 300,
      duplicateMessage: 50,
      privateNote: 300,
      queueNotice: 1500,
      closed: 5000,
      surveyOffered: 5000,
      verdict: 500,
      doubtfulDetails: true
    )
    scenario.style = Style(
      furtherExchanges: [8, 17, 20, 18, 13, 8, 5, 4, 3, 2, 1, 1],
      isWide: true,
      lateLines: 50
    )
  }
}
