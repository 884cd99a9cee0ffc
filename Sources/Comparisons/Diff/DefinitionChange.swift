/// Something that makes two reports measure different things, or judge the same thing differently.
package struct DefinitionChange: Sendable, Hashable {
  /// What a change reaches.
  package enum Scope: String, Sendable {
    /// Every figure.
    case figures
    /// One metric.
    case metric
    /// Differences between bot and human, which are adjusted.
    case adjusted
    /// Cost and workload.
    case workload
    /// What is summed up from cells of enough contacts and from verdicts on them: M05, M06, M62.
    case summedUp
    /// No figure: limits, verdicts or what is shown.
    case judgement
    /// No figure's rule: which contacts were looked at.
    case period
  }

  /// `dictionary_version`, the name of a parameter, or that of a metric.
  package var name: String
  package var scope: Scope
  /// Nil where the first report has none.
  package var before: String?
  package var after: String?

  package init(name: String, scope: Scope, before: String?, after: String?) {
    self.name = name
    self.scope = scope
    self.before = before
    self.after = after
  }

  /// Whether a figure is measured in two ways.
  func reaches(_ key: FigureKey, number: String) -> Bool {
    switch scope {
    case .figures: true
    case .metric: name == key.metric
    case .adjusted: key.cohort == FigureKey.difference
    case .workload: number == "M61" || number == "M62"
    case .summedUp: ["M05", "M06", "M62"].contains(number)
    case .judgement, .period: false
    }
  }

  /// Parameters that do not reach every figure; what is not listed does.
  private static let scopes: [String: Scope] = [
    "from": .period, "to": .period, "as_of": .period,
    "max_loss": .judgement, "margins": .summedUp, "confidence": .summedUp,
    "identity_coverage": .judgement, "identity_gap": .judgement, "launch": .judgement,
    "min_cell": .summedUp, "metrics": .judgement, "audit": .judgement,
    "strata": .adjusted, "standard": .adjusted, "always_valid": .adjusted,
    "cost_bot_contact": .workload, "cost_bot_resolution": .workload, "cost_human_hour": .workload,
    "currency": .workload, "paid_hours": .workload, "shrinkage": .workload, "occupancy": .workload,
  ]

  /// All changes from one report to another: versions, phrase lists, parameters, then single metrics.
  static func all(from a: KeptReport, to b: KeptReport) -> [DefinitionChange] {
    var changes: [DefinitionChange] = []
    func compare(_ name: String, _ scope: Scope, _ before: String?, _ after: String?) {
      guard before != after else { return }
      changes.append(DefinitionChange(name: name, scope: scope, before: before, after: after))
    }
    compare("onpar_version", .figures, a.version, b.version)
    compare("dictionary_version", .figures, a.dictionaryVersion, b.dictionaryVersion)
    compare("lexicon_version", .figures, a.lexiconVersion, b.lexiconVersion)
    for (first, second, place) in [
      (a.parameters, b.parameters, ""), (a.inputOptions, b.inputOptions, "input: "),
    ] {
      let before = Dictionary(first.map { ($0.name, $0.value) }) { $1 }
      let after = Dictionary(second.map { ($0.name, $0.value) }) { $1 }
      var seen: Set<String> = []
      for setting in first + second where seen.insert(setting.name).inserted {
        compare(
          place + setting.name,
          place.isEmpty ? scopes[setting.name] ?? .figures : .figures,
          before[setting.name],
          after[setting.name]
        )
      }
    }
    let rules = Dictionary(b.definitions.map { ($0.id, $0.rule) }) { $1 }
    for definition in a.definitions {
      // A metric that only one report has is a figure that only one report has.
      guard let rule = rules[definition.id] else { continue }
      compare(definition.id, .metric, definition.rule, rule)
    }
    return changes
  }
}
