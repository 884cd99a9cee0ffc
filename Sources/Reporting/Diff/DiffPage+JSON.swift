import Comparisons
import Serialization

extension DiffPage {
  /// Every figure of either report, whatever became of it.
  package var json: [UInt8] {
    var json = JSONWriter(indented: true)
    json.object { json in
      json.member("schema", "onpar-diff/1")
      json.member("a", object: { Self.report(diff.a, &$0) })
      json.member("b", object: { Self.report(diff.b, &$0) })
      if let bridge = diff.bridge {
        json.member(
          "between",
          object: { json in
            if case .ofA = bridge {
              json.member("contacts_of", "a")
            } else {
              json.member("contacts_of", "b")
            }
            Self.report(bridge.report, &json)
          }
        )
      }
      json.member("comparable", !diff.hasOtherDefinitions)
      json.member("shared_contacts", diff.shared.rawValue)
      json.member("level", diff.level)
      json.member("q_threshold", diff.threshold)
      json.member(
        "definitions",
        array: { json in
          for change in diff.definitions {
            json.object { json in
              json.member("name", change.name)
              json.member("scope", change.scope.rawValue)
              json.member("a", change.before)
              json.member("b", change.after)
            }
          }
        }
      )
      json.member(
        "verdicts",
        array: { json in
          for verdict in diff.verdicts {
            json.object { json in
              json.member("metric", verdict.metric)
              json.member("a", verdict.before)
              json.member("b", verdict.after)
            }
          }
        }
      )
      json.member(
        "figures",
        array: { json in for figure in diff.figures { Self.figure(figure, &json) } }
      )
      FindingsJSON.strings("notes", notes, &json)
    }
    json.newline()
    return json.bytes
  }

  private static func report(_ report: KeptReport, _ json: inout JSONWriter) {
    json.member("name", report.name)
    json.member("version", report.version)
    json.member("dictionary_version", report.dictionaryVersion)
    json.member("lexicon_version", report.lexiconVersion)
    json.member("first_day", report.firstDay)
    json.member("last_day", report.lastDay)
    json.member("contacts", report.contacts)
    json.member("level", report.level)
  }

  private static func figure(_ figure: FigureChange, _ json: inout JSONWriter) {
    json.object { json in
      json.member("metric", figure.key.metric)
      json.member("statistic", figure.key.statistic)
      json.member("cohort", figure.key.cohort)
      json.member("topic", figure.key.topic)
      json.member("unit", figure.definition?.unit)
      json.member("state", figure.state.rawValue)
      json.member("comparable", figure.isComparable)
      json.member("family", figure.family.rawValue)
      side("a", figure.before, &json)
      side("b", figure.after, &json)
      json.member("change", figure.change)
      json.member("lower", figure.lower)
      json.member("upper", figure.upper)
      json.member("method", figure.method?.rawValue)
      json.member("p_value", figure.pValue)
      json.member("q_value", figure.qValue)
      json.member(
        "causes",
        object: { json in
          let causes = figure.causes
          json.member("mix", causes.mix)
          json.member("data", causes.data)
          json.member("definition", causes.definition)
          json.member("data_and_mix", causes.dataAndMix)
          json.member("data_and_definition", causes.dataAndDefinition)
          json.member("null_reason", causes.reason)
          json.member("strata", causes.strata)
          json.member("strata_in_both", causes.strataInBoth)
        }
      )
    }
  }

  private static func side(_ name: String, _ estimate: Estimate?, _ json: inout JSONWriter) {
    json.key(name)
    guard let estimate else { return json.null() }
    json.object { json in
      json.member("value", estimate.value)
      json.member("lower", estimate.lower)
      json.member("upper", estimate.upper)
      json.member("numerator", estimate.numerator)
      json.member("denominator", estimate.denominator)
      json.member("null_reason", estimate.nullReason)
    }
  }
}
