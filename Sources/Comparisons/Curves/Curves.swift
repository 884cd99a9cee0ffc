import Cohorts
import Facts
import Statistics

/// The curves of both events and both entry cohorts.
///
/// Contacts that are still open when the data end take part for as long as they were observed. The times are the same for all reports, so that the tables
/// of two reports can be laid side by side.
/// - Complexity: one sort of the times per curve, then a pass per eight times.
struct Curves: Sendable {
  let design: ComparisonDesign

  /// Every curve is a piece of its own.
  func all(_ runner: some PieceRunner) async -> [Curve] {
    let events = Curve.Event.allCases.map { ($0, column(of: $0)) }
    return await runner.results(of: events.count * 2) { piece in
      let (event, column) = events[piece / 2]
      return curve(event, column, arm: piece % 2 == 0 ? 1 : 0)
    }
  }

  private func column(of event: Curve.Event) -> TimeColumn {
    switch event {
    // The contacts of the headline measure: one that is still open is closed after a day at most, so that young
    // contacts would end every curve before its horizon.
    case .resolution:
      TimeColumn(
        DraftBuilder(design: design).followedForADay() ?? design.table.resolution,
        design
      )
    case .repeatContact: TimeColumn(design.table.nextContact, design)
    }
  }

  private func curve(_ event: Curve.Event, _ column: TimeColumn, arm: UInt8) -> Curve {
    let found = try? design.frame?.events(ofArm: arm, time: column.time, status: column.status)
    var curve = Curve(
      event: event,
      cohort: .entry(arm == 1 ? .botFirst : .humanFirst),
      contacts: found?.count ?? 0,
      customers: found?.customers ?? 0,
      horizon: event.horizon
    )
    guard let found, found.count >= design.options.minCell else {
      curve.nullReason = curve.contacts == 0 ? "not_in_export" : "too_few"
      return curve
    }
    curve.open = found.open
    curve.endOfFollowUp = found.endOfFollowUp.map { $0 / 1000 }
    curve.halfTime = found.time(reaching: 0.5).map { $0 / 1000 }
    let estimates =
      (try? found.incidence(horizons: event.times.map { $0 * 1000 }, level: design.options.level))
      ?? []
    curve.points = zip(event.times, estimates).map { seconds, estimate in
      let value = estimate.estimate.known
      return Curve.Point(
        time: seconds,
        value: value,
        lower: value == nil ? nil : estimate.interval.lower,
        upper: value == nil ? nil : estimate.interval.upper,
        atRisk: estimate.atRisk,
        events: estimate.events,
        competing: estimate.competing
      )
    }
    return curve
  }
}

extension Curve.Event {
  /// The horizon of the headline measure, in seconds.
  fileprivate var horizon: Double {
    switch self {
    case .resolution: Double(ResolutionHorizon.oneDay.span) / 1000
    case .repeatContact: Double(RepeatWindow.week.span) / 1000
    }
  }

  /// The times of the curve in seconds: about ten to a power of ten, on numbers that people name.
  fileprivate var times: [Double] {
    let minutes: [Double] = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50]
    let hours: [Double] = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 16, 20]
    let days: [Double] = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7]
    switch self {
    case .resolution:
      return [10, 12, 15, 20, 25, 30, 40, 50] + minutes.map { $0 * 60 } + hours.map { $0 * 3600 }
        + days.map { $0 * 86_400 }
    case .repeatContact:
      let later: [Double] = [8, 10, 12, 14, 17, 20, 25, 30]
      let early: [Double] = [1, 2, 3, 5, 10, 15, 20, 30, 40]
      return early.map { $0 * 60 } + hours.map { $0 * 3600 } + (days + later).map { $0 * 86_400 }
    }
  }
}
