import Comparisons

/// What stands above the question: which chats, when, how many, and whether they are all there.
struct ReportHeader: Sendable {
  /// The parts of the line, joined by dots.
  var parts: [String]
  /// Said before anything else; empty when all is well.
  var alarms: [String]
  let question = "Is the bot on par with our people?"
  var answer: String
  /// "What the average hides", "What cannot be said", "Look next", without those that have nothing.
  var asides: [(name: String, lines: [String])]

  init(_ findings: Findings) {
    let run = findings.run
    let quality = findings.quality
    var parts = ["support chats"]
    if let first = run.firstDay, let last = run.lastDay {
      parts[0] += ", " + plain(DayText.range(first, last)) + " (" + plain(run.zone, limit: 60) + ")"
    } else {
      parts[0] += ", no dated contacts"
    }
    parts.append(Self.size(run))
    if run.isSimulated { parts.append("simulated data") }
    self.parts = parts

    var alarms: [String] = []
    if quality.isIncomplete {
      alarms.append(
        "This report is incomplete: not all of the input could be read. The figures describe only what was read; see \u{201C}Is the data sound?\u{201D}."
      )
    }
    if quality.isOverLoss {
      let lost = quality.setAside.reduce(0) { $0 + $1.count }
      if quality.recordsRead == 0 {
        alarms.append("No input holds a record that can be read.")
      } else if lost == 0 {
        alarms.append(
          "Inputs that were not understood are left out; see \u{201C}Is the data sound?\u{201D}."
        )
      } else {
        alarms.append(
          "More records were set aside than allowed: \(NumberText.count(lost)) of "
            + "\(NumberText.count(quality.recordsRead)). What was set aside may differ from what was used."
        )
      }
    }
    self.alarms = alarms
    answer = plain(findings.headline)
    asides = [
      ("What the average hides", findings.hides), ("What cannot be said", findings.cannotSay),
      ("Look next", findings.lookNext),
    ].filter { !$0.1.isEmpty }.map { ($0.0, $0.1.prefix(5).map { plain($0) }) }
  }

  /// `48 212 contacts of 31 077 customers`; contacts without a known customer are no customers.
  private static func size(_ run: RunFacts) -> String {
    let customers =
      NumberText.count(run.customers) + (run.customers == 1 ? " customer" : " customers")
    guard let all = run.contacts else {
      return "number of contacts not shown" + (run.customers > 0 ? ", " + customers : "")
    }
    let contacts = NumberText.count(all) + (all == 1 ? " contact" : " contacts")
    guard let unknown = run.contactsWithoutCustomer, unknown > 0 else {
      return contacts + " of " + customers
    }
    guard run.customers > 0 else { return contacts + " of unknown customers" }
    return contacts + ": " + NumberText.count(all - unknown) + " of "
      + customers + ", " + NumberText.count(unknown) + " of unknown ones"
  }

  var line: String { parts.joined(separator: " \u{B7} ") }
}
