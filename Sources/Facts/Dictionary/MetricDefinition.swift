/// One entry of the metric dictionary: the single place from which CSV headers, `onpar explain`, tooltips and
/// definitions all come.
package final class MetricDefinition: Sendable, Hashable {
  package enum Unit: String, Sendable {
    case proportion, seconds, count, words, points, ratio, currency, fte
  }
  package enum Level: String, Sendable { case contact, reply, message, cohort, period }
  package enum Better: String, Sendable { case higher, lower, neither }

  /// Dictionary number, `M36`; `D1` to `D4` for detectors, which the dictionary does not have.
  package let number: String
  /// The name in CSV files and on the command line, `repeat_contact_rate_7d_any`.
  package let id: String
  /// What people read, `Repeat contact within 7 days`.
  package let title: String
  package let unit: Unit
  package let level: Level
  package let better: Better
  /// What is measured, in one or two sentences.
  package let formula: String
  /// Numerator and denominator of a rate; nil otherwise.
  package let ratio: String?
  /// What happens at the edges.
  package let edgeCases: String
  /// Why this rule and not another.
  package let reason: String

  package init(
    _ number: String,
    _ id: String,
    _ title: String,
    unit: Unit,
    level: Level,
    better: Better,
    formula: String,
    ratio: String? = nil,
    edgeCases: String = "",
    reason: String = ""
  ) {
    self.number = number
    self.id = id
    self.title = title
    self.unit = unit
    self.level = level
    self.better = better
    self.formula = formula
    self.ratio = ratio
    self.edgeCases = edgeCases
    self.reason = reason
  }

  /// Ids are unique.
  package static func == (left: MetricDefinition, right: MetricDefinition) -> Bool {
    left === right || left.id == right.id
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// The version of METRICS.md that the figures follow.
package let dictionaryVersion = "1.0"
