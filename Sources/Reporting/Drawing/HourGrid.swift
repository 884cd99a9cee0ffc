import Comparisons

/// A grid of 7 days by 24 hours: a cell is filled where the hour is served, hollow where it is not, and a dot where
/// too few contacts are no evidence.
///
/// Size and fill say it, so that no colour is needed to read it.
struct HourGrid: Sendable {
  var title: String
  var definition: Definition
  var description: String
  var mark: Mark
  var hours: [ServedHours.Hour]

  static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let left = 36.0
  private static let top = 18.0
  private static let side = 16.0
  private static let width = left + 24 * side + 4

  func svg(id: String) -> MarkupWriter {
    SVG.image(
      id: id,
      title: title,
      description: description,
      width: Self.width,
      height: Self.top + 7 * Self.side + 4,
      class: "chart hours"
    ) { svg in
      for hour in stride(from: 0, to: 24, by: 6) {
        svg.label("\(hour):00", x: Self.left + Double(hour) * Self.side, y: Self.top - 6)
      }
      for (day, name) in Self.days.enumerated() {
        svg.label(name, x: 0, y: Self.top + (Double(day) + 0.75) * Self.side)
      }
      for (place, hour) in hours.prefix(168).enumerated() { draw(hour, place, &svg) }
    }
  }

  private func draw(_ hour: ServedHours.Hour, _ place: Int, _ svg: inout SVG) {
    let x = Self.left + Double(place % 24) * Self.side
    let y = Self.top + Double(place / 24) * Self.side
    func square(_ gap: Double, _ name: String, _ svg: inout SVG) {
      let size = Self.side - 2 * gap
      svg.rectangle(x: x + gap, y: y + gap, width: size, height: size, name)
    }
    svg.element("g", []) { svg in
      svg.element("title", []) { $0.write(Self.words(hour, place)) }
      switch hour.isServed {
      case true: square(1.5, "hour served " + mark.style, &svg)
      case false: square(3, "hour " + mark.style, &svg)
      case nil: square(7, "hour unknown", &svg)
      }
    }
  }

  /// `Mon 14:00: 12 of 13 contacts answered in time, served`.
  private static func words(_ hour: ServedHours.Hour, _ place: Int) -> String {
    let name = days[place / 24] + " \(place % 24):00: "
    guard hour.contacts > 0 else { return name + "no contacts" }
    return name + NumberText.count(hour.answered) + " of "
      + NumberText.count(hour.contacts, of: "contact") + " answered in time, "
      + (hour.isServed.map { $0 ? "served" : "not served" } ?? "no evidence")
  }
}
