package import Comparisons
import Diagnostics
package import Facts
package import Records

/// Every parameter of a run that can change a figure (METRICS 12, STATISTICS 3 to 9).
///
/// ```swift
/// let (settings, faults) = Settings.read(ofTheFile + ofTheFlags)
/// ```
package struct Settings: Sendable {
  package var facts = FactOptions()
  package var comparison = ComparisonOptions()
  /// Staffed hours; nil without a calendar.
  package var businessHours: BusinessCalendar? {
    didSet { facts.calendar = businessHours?.closed(on: holidays) }
  }
  /// In days since 1970.
  package var holidays: [Int] = [] {
    didSet { facts.calendar = businessHours?.closed(on: holidays) }
  }
  /// Zone of timestamps without an offset.
  package var assumedZone = CalendarZone.utc
  package var similarity = Similarity()
  /// Limits that figures must keep, in the order of the file.
  package var gates: [Gate] = []
  /// The share of records that may be set aside before a run has lost too much.
  package var maxLoss = 0.01
  /// Detectors judge customers' messages while transcripts are read (D1 to D4).
  package var detectors = true
  /// The file that values were taken from; nil without one.
  package var configFile: String?

  // As they were written: an instant does not tell whether its day was meant
  var asOf: String?
  var from: String?
  var to: String?
  var launch: String?
  /// Where the value of each parameter comes from, for those that were set.
  private var sources: [String: Source] = [:]

  /// The defaults.
  package init() {}

  /// A value for a parameter, and who gave it.
  package struct Assignment: Sendable, Hashable {
    package var name: String
    package var text: String
    package var source: Source

    package init(_ name: String, _ text: String, _ source: Source) {
      self.name = name
      self.text = text
      self.source = source
    }
  }

  /// Who gave a value.
  package enum Source: Sendable, Hashable {
    /// A flag of the command line, with its dashes.
    case flag(String)
    /// A line of a file.
    case file(String, line: Int, column: Int)
    /// The facts files that are read.
    case facts

    /// `--tz` or `onpar.yaml:3`.
    package var words: String {
      switch self {
      case .flag(let flag): flag
      case .file(let file, let line, _): "\(file):\(line)"
      case .facts: "facts file"
      }
    }
  }

  /// A value that cannot be.
  package struct Fault: Error, Sendable, Equatable {
    package var source: Source
    package var detail: String

    package init(source: Source, detail: String) {
      self.source = source
      self.detail = detail
    }

    /// `onpar.yaml:3:14: error: …`, or what a flag's message says after `Error:`.
    package var message: String {
      switch source {
      case .flag: detail
      case .file(let file, let line, let column): "\(file):\(line):\(column): error: \(detail)"
      case .facts: detail
      }
    }
  }

  /// Takes values in; of several for one parameter the last counts, and every one is looked at.
  ///
  /// - Parameters:
  ///   - assignments: From the weakest to the strongest.
  ///   - gates: The gates of the file.
  /// - Returns: What they make of the defaults, and what is wrong with them in their order, gates last.
  package static func read(
    _ assignments: [Assignment],
    gates: [GateText] = []
  ) -> (settings: Settings, faults: [Fault]) {
    var settings = Settings()
    var faults: [(place: Int, fault: Fault)] = []
    func refuse(_ place: Int, _ detail: String) {
      faults.append((place, Fault(source: assignments[place].source, detail: detail)))
    }
    for (place, given) in assignments.enumerated() where Parameter.named(given.name) == nil {
      refuse(place, unknown(given.name))
    }
    // In the order of the table: dates need the zone.
    for parameter in Parameter.all {
      for (place, given) in assignments.enumerated() where given.name == parameter.name {
        if parameter.read(given.text, &settings) {
          settings.sources[parameter.name] = given.source
        } else {
          refuse(
            place,
            name(of: given) + " is \(given.text); expected \(parameter.expected)"
              + (parameter.advice().map { "; " + $0 } ?? "") + "."
          )
        }
      }
    }
    if let from = settings.facts.from, let to = settings.facts.to, to <= from,
      let place = assignments.lastIndex(where: { ["from", "to"].contains($0.name) })
    {
      let isFlag = if case .flag = assignments[place].source { true } else { false }
      refuse(place, isFlag ? "--to must be later than --from." : "to must be later than from.")
    }
    let read = GateReader(gates)
    settings.gates = read.gates
    return (settings, faults.sorted { $0.place < $1.place }.map(\.fault) + read.faults)
  }

  /// How messages name a parameter: as the user wrote it.
  private static func name(of given: Assignment) -> String {
    if case .flag(let flag) = given.source {
      return flag == "--set" ? "--set " + given.name : flag
    }
    return given.name
  }

  private static func unknown(_ name: String) -> String {
    if Parameter.fixed.contains(where: { $0.name == name }) {
      return "\(name) is fixed: the names of the metrics hold it."
    }
    if name == gatesName { return "gates stand in a file; a flag cannot set them." }
    let near = Spelling.nearest(to: name, among: Parameter.all.map(\.name) + [gatesName])
    return "no parameter is called \(name)"
      + (near.map { "; did you mean \"\($0)\"?" } ?? ".") + " `onpar config` lists all."
  }

  /// Takes over what the rows of facts files hold: a core cannot be made whole.
  package mutating func narrow(to metrics: MetricSelection) {
    guard metrics == .core, facts.metrics != .core else { return }
    facts.metrics = .core
    sources["metrics"] = .facts
  }

  /// The same with every metric, for what is about single ones.
  package var whole: Settings {
    var copy = self
    copy.facts.metrics = .all
    return copy
  }

  // MARK: What the report prints

  /// Every parameter in the order of the table, changed ones marked.
  package var parameters: [RunFacts.Parameter] {
    let defaults = Settings()
    return Parameter.all.map { parameter in
      let value = parameter.words(self)
      let usual = parameter.words(defaults)
      return RunFacts.Parameter(
        name: parameter.name,
        value: value,
        isDefault: value == usual,
        defaultValue: usual,
        source: sources[parameter.name]?.words
      )
    } + Parameter.fixed
  }
}

/// How alike two messages must be to count as the same one said again (METRICS 8, M45, M53).
///
/// Looked at while transcripts are read; a facts file keeps what was found.
package struct Similarity: Sendable, Hashable {
  /// Of a customer's messages.
  package var customer = 0.80
  /// Of replies.
  package var reply = 0.90
  /// From here up to `customer`, a message says an earlier one in other words (M46).
  package var rephrase = 0.50

  package init() {}
}
