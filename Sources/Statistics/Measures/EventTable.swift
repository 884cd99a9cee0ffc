/// The times of one arm and stratum, counted once and then read at any horizon.
///
/// Aalen and Johansen's estimate of the cumulative incidence of one cause; without competing ends it
/// is one minus Kaplan and Meier's. Status 0 is still open when the data end, the cause's code is
/// the event, any other code a competing end. Events at a time come before censorings at that time.
///
/// Assumes that rows are left open for reasons that have nothing to do with their outcome (the data
/// end). An abandoned row is a competing end, never a censored one.
///
/// Source: Kaplan, Meier, *JASA* 53 (1958), 457; Aalen, Johansen, *Scand J Stat* 5 (1978), 141;
/// Rothman, *J Chronic Dis* 31 (1978), 557 (interval at the effective size).
struct EventTable {
  /// A survival at or below this is nil but for rounding.
  static let exhausted = 1e-15

  /// One distinct time.
  ///
  /// There may be as many as rows: counts are kept in 4 bytes each.
  struct Step {
    let time: Double
    /// One past the last row with this time, in order of time.
    fileprivate let bound: Int32
    private let rows: Int32
    private let ended: Int32
    private let caused: Int32

    fileprivate init(time: Double, bound: Int32, atRisk: Int32, events: Int32, ofCause: Int32) {
      self.time = time
      self.bound = bound
      rows = atRisk
      ended = events
      caused = ofCause
    }

    /// Rows with at least this time.
    var atRisk: Double { Double(rows) }
    /// Events of any kind at this time.
    var events: Double { Double(ended) }
    /// Events of the cause at this time.
    var ofCause: Double { Double(caused) }
  }

  private(set) var steps: [Step] = []
  /// Positions in order of time.
  private let order: [Int32]
  /// What each entry of `order` came to.
  private let ends: [End]

  private enum End: UInt8 {
    case open
    case event
    case competing
  }

  /// Counts the positions of one stratum.
  init(
    positions: Range<Int>,
    time: (_ position: Int) -> Double,
    status: (_ position: Int) -> UInt8,
    cause: UInt8
  ) {
    let order = TaggedValues(
      positions.map(time),
      tags: positions.map { UInt32($0) }
    )
    self.init(
      sorted: (0..<order.count).map { Int32(order.tag($0)) },
      time: time,
      status: status,
      cause: cause
    )
  }

  /// Counts positions that are in order of time already.
  init(
    sorted: [Int32],
    time: (_ position: Int) -> Double,
    status: (_ position: Int) -> UInt8,
    cause: UInt8
  ) {
    let kinds = sorted.map { position -> End in
      let code = status(Int(position))
      return code == 0 ? .open : (code == cause ? .event : .competing)
    }
    order = sorted
    ends = kinds
    // What is reserved and not used stays untouched; growing would copy.
    steps.reserveCapacity(order.count)
    var index = 0
    while index < order.count {
      let start = index
      let own = time(Int(order[start]))
      var events: Int32 = 0
      var ofCause: Int32 = 0
      while index < order.count, time(Int(order[index])) == own {
        if kinds[index] != .open { events += 1 }
        if kinds[index] == .event { ofCause += 1 }
        index += 1
      }
      steps.append(
        Step(
          time: own,
          bound: Int32(index),
          atRisk: Int32(order.count - start),
          events: events,
          ofCause: ofCause
        )
      )
    }
  }

  /// What is known at a horizon.
  struct Point {
    /// The cumulative incidence of the cause.
    var incidence: Double
    /// The sum of squared influence values: Greenwood's variance when nothing competes.
    var variance: Double
    /// The effective size before customers are considered.
    var effectiveSize: Double
    /// Rows with a time at or after the horizon.
    var atRisk: Int
    /// Whether the incidence is exactly 0 or 1.
    var isCertain: Bool
  }

  /// Rows with a time at or after the horizon.
  func atRisk(at horizon: Double) -> Int {
    let first = steps.partitionPoint { $0.time >= horizon }
    return order.count - (first > 0 ? Int(steps[first - 1].bound) : 0)
  }

  /// The estimate at a horizon, with each position's influence value stored in `phi`.
  ///
  /// Nil if follow-up ends before the horizon while rows are still open.
  func evaluate(at horizon: Double, phi: inout [Double]) -> Point? {
    guard let last = steps.last else { return nil }
    let reached = steps.partitionPoint { $0.time > horizon }
    var survival = 1.0
    var sum = CompensatedSum()
    for step in steps[..<reached] {
      sum.add(survival * step.ofCause / step.atRisk)
      survival *= 1 - step.events / step.atRisk
    }
    guard last.time >= horizon || survival <= Self.exhausted else { return nil }
    var incidence = sum.value
    // Counts far below 1e12 cannot bring a true incidence this near to 1.
    if incidence > 1 - 1e-12 { incidence = 1 }
    let isCertain = incidence <= 0 || incidence >= 1
    let variance = isCertain ? 0 : influence(incidence, reached: reached, phi: &phi)
    if isCertain { for position in order { phi[Int(position)] = 0 } }
    let size =
      !isCertain && variance > 1e-20
      ? incidence * (1 - incidence) / variance : certainSize(incidence, horizon, reached)
    return Point(
      incidence: incidence,
      variance: variance,
      effectiveSize: size,
      atRisk: atRisk(at: horizon),
      isCertain: isCertain
    )
  }

  /// Fills `phi` by the formula of STATISTICS.md 4.3 and gives the sum of squares.
  private func influence(_ incidence: Double, reached: Int, phi: inout [Double]) -> Double {
    var survival = 1.0
    var soFar = CompensatedSum()
    var carried = CompensatedSum()
    var squares = CompensatedSum()
    var start = 0
    for step in steps[..<reached] {
      let hazard = step.events / step.atRisk
      soFar.add(survival * step.ofCause / step.atRisk)
      let toCome = hazard < 1 ? (incidence - soFar.value) / (1 - hazard) : 0
      carried.add(
        (toCome * step.events - survival * step.ofCause) / (step.atRisk * step.atRisk)
      )
      let open = carried.value
      let competing = open - toCome / step.atRisk
      let event = competing + survival / step.atRisk
      for entry in start..<Int(step.bound) {
        let value =
          switch ends[entry] {
          case .open: open
          case .competing: competing
          case .event: event
          }
        phi[Int(order[entry])] = value
        squares.add(value * value)
      }
      survival *= 1 - hazard
      start = Int(step.bound)
    }
    let afterwards = carried.value
    for position in order[start...] {
      phi[Int(position)] = afterwards
      squares.add(afterwards * afterwards)
    }
    return squares.value
  }

  /// The size when nothing varies: rows that are known to have gone the one way or the other.
  private func certainSize(_ incidence: Double, _ horizon: Double, _ reached: Int) -> Double {
    let seen = steps[..<reached]
    if incidence >= 0.5 { return seen.reduce(0) { $0 + $1.ofCause } }
    let ended = seen.lazy.filter { $0.time < horizon }.reduce(0) { $0 + $1.events - $1.ofCause }
    return Double(atRisk(at: horizon)) + ended
  }

  /// The smallest time with a cumulative incidence of at least `share`; nil if it is not reached.
  func time(reaching share: Double) -> Double? {
    var survival = 1.0
    var sum = CompensatedSum()
    for step in steps {
      sum.add(survival * step.ofCause / step.atRisk)
      if sum.value >= share - WeightedDistribution.slack { return step.time }
      survival *= 1 - step.events / step.atRisk
    }
    return nil
  }
}
