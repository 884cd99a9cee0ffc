/// The counts of one stratum: `x1` of `n1` for the bot, `x0` of `n0` for humans.
package struct StratumTable: Hashable, Sendable {
  /// The stratum's code.
  package let code: Int32
  /// The bot's rows with a yes.
  package let x1: Double
  /// The bot's rows.
  package let n1: Double
  /// The humans' rows with a yes.
  package let x0: Double
  /// The humans' rows.
  package let n0: Double

  /// The counts of one stratum.
  package init(code: Int32 = 0, x1: Double, n1: Double, x0: Double, n0: Double) {
    self.code = code
    self.x1 = x1
    self.n1 = n1
    self.x0 = x0
    self.n0 = n0
  }

  /// Whether both arms have rows.
  package var hasBoth: Bool { n1 > 0 && n0 > 0 }
}
