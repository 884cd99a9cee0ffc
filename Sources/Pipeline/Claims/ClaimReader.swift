package import Comparisons
import Diagnostics

/// Reads claims, and says what is wrong with them.
package struct ClaimReader {
  /// A claim as a file has it.
  package struct Text: Sendable {
    package var source: Settings.Source
    package var values: [Settings.Assignment]

    package init(_ source: Settings.Source, _ values: [Settings.Assignment]) {
      self.source = source
      self.values = values
    }
  }

  package private(set) var claims: [Claim] = []
  package private(set) var faults: [Settings.Fault] = []

  package init(_ texts: [Text]) {
    for text in texts { read(text) }
  }

  /// The names of kinds, each with the values it needs and those it may have.
  static let kinds: [(name: String, needs: [String], may: [String])] = [
    ("full_time_agents", ["agents"], ["contacts_a_month", "human_time"]),
    ("resolution_time", ["bot"], ["human"]), ("fewer_repeats", [], ["by"]),
    ("satisfaction", [], []), ("always_a_human", [], []), ("languages", ["languages"], []),
    ("always_open", [], []), ("share_of_chats", ["share"], []),
    ("savings", ["amount"], ["days", "failed_contact"]),
  ]

  /// What every claim may hold.
  private static let common = ["say", "who", "kind"]

  private mutating func refuse(_ source: Settings.Source, _ detail: String) {
    faults.append(Settings.Fault(source: source, detail: detail))
  }

  private mutating func read(_ text: Text) {
    let before = faults.count
    guard let say = text.values.first(where: { $0.name == "say" }) else {
      return refuse(text.source, "a claim needs say: its own words.")
    }
    guard let kind = text.values.first(where: { $0.name == "kind" }) else {
      return refuse(text.source, "a claim needs a kind: " + Self.names + ".")
    }
    guard let form = Self.kinds.first(where: { $0.name == kind.text }) else {
      let near = Spelling.nearest(to: kind.text, among: Self.kinds.map(\.name))
      return refuse(
        kind.source,
        "no kind of claim is called \(kind.text)"
          + (near.map { "; did you mean \"\($0)\"?" } ?? ".")
          + " There are " + Self.names + "."
      )
    }
    let known = Self.common + form.needs + form.may
    for value in text.values where !known.contains(value.name) {
      let near = Spelling.nearest(to: value.name, among: known)
      refuse(
        value.source,
        "\(form.name) has no \(value.name)" + (near.map { "; did you mean \"\($0)\"?" } ?? ".")
          + " It may hold " + known.joined(separator: ", ") + "."
      )
    }
    for name in form.needs where !text.values.contains(where: { $0.name == name }) {
      refuse(text.source, "\(form.name) needs \(name).")
    }
    guard faults.count == before else { return }
    guard let made = make(form.name, text) else { return }
    claims.append(
      Claim(
        say: say.text,
        by: text.values.first { $0.name == "who" }?.text,
        kind: made,
        source: text.source.words
      )
    )
  }

  private static let names = kinds.map(\.name).joined(separator: ", ")

  private mutating func make(_ kind: String, _ text: Text) -> Claim.Kind? {
    let before = faults.count
    /// Nil where it is not there, or is wrong, which is said then.
    func value(
      _ name: String,
      _ expected: String,
      _ read: (String) -> Double?
    ) -> Double? {
      guard let given = text.values.first(where: { $0.name == name }) else { return nil }
      if let value = read(given.text) { return value }
      refuse(given.source, "\(name) is \(given.text); expected \(expected).")
      return nil
    }
    func time(_ name: String) -> Double? {
      value(name, "a duration such as 90 s, 2 min or 24 h") {
        SpanText.milliseconds($0).flatMap { $0 > 0 ? Double($0) / 1000 : nil }
      }
    }
    func number(_ name: String, _ range: ClosedRange<Double>, _ expected: String) -> Double? {
      value(name, expected) { Double($0).flatMap { range.contains($0) ? $0 : nil } }
    }
    func share(_ name: String) -> Double? {
      value(name, "a share such as 25%, 0.25 or 2/3", Self.share)
    }
    let made: Claim.Kind
    switch kind {
    case "full_time_agents":
      let agents = number("agents", 0.01...1e7, "a number of agents")
      made = .agents(
        agents ?? 0,
        contactsAMonth: number("contacts_a_month", 1...1e12, "a number of contacts"),
        humanTime: time("human_time")
      )
    case "resolution_time":
      let bot = time("bot")
      made = .resolutionTime(bot: bot ?? 0, human: time("human"))
    case "fewer_repeats": made = .fewerRepeats(by: share("by") ?? 0)
    case "satisfaction": made = .satisfaction
    case "always_a_human": made = .alwaysHuman
    case "languages":
      let count = value("languages", "a whole number from 1 to 1000") {
        Int($0).flatMap { (1...1000).contains($0) ? Double($0) : nil }
      }
      made = .languages(Int(count ?? 0))
    case "always_open": made = .alwaysOpen
    case "share_of_chats": made = .share(share("share") ?? 0)
    default:
      let amount = number("amount", 0.01...1e15, "an amount such as 40000000")
      made = .savings(
        amount ?? 0,
        days: number("days", 1...3660, "a number of days such as 365") ?? 365.25,
        failedContact: number("failed_contact", 0...1e6, "an amount such as 5")
      )
    }
    return faults.count == before ? made : nil
  }

  /// `25%`, `0.25` or `2/3`, up to one.
  private static func share(_ text: String) -> Double? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    var share = ShareText.share(text)
    if parts.count == 2, let above = Int(parts[0]), let below = Int(parts[1]), below > 0 {
      share = Double(above) / Double(below)
    }
    return share.flatMap { (0...1).contains($0) ? $0 : nil }
  }
}
