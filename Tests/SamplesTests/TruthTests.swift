import Testing

@testable import Samples

@Suite struct TruthTests {
  @Test func `raw figures favour the bot where people are better`() throws {
    let truth = Truth(of: try #require(Scenario.named("easy-topics")), contacts: 30_000)
    let durable = try #require(truth.outcome("durable_resolution_rate"))
    #expect(durable.trueDifference < -0.08)
    #expect(durable.crudeDifference > 0.05)
    #expect(abs(durable.adjustedDifference - durable.trueDifference) < 0.015)
    for topic in truth.topics {
      if let difference = topic.durableDifference { #expect(difference < 0) }
    }
    #expect(truth.topics.count { $0.durableHuman == nil } == 1)
    #expect(truth.topics.count { $0.durableBot == nil } == 1)
  }

  @Test func `a desk without a difference has none, whatever raw figures say`() throws {
    let truth = Truth(of: try #require(Scenario.named("null-case-mix")), contacts: 30_000)
    for name in ["durable_resolution_rate", "repeat_contact_rate_7d", "resolved_within_24h"] {
      let outcome = try #require(truth.outcome(name))
      #expect(abs(outcome.trueDifference) < 1e-12)
      #expect(abs(outcome.adjustedDifference) < 0.01)
      #expect(abs(outcome.crudeDifference) > 0.05)
    }
  }

  @Test func `what no field shows cannot be adjusted for`() throws {
    let truth = Truth(of: try #require(Scenario.named("latent-confounding")), contacts: 30_000)
    let durable = try #require(truth.outcome("durable_resolution_rate"))
    #expect(abs(durable.trueDifference) < 1e-12)
    #expect(durable.adjustedDifference > 0.04)
  }

  @Test func `ratings favour the bot where its customers are less satisfied`() throws {
    let truth = Truth(of: try #require(Scenario.named("survey-bias")), contacts: 30_000)
    let satisfied = try #require(truth.outcome("satisfied_of_all"))
    #expect(satisfied.trueDifference < 0)
    #expect(truth.satisfiedOfRated.bot > truth.satisfiedOfRated.human)
  }

  @Test(arguments: Scenario.all.map(\.name))
  func `every rate is a share and weights add up to 1`(name: String) throws {
    let truth = Truth(of: try #require(Scenario.named(name)), contacts: 5000)
    for outcome in truth.outcomes {
      for rate in [
        outcome.crudeBot, outcome.crudeHuman, outcome.standardisedBot, outcome.standardisedHuman,
      ] {
        #expect((0...1).contains(rate))
      }
    }
    #expect(abs(truth.topics.reduce(0) { $0 + $1.weight } - 1) < 1e-9)
    #expect(abs(truth.topics.reduce(0) { $0 + $1.share } - 1) < 1e-9)
    let json = String(decoding: truth.json(), as: UTF8.self)
    #expect(json.contains("\"scenario\": \"\(name)\""))
    #expect(!json.contains("nan"))
  }

  /// The tables by hand: one topic, one ending of each kind, no other chance.
  @Test func `a truth that can be worked out by hand`() throws {
    var scenario = try #require(Scenario.named("null-case-mix"))
    scenario.subjectShares = [1, 0, 0, 0, 0, 0, 0, 0]
    scenario.sameSubject = 10_000
    scenario.angry = 0
    scenario.customerEffect = 0
    scenario.languages = [("en", 1)]
    scenario.contactsPerCustomer = [1]
    scenario.botShares[0] = 5000
    scenario.bot.resolved[0] = 7000
    scenario.human.resolved[0] = 8000
    for arm in [\Scenario.bot, \Scenario.human] {
      scenario[keyPath: arm].resolvedEndings = [1, 0, 0]
      // Half state the failure, half give up and look resolved.
      scenario[keyPath: arm].unresolvedEndings = [1, 0, 0, 0, 1, 0]
      scenario[keyPath: arm].returns = [1000, 0, 0, 5000, 0, 0, 0, 6000, 0]
    }
    let truth = Truth(of: scenario, contacts: 2000)
    let durable = try #require(truth.outcome("durable_resolution_rate"))
    // bot 0.7 × 0.9 + 0.15 × 0.4 = 0.69; human 0.8 × 0.9 + 0.1 × 0.4 = 0.76
    #expect(abs(durable.standardisedBot - 0.69) < 1e-9)
    #expect(abs(durable.standardisedHuman - 0.76) < 1e-9)
    let repeats = try #require(truth.outcome("repeat_contact_rate_7d"))
    // bot 0.7 × 0.1 + 0.15 × 0.5 + 0.15 × 0.6 = 0.235
    #expect(abs(repeats.standardisedBot - 0.235) < 1e-9)
  }
}
