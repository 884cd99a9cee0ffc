/// What `onpar diff` reads of a `report.json`: figures with their limits, and what they were made with.
package struct KeptReport: Sendable {
  /// A setting by name, as the report prints it.
  package struct Setting: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package struct File: Sendable, Hashable {
    package var name: String
    package var bytes: Int?
    package var format: String
    package var records: Int?
    package var sha256: String?

    package init(name: String, bytes: Int?, format: String, records: Int?, sha256: String?) {
      self.name = name
      self.bytes = bytes
      self.format = format
      self.records = records
      self.sha256 = sha256
    }
  }

  /// A metric as the report defines it.
  package struct Definition: Sendable, Hashable {
    package var id: String
    package var number: String
    package var title: String
    package var unit: String
    package var better: String
    /// Formula, ratio and edge cases: what decides on the figure.
    package var rule: String

    package init(
      id: String,
      number: String,
      title: String,
      unit: String,
      better: String,
      rule: String
    ) {
      self.id = id
      self.number = number
      self.title = title
      self.unit = unit
      self.better = better
      self.rule = rule
    }
  }

  /// A comparison of bot and human.
  package struct Comparison: Sendable {
    package var metric: String
    package var statistic: String
    package var isHeadline: Bool
    package var verdict: String
    package var difference: Estimate

    package init(
      metric: String,
      statistic: String,
      isHeadline: Bool,
      verdict: String,
      difference: Estimate
    ) {
      self.metric = metric
      self.statistic = statistic
      self.isHeadline = isHeadline
      self.verdict = verdict
      self.difference = difference
    }
  }

  /// How the caller names the report.
  package var name: String
  package var version = ""
  package var dictionaryVersion = ""
  package var lexiconVersion = ""
  package var firstDay: String?
  package var lastDay: String?
  /// Nil where a shared report hides it.
  package var contacts: Int?
  package var level = 0.95
  package var parameters: [Setting] = []
  /// How inputs were read, as far as a flag said so.
  package var inputOptions: [Setting] = []
  package var files: [File] = []
  package var definitions: [Definition] = []
  package var comparisons: [Comparison] = []
  /// Figures of the whole period.
  package var figures: [FigureKey: Estimate] = [:]
  /// The keys of `figures` in the order of the report.
  package var order: [FigureKey] = []
  /// Nil in a report that was written before there was one.
  package var composition: Composition?

  package init(name: String) { self.name = name }

  /// Adds a figure; false when it is there already.
  package mutating func add(_ key: FigureKey, _ estimate: Estimate) -> Bool {
    guard figures.updateValue(estimate, forKey: key) == nil else { return false }
    order.append(key)
    return true
  }
}

/// One figure of a report, of the whole period.
package struct FigureKey: Sendable, Hashable {
  package var metric: String
  /// `rate`, `p50`, `mean`, ….
  package var statistic: String
  /// A cohort of `metrics.csv`, or ``difference``.
  package var cohort: String
  /// A topic, where the figure is of one.
  package var topic: String?

  package init(metric: String, statistic: String, cohort: String, topic: String? = nil) {
    self.metric = metric
    self.statistic = statistic
    self.cohort = cohort
    self.topic = topic
  }

  /// Bot less human on the same mix of contacts.
  package static let difference = "bot_minus_human"
}
