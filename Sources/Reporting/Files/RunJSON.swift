import Comparisons
import Serialization

/// `run.json`: what was run, on what, with which rules, and what became of every record.
enum RunJSON {
  static let schema = "onpar-run/1"
  /// The list of the columns of all CSV files, Docs/Columns.md.
  static let columns = "onpar-columns/1"

  static func bytes(_ findings: Findings) -> [UInt8] {
    var json = JSONWriter(indented: true)
    json.object { json in
      json.member("schema", schema)
      json.member("columns", columns)
      manifest(findings, &json)
      inputs(findings, &json)
    }
    json.newline()
    return json.bytes
  }

  /// Everything that does not depend on how the data lies in files.
  static func manifest(_ findings: Findings, _ json: inout JSONWriter) {
    let run = findings.run
    json.member("version", run.version)
    json.member("dictionary_version", run.dictionaryVersion)
    json.member("lexicon_version", run.lexiconVersion)
    json.member("stamp", run.stamp)
    json.member("simulated", run.isSimulated)
    json.member("first_day", run.firstDay)
    json.member("last_day", run.lastDay)
    json.member("zone", run.zone)
    json.member("as_of", run.asOf)
    json.member("as_of_given", run.asOfGiven)
    json.member("unit", run.unit)
    json.member("contacts", run.contacts)
    json.member("customers", run.customers)
    json.member("contacts_without_customer", run.contactsWithoutCustomer)
    json.member("bot_first", run.botFirst)
    json.member("human_first", run.humanFirst)
    json.member("config", run.configFile)
    json.member(
      "parameters",
      array: { json in
        for parameter in run.parameters {
          json.object { json in
            json.member("name", parameter.name)
            json.member("value", parameter.value)
            json.member("default", parameter.isDefault)
            json.member("default_value", parameter.defaultValue)
            json.member("set_by", parameter.source)
          }
        }
      }
    )
    let quality = findings.quality
    json.member(
      "records",
      object: { json in
        json.member("read", quality.recordsRead)
        json.member("used", quality.recordsUsed)
        counts("set_aside", quality.setAside, &json)
      }
    )
    json.member("incomplete", quality.isIncomplete)
    json.member("over_loss", quality.isOverLoss)
    counts("assembly", quality.assembly, &json)
  }

  /// The one place in a file that depends on how the data lies in files: names, sizes, hashes and positions.
  static func inputs(_ findings: Findings, _ json: inout JSONWriter) {
    json.member(
      "inputs",
      object: { json in
        json.member(
          "options",
          array: { json in
            for option in findings.run.inputOptions {
              json.object { json in
                json.member("name", option.name)
                json.member("value", option.value)
                json.member("set_by", option.source)
              }
            }
          }
        )
        json.member(
          "files",
          array: { json in
            for input in findings.run.inputs {
              json.object { json in
                json.member("name", input.name)
                json.member("bytes", input.bytes)
                json.member("format", input.format)
                json.member("records", input.records)
                json.member("sha256", input.sha256)
              }
            }
          }
        )
        json.member(
          "problems",
          array: { json in
            for problem in findings.quality.problems { json.value(problem) }
          }
        )
      }
    )
  }

  /// A list of pairs and not an object: names from strangers' files may repeat.
  static func counts(_ name: String, _ rows: [DataQuality.Count], _ json: inout JSONWriter) {
    json.member(
      name,
      array: { json in
        for row in rows {
          json.object { json in
            json.member("name", row.name)
            json.member("count", row.count)
          }
        }
      }
    )
  }
}
