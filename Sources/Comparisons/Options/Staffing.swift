/// How hours of work become full-time agents (M62, METRICS 12).
package struct Staffing: Sendable, Hashable {
  /// Hours that a full-time agent is paid for in a month.
  package var paidHours: Double
  /// The share of paid hours in which an agent is not there for contacts.
  package var shrinkage: Double
  /// The share of the rest that is spent on contacts.
  package var occupancy: Double

  package init(paidHours: Double = 160, shrinkage: Double = 0.30, occupancy: Double = 0.85) {
    self.paidHours = paidHours
    self.shrinkage = shrinkage
    self.occupancy = occupancy
  }

  /// The range over which the result is printed beside the chosen values.
  package static let shrinkages = 0.20...0.40
  package static let occupancies = 0.75...0.90

  /// The days of an average month, for scaling paid hours to a period.
  private static let daysOfMonth = 365.25 / 12

  /// Hours that one full-time agent spends on contacts in a period.
  func hours(
    days: Double,
    shrinkage: Double? = nil,
    occupancy: Double? = nil
  ) -> Double {
    paidHours * days / Self.daysOfMonth * (1 - (shrinkage ?? self.shrinkage))
      * (occupancy ?? self.occupancy)
  }
}
