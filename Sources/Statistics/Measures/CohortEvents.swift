/// When the event of interest came, if it did, in one cohort: counted once for all horizons.
///
/// For the description of a single group; see ``CohortFrame``.
/// - Complexity: one linear sort to make, then a walk per eight horizons.
package struct CohortEvents: Sendable {
  private let table: EventTable
  /// How many timed rows each customer has, in the order of the rows.
  private let sizes: [Int32]

  /// Rows whose time is known.
  package var count: Int { table.count }
  /// Customers among them.
  package var customers: Int { sizes.count }
  /// Rows that are still open when the data end.
  package var open: Int { table.open }
  /// The latest time of an open row; nil when all ended.
  package var endOfFollowUp: Double? { table.lastOpen }

  /// The events of rows with each customer's together.
  ///
  /// Status 0 is still open when the data end, `cause` the event, any other code a competing end. Rows
  /// whose time is NaN are not counted.
  package init(
    time: [Double],
    status: [UInt8],
    runs: CustomerRuns,
    cause: UInt8 = 1
  ) throws(ColumnError) {
    try ColumnError.check(time.count, rows: runs.count)
    try ColumnError.check(status.count, rows: runs.count)
    var builder = Builder(runs.count)
    for row in runs.ends.indices {
      if !time[row].isNaN { builder.add(time[row], status[row]) }
      if runs.ends[row] != 0 { builder.endCustomer() }
    }
    self.init(builder, cause: cause)
  }

  private init(_ builder: Builder, cause: UInt8) {
    table = EventTable(time: builder.time, status: builder.status, cause: cause)
    sizes = builder.sizes
  }

  private struct Builder {
    var time: [Double] = []
    var status: [UInt8] = []
    var sizes: [Int32] = []
    private var own: Int32 = 0

    init(_ rows: Int) {
      time.reserveCapacity(rows)
      status.reserveCapacity(rows)
    }

    @inline(__always) mutating func add(_ time: Double, _ status: UInt8) {
      self.time.append(time)
      self.status.append(status)
      own += 1
    }

    @inline(__always) mutating func endCustomer() {
      if own > 0 { sizes.append(own) }
      own = 0
    }
  }

  /// The smallest time by which at least `share` had the event; nil for "not reached".
  package func time(reaching share: Double) -> Double? { table.time(reaching: share) }

  /// The cumulative incidence by each horizon (STATISTICS.md 4.3).
  ///
  /// Without competing ends it is one minus Kaplan and Meier's survival, with Greenwood's error.
  ///
  /// Source: Kaplan, Meier 1958; Aalen, Johansen 1978; Rothman, *J Chronic Dis* 31 (1978), 557.
  package func incidence(
    horizons: [Double],
    level: Double = 0.95
  ) throws(ColumnError) -> [IncidenceEstimate] {
    try ColumnError.check(share: level, name: "level")
    var rows = [InfluenceRow](repeating: InfluenceRow(), count: table.count)
    let points = table.points(at: horizons, rows: &rows)
    let varying = horizons.indices.filter { points[$0].isFollowed && !points[$0].isCertain }
    var sums = [EventSums.Pair](repeating: (0, 0), count: horizons.count)
    for chunk in stride(from: 0, to: varying.count, by: EventSums.width) {
      let own = varying[chunk..<min(varying.count, chunk + EventSums.width)]
      let found = EventSums(
        rows,
        sizes,
        at: own.map { (horizons[$0], points[$0].incidence, points[$0].later) }
      )
      for (lane, horizon) in own.enumerated() { sums[horizon] = found[lane] }
    }
    return horizons.indices.map { estimate(horizons[$0], points[$0], sums[$0], level) }
  }

  private func estimate(
    _ horizon: Double,
    _ point: EventTable.Point,
    _ sums: EventSums.Pair,
    _ level: Double
  ) -> IncidenceEstimate {
    guard point.isFollowed else {
      return IncidenceEstimate(
        horizon: horizon,
        estimate: nil,
        standardError: nil,
        interval: Interval(lower: 0, upper: 1, level: level),
        atRisk: point.atRisk,
        events: point.events,
        competing: point.competing,
        size: .empty,
        method: .incidence,
        caveats: [.followUpTooShort]
      )
    }
    let n = Double(count)
    let designEffect = CustomerVariance.designEffect(
      independent: count > 1 ? sums.squares * n / (n - 1) : 0,
      clustered: sums.clustered,
      customers: customers,
      rows: count
    )
    let effective =
      point.effectiveSize(variance: sums.squares)
      / (point.isCertain ? meanCustomerSize : designEffect)
    let size = SampleSize(
      rows: count,
      customers: customers,
      effective: effective,
      designEffect: designEffect
    )
    return IncidenceEstimate(
      horizon: horizon,
      estimate: point.incidence,
      standardError: sums.squares.squareRoot(),
      interval: Wilson.interval(share: point.incidence, size: effective, level: level),
      atRisk: point.atRisk,
      events: point.events,
      competing: point.competing,
      size: size,
      method: .incidence,
      caveats: size.caveats
    )
  }

  /// The summed squares of the customers' row counts over the number of rows (section 4.3).
  private var meanCustomerSize: Double {
    count > 0 ? sizes.reduce(0) { $0 + Double($1) * Double($1) } / Double(count) : 1
  }
}

extension ComparisonFrame {
  /// The events of one arm alone, as it stands; columns as for ``incidences(time:status:cause:horizons:level:)``.
  package func events(
    ofArm arm: UInt8,
    time: [Double],
    status: [UInt8],
    cause: UInt8 = 1
  ) throws(ColumnError) -> CohortEvents {
    try CohortEvents(self, arm: Int32(arm), time: time, status: status, cause: cause)
  }
}

extension CohortEvents {
  fileprivate init(
    _ frame: ComparisonFrame,
    arm: Int32,
    time: [Double],
    status: [UInt8],
    cause: UInt8
  ) throws(ColumnError) {
    try ColumnError.check(time.count, rows: frame.rowCount)
    try ColumnError.check(status.count, rows: frame.rowCount)
    var builder = Builder(frame.rowCount)
    for place in frame.rows.indices {
      let row = Int(frame.rows[place])
      if frame.cell[place] & 1 == arm, !time[row].isNaN { builder.add(time[row], status[row]) }
      if frame.ends[place] == 3 { builder.endCustomer() }
    }
    self.init(builder, cause: cause)
  }
}

/// What the influence of rows and of customers on up to eight incidences adds up to.
///
/// The cluster-robust sandwich of ``CustomerVariance`` for a single stratum, eight horizons side by
/// side.
private struct EventSums {
  /// The sum over rows, which is the variance if every row were a customer of its own, and the
  /// variance with customers as the independent units.
  typealias Pair = (squares: Double, clustered: Double)
  typealias Lanes = SIMD8<Double>

  /// As many horizons as are read at once.
  static let width = 8
  /// Customers whose squares are added up before the sum that remembers rounding gets them.
  private static let stretch = 64

  private let squares: Lanes
  private let clustered: Lanes

  subscript(_ lane: Int) -> Pair { (squares[lane], clustered[lane]) }

  /// `points` has the horizon, the incidence there and the influence of rows that come later.
  init(
    _ rows: [InfluenceRow],
    _ sizes: [Int32],
    at points: [(horizon: Double, incidence: Double, later: Double)]
  ) {
    var horizon = Lanes.zero
    var incidence = Lanes.zero
    var later = Lanes.zero
    for (lane, point) in points.enumerated() {
      horizon[lane] = point.horizon
      incidence[lane] = point.incidence
      later[lane] = point.later
    }
    let n = Double(rows.count)
    // A customer who is the whole cohort is its mean: nothing varies, nothing is known.
    func scale(_ size: Int) -> Double { size < rows.count ? 1 / (1 - Double(size) / n) : 0 }
    let scales = (0...16).map(scale)
    var squares = CompensatedLanes()
    var clustered = CompensatedLanes()
    var ofRows = Lanes.zero
    var ofCustomers = Lanes.zero
    var row = 0
    for customer in sizes.indices {
      let size = Int(sizes[customer])
      var sum = Lanes.zero
      for _ in 0..<size {
        let own = rows[row]
        row &+= 1
        let phi = (incidence * own.line.slope - own.line.offset)
          .replacing(with: later, where: horizon .< own.time)
        sum += phi
        ofRows += phi * phi
      }
      ofCustomers += sum * sum * (size < scales.count ? scales[size] : scale(size))
      guard customer & (Self.stretch - 1) == Self.stretch - 1 else { continue }
      squares.add(ofRows)
      clustered.add(ofCustomers)
      (ofRows, ofCustomers) = (.zero, .zero)
    }
    squares.add(ofRows)
    clustered.add(ofCustomers)
    self.squares = squares.value
    self.clustered = clustered.value
  }
}
