/// Round numbers for axes.
enum Axis {
  /// A range around zero, as wide on both sides, that holds all values given and ends on a round number.
  static func symmetric(_ values: [Double], atLeast least: Double) -> ClosedRange<Double> {
    let largest = values.filter(\.isFinite).map(\.magnitude).max() ?? 0
    let wanted = max(largest, least)
    // Bounds whose half is a round number too, since that is where the ticks stand.
    let bounds: [Double] = [2, 4, 6, 10, 20, 30, 40, 60, 80, 100]
    let bound = bounds.first { $0 >= wanted } ?? roundedUp(wanted)
    return -bound...bound
  }

  /// From zero to a round number of percent that holds all values given.
  static func percent(upTo largest: Double) -> ClosedRange<Double> {
    let bounds: [Double] = [1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 80]
    return 0...(bounds.first { $0 >= largest } ?? 100)
  }

  /// Round ticks inside the range, at most `count` of them or a few more.
  static func ticks(_ range: ClosedRange<Double>, count: Int) -> [Double] {
    let span = range.upperBound - range.lowerBound
    guard span > 0, span.isFinite, count > 0 else { return [range.lowerBound] }
    let step = roundedUp(span / Double(count))
    var result: [Double] = []
    var index = (range.lowerBound / step - 1e-9).rounded(.up)
    while index * step <= range.upperBound + step * 1e-9, result.count < 50 {
      result.append(index * step)
      index += 1
    }
    return result
  }

  /// The least of 1, 2, 5 and 10 times a power of ten that is not below the value.
  static func roundedUp(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 1 }
    var power = 1.0
    while power > value, power > 1e-12 { power /= 10 }
    while power * 10 <= value, power < 1e12 { power *= 10 }
    for factor in [1.0, 2, 5] where power * factor >= value * (1 - 1e-9) {
      return power * factor
    }
    return power * 10
  }

  /// Times that people name, in seconds.
  static let times: [Double] = [
    0.1, 1, 10, 60, 600, 3600, 21_600, 86_400, 604_800, 2_592_000,
  ]
}
