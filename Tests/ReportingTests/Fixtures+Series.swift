import Comparisons
import Facts

/// What is drawn over time.
extension Fixture {
  /// Curves that rise to 70 and 80 of 100, the bot's with follow-up that ends after two days.
  static func curves() -> [Curve] {
    let times: [Double] = [10, 60, 600, 3600, 21_600, 86_400, 604_800]
    return [(Cohort.entry(.botFirst), 0.7), (.entry(.humanFirst), 0.8)].map { cohort, top in
      var curve = Curve(
        event: .resolution,
        cohort: cohort,
        contacts: 1000,
        customers: 700,
        horizon: 86_400
      )
      curve.open = 12
      curve.endOfFollowUp = cohort == .entry(.botFirst) ? 172_800 : nil
      curve.points = times.enumerated().map { index, time in
        let isKnown = time < 604_800 || cohort != .entry(.botFirst)
        let value = top * Double(index + 1) / Double(times.count)
        return Curve.Point(
          time: time,
          value: isKnown ? value : nil,
          lower: isKnown ? value - 0.03 : nil,
          upper: isKnown ? value + 0.03 : nil,
          atRisk: isKnown ? 1000 - 120 * (index + 1) : 0,
          events: 100 * (index + 1),
          competing: 20 * (index + 1)
        )
      }
      return curve
    }
  }

  /// One chart with an alert in its last week but one.
  static func charts() -> [WeeklyChart] {
    var chart = WeeklyChart(
      metric: Metrics.durable,
      statistic: "rate",
      cohort: .entry(.botFirst),
      completeWeeks: 14
    )
    chart.baselineWeeks = 14
    chart.center = 0.6
    chart.sigmaZ = 1.1
    chart.weeks = (0..<7).map {
      .init(
        monday: 20_514 + 7 * $0,
        value: $0 == 6 ? 0.4 : 0.6,
        lower: 0.5,
        upper: 0.7,
        isAlert: $0 == 6,
        isWatched: false
      )
    }
    return [chart]
  }
}
