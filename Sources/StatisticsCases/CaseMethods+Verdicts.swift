import Statistics

extension CaseMethods {
  static func falseDiscovery(_ input: CaseInput) throws(CaseError) -> Output {
    let values = try input.numbers("p_values")
    guard values.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
      throw .field("p_values", expected: "between 0 and 1")
    }
    return ["q_values": array(FalseDiscovery.qValues(values))]
  }

  static func verdict(_ input: CaseInput) throws(CaseError) -> Output {
    guard let better = BetterDirection(rawValue: try input.string("better")) else {
      throw .field("better", expected: "higher or lower")
    }
    func interval(_ level: Double, _ name: String) throws(CaseError) -> Interval {
      // An empty arm may leave the limits out; the table then decides without them.
      let lower = input.has("lower" + name) ? try input.number("lower" + name) : -.infinity
      let upper = input.has("upper" + name) ? try input.number("upper" + name) : .infinity
      return Interval(lower: lower, upper: upper, level: level)
    }
    let decision = decide(
      DecisionInput(
        interval95: try interval(0.95, "95"),
        interval90: try interval(0.90, "90"),
        margin: input.has("margin") ? try input.size("margin") : 0,
        better: better,
        qValue: input.has("q_value") ? try input.share("q_value") : 1,
        botCustomers: try input.integer("customers1"),
        humanCustomers: try input.integer("customers0"),
        botRows: try input.integer("n1"),
        humanRows: try input.integer("n0"),
        comparableShare: input.has("comparable_share1")
          ? try input.share("comparable_share1") : 0
      )
    )
    return [
      "verdict": .string(decision.verdict.rawValue), "reason": .string(decision.reason.rawValue),
      "detectable": .bool(decision.isDetectable),
    ]
  }
}
