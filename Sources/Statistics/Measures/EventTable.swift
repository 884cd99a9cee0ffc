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
    /// Events of the cause and of other causes at this time.
    fileprivate var counts: (caused: Int, competing: Int) { (Int(caused), Int(ended - caused)) }
  }

  private(set) var steps: [Step] = []
  /// Rows that are still open when the data end.
  private(set) var open = 0
  /// The latest time of an open row; nil when all ended.
  private(set) var lastOpen: Double?
  private let order: EventOrder
  /// The rows of this table, as ranks of the order.
  private let ranks: [Int32]

  /// How many rows there are.
  var count: Int { ranks.count }

  /// Counts all rows.
  init(time: [Double], status: [UInt8], cause: UInt8) {
    let order = EventOrder(time, status, cause: cause)
    self.init(order, ranks: (0..<order.count).map { Int32($0) })
  }

  /// Counts some of the rows, by their ranks.
  init(_ order: EventOrder, ranks: [Int32]) {
    self.order = order
    self.ranks = ranks
    // What is reserved and not used stays untouched; growing would copy.
    steps.reserveCapacity(ranks.count)
    var index = 0
    while index < ranks.count {
      let start = index
      let first = Int(ranks[start])
      let own = order.time(first)
      var events: Int32 = 0
      var ofCause: Int32 = 0
      repeat {
        switch order.end(Int(ranks[index])) {
        case .open:
          open += 1
          lastOpen = own
        case .event:
          events += 1
          ofCause += 1
        case .competing: events += 1
        }
        index += 1
      } while index < ranks.count && order.isTied(Int(ranks[index]), first)
      steps.append(
        Step(
          time: own,
          bound: Int32(index),
          atRisk: Int32(ranks.count - start),
          events: events,
          ofCause: ofCause
        )
      )
    }
  }

  /// What is known at a horizon.
  struct Point {
    /// The cumulative incidence of the cause.
    fileprivate(set) var incidence = 0.0
    /// Whether follow-up lasts until the horizon; if not, nothing but counts is known.
    fileprivate(set) var isFollowed = false
    /// Rows with a time at or after the horizon.
    fileprivate(set) var atRisk: Int
    /// Rows with the event by the horizon.
    fileprivate(set) var events = 0
    /// Rows that ended otherwise by then.
    fileprivate(set) var competing = 0
    /// The size when nothing varies: rows that are known to have gone the one way or the other.
    fileprivate var certainSize = 0.0
    fileprivate var line = InfluenceLine()

    /// Whether the incidence is exactly 0 or 1.
    var isCertain: Bool { incidence <= 0 || incidence >= 1 }

    /// The influence value of the rows whose time lies after the horizon.
    var later: Double { isCertain ? 0 : line.value(at: incidence) }

    /// The effective size before customers are considered, from the sum of squared influence values.
    ///
    /// The sum is Greenwood's variance when nothing competes.
    func effectiveSize(variance: Double) -> Double {
      !isCertain && variance > 1e-20 ? incidence * (1 - incidence) / variance : certainSize
    }
  }

  /// The estimates at some horizons, in one walk; `rows` gets each position's influence.
  ///
  /// The formula of STATISTICS.md 4.3 for a row's influence on the incidence F at a horizon adds up
  /// terms of F and terms without it. Both sums depend on the row's own time alone, so that they
  /// serve for all horizons that are not before it.
  func points(at horizons: [Double], rows: inout [InfluenceRow]) -> [Point] {
    var points = horizons.map { _ in Point(atRisk: count) }
    let asked = horizons.indices.sorted { horizons[$0] < horizons[$1] }
    var next = 0
    var state = Walk()
    var start = 0
    // The last step that lies before a horizon may be at it: then its rows are still at risk there.
    var before = Walk.Counts()
    func close(_ point: inout Point, _ horizon: Double, _ last: Step?) {
      let isAt = last.map { $0.time >= horizon } ?? false
      let passed = isAt ? before : state.counts
      point.atRisk = count - passed.rows
      point.events = state.counts.caused
      point.competing = state.counts.competing
      // Counts far below 1e12 cannot bring a true incidence this near to 1.
      let incidence = state.sum.value
      point.incidence = incidence > 1 - 1e-12 ? 1 : incidence
      point.isFollowed =
        (steps.last.map { $0.time >= horizon } ?? false) || state.survival <= Self.exhausted
      point.certainSize =
        point.incidence >= 0.5
        ? Double(state.counts.caused) : Double(point.atRisk + passed.competing)
      point.line = state.line
    }
    var last: Step?
    for step in steps {
      while next < asked.count, horizons[asked[next]] < step.time {
        close(&points[asked[next]], horizons[asked[next]], last)
        next += 1
      }
      before = state.counts
      let (open, competing, event) = state.pass(step)
      for index in start..<Int(step.bound) {
        let rank = Int(ranks[index])
        let end = order.end(rank)
        let line = InfluenceLine(
          slope: end == .open ? open.slope : competing.slope,
          offset: end == .open ? open.offset : end == .event ? event.offset : competing.offset
        )
        rows[order.position(rank)] = InfluenceRow(time: step.time, line: line)
      }
      start = Int(step.bound)
      last = step
    }
    while next < asked.count {
      close(&points[asked[next]], horizons[asked[next]], last)
      next += 1
    }
    return points
  }

  /// What has been added up so far.
  private struct Walk {
    struct Counts {
      var rows = 0
      var caused = 0
      var competing = 0
    }

    var counts = Counts()
    var survival = 1.0
    /// The cumulative incidence.
    var sum = CompensatedSum()
    private var slope = CompensatedSum()
    private var offset = CompensatedSum()

    /// What a row carries that is neither open nor ended yet.
    var line: InfluenceLine { InfluenceLine(slope: slope.value, offset: offset.value) }

    /// One more step, and what its rows carry by what they came to.
    @inline(__always) mutating func pass(
      _ step: Step
    ) -> (open: InfluenceLine, competing: InfluenceLine, event: InfluenceLine) {
      let (caused, competed) = step.counts
      counts.rows = Int(step.bound)
      counts.caused += caused
      counts.competing += competed
      guard caused + competed > 0 else { return (line, line, line) }
      let hazard = step.events / step.atRisk
      sum.add(survival * step.ofCause / step.atRisk)
      // What is still to come is F less the incidence so far, over this; nothing if all end here.
      let share = 1 / step.atRisk
      let reach = hazard < 1 ? share / (1 - hazard) : 0
      let soFar = sum.value
      slope.add(reach * step.events * share)
      offset.add((reach * soFar * step.events + survival * step.ofCause * share) * share)
      let open = line
      let competing = InfluenceLine(
        slope: open.slope - reach,
        offset: open.offset - reach * soFar
      )
      let event = InfluenceLine(
        slope: competing.slope,
        offset: competing.offset - survival * share
      )
      survival *= 1 - hazard
      return (open, competing, event)
    }
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

/// Rows in order of time, with what each came to.
///
/// Sorted once; what a row came to travels with it, so that no table has to look it up.
struct EventOrder: Sendable {
  enum End: UInt8 {
    case open
    case event
    case competing
  }

  private let order: TaggedValues

  /// The rows whose time is not NaN; `cause` is the status of the event, 0 that of an open row.
  init(_ time: [Double], _ status: [UInt8], cause: UInt8) {
    var tags = [UInt32](repeating: 0, count: time.count)
    for position in time.indices {
      let code = status[position]
      let end: End = code == 0 ? .open : (code == cause ? .event : .competing)
      tags[position] = UInt32(truncatingIfNeeded: position << 2 | Int(end.rawValue))
    }
    order = TaggedValues(time, tags: tags)
  }

  var count: Int { order.count }

  func time(_ rank: Int) -> Double { order.value(rank) }

  @inline(__always) func position(_ rank: Int) -> Int { order.tag(rank) >> 2 }

  @inline(__always) func end(_ rank: Int) -> End {
    End(rawValue: UInt8(truncatingIfNeeded: order.tag(rank) & 3)) ?? .open
  }

  @inline(__always) func isTied(_ rank: Int, _ other: Int) -> Bool { order.isTied(rank, other) }
}

/// A row's influence as a function of the incidence at the horizon.
struct InfluenceLine {
  fileprivate(set) var slope = 0.0
  fileprivate(set) var offset = 0.0

  @inline(__always) func value(at incidence: Double) -> Double { slope * incidence - offset }
}

/// A row's time, and its influence on the incidence at every horizon that is not before it.
struct InfluenceRow {
  /// NaN for a row that is not counted.
  var time = Double.nan
  var line = InfluenceLine()
}
