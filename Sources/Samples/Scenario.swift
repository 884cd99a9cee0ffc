/// A support desk with a planted truth: tables of chances, weights and durations.
///
/// Chances are in basis points (10,000 is certain). All scenarios go through the same model; they differ
/// only in these numbers.
package struct Scenario: Sendable {
  /// The name on the command line.
  package var name: String
  /// One sentence: what is planted.
  package var summary: String
  /// About how many contacts a sample of the default size holds.
  package var conversations: Int
  /// How many weeks that many contacts spread over.
  package var weeks: Int
  /// Contacts per week are never more than this: a longer sample then lasts longer, so that what must be
  /// remembered (customers who are due to come back) stays bounded.
  var busiestWeek = 50_000

  /// Weight of each subject.
  var subjectShares: [Int]
  /// Chance that a contact of each subject goes to the bot; 0 and 10,000 are never changed by the rest.
  var botShares: [Int]
  /// Added to `botShares` in each week; the last entry serves all later weeks.
  var botShareByWeek = [0]
  /// Chance that a customer who comes again meets the same kind of responder, whatever the subject.
  var sticky = 0
  var languages: [(code: String, weight: Int)] = [("en", 85), ("de", 15)]
  var channels: [(name: String, weight: Int)] = [("web", 62), ("app", 38)]
  var angry = 800

  /// A difficulty that no field of the export shows.
  var hidden = Hidden()
  /// Added to, or taken from, the chance of resolution of all contacts of a customer, each for half of them.
  var customerEffect = 0

  /// Weights of 1, 2, 3, … contacts that a customer has of their own accord.
  var contactsPerCustomer: [Int]
  /// From the end of a contact to the customer's next contact of their own accord.
  var ownAccordGap = QuantileTable(hours: [20, 70, 120, 168, 230, 310, 400, 500, 640])
  /// From the end of a contact to the return that it caused; always more than an hour and within 7 days.
  var returnGap = QuantileTable(hours: [1, 5, 14, 24, 40, 58, 80, 115, 160])
  /// Chance that a return has the same subject.
  var sameSubject = 8500

  var bot: ArmModel
  var human: ArmModel
  var oddities = Oddities()
  var style = Style()

  /// A property of contacts that changes routing and outcome and stands nowhere in the export.
  struct Hidden: Sendable {
    var share = 0
    /// Taken from the chance that the bot gets it.
    var routing = 0
    /// Taken from the chance of resolution, in both arms.
    var outcome = 0
  }

  /// Things that real exports contain and that a reader must not stumble over.
  struct Oddities: Sendable {
    var notEngaged = 0
    var parallel = 0
    /// Chance that a contact begins so late that it runs past midnight and is stored in two records.
    var midnight = 0
    /// Chance that the bot's and the human's part of a hand-off are stored in two records.
    var twoRecords = 0
    /// Chance that a return happens in the old thread.
    var reopened = 0
    var duplicateMessage = 0
    var privateNote = 0
    var queueNotice = 0
    var closed = 0
    var surveyOffered = 0
    /// Chance that a confirmation or a complaint comes with an explicit answer to "was it solved?".
    var verdict = 0
    /// Contacts of one customer who is a tester, one every 12 hours; 0 for none.
    var tester = 0
    /// Whether customers add details that can be taken for a complaint.
    var doubtfulDetails = false
  }

  /// How much is said, and how the exporter writes it.
  struct Style: Sendable {
    /// Weights of 0, 1, 2, … further exchanges of a question and an answer.
    var furtherExchanges = [1]
    /// Whether message lines carry further fields, and text is escaped as some exporters do.
    var isWide = false
    /// Lines in 10,000 that come up to 100 lines too late.
    var lateLines = 0
  }

  func botShare(of contact: Facts, week: Int) -> Int {
    let base = botShares[contact.subject.rawValue]
    guard base > 0, base < 10_000 else { return base }
    let shift = botShareByWeek[min(week, botShareByWeek.count - 1)]
    return min(max(base + shift - (contact.isHidden ? hidden.routing : 0), 200), 9800)
  }

  /// The chance that a contact is truly resolved if `arm` answers it first.
  func resolved(by arm: Arm, _ contact: Facts) -> Int {
    let model = model(of: arm)
    var chance = model.resolved[contact.subject.rawValue]
    if contact.isAngry { chance -= model.angerPenalty }
    if contact.language > 0 { chance -= model.otherLanguagePenalty }
    if contact.isHidden { chance -= hidden.outcome }
    chance += contact.isLucky ? customerEffect : -customerEffect
    return min(max(chance, 100), 9900)
  }

  func model(of arm: Arm) -> ArmModel { arm == .bot ? bot : human }
}

/// What is fixed about a contact before anybody answers.
struct Facts: Sendable {
  var subject: Subject
  /// Index into the scenario's languages.
  var language: Int
  /// Index into the scenario's channels.
  var channel: Int
  var isAngry: Bool
  var isHidden: Bool
  /// Whether the customer is of the half whose contacts do better.
  var isLucky: Bool
  /// Whether the customer has another contact of their own accord before them.
  var hasMoreToCome: Bool
}
