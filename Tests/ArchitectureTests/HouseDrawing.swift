/// Who may import whom, target by target, in the order in which data flows.
///
/// `Docs/Architecture.md` shows the same as a picture. A new arrow is a decision: draw it here first, and say there why.
enum HouseDrawing {
  /// One target and all that it may import.
  struct Room: Sendable {
    /// The target, which is also its folder in `Sources`.
    var name: String
    /// Targets of this package that it may import.
    var targets: Set<String> = []
    /// Modules from elsewhere that it may import, beside the C library.
    var outside: Set<String> = []
    /// Module maps have no code of their own.
    var isModuleMap = false
    /// The folder in `Tests` that tests it; nil for a module map, which the tests of its user cover.
    var tests: String?

    static func moduleMap(_ name: String) -> Room { Room(name: name, isModuleMap: true) }

    static func stage(
      _ name: String,
      imports targets: Set<String> = [],
      outside: Set<String> = [],
      testedBy tests: String? = nil
    ) -> Room {
      Room(name: name, targets: targets, outside: outside, tests: tests ?? name + "Tests")
    }
  }

  static let rooms: [Room] = [
    .moduleMap("CZlib"),
    // Only with the trait ISAL.
    .moduleMap("CISAL"),
    .moduleMap("CLibXML2"),
    .moduleMap("COpenSSL"),
    .moduleMap("CSQLite"),
    .moduleMap("CYAML"),
    // Phrase lists as bytes.
    .moduleMap("CLexicons"),
    // Many bytes at once.
    .moduleMap("CVectors"),
    // The ground floor.
    .stage("Diagnostics"),
    .stage("Serialization"),
    // Pure mathematics: not even the C library.
    .stage("Statistics", outside: ["RealModule"]),
    // The data flow.
    .stage(
      "ByteStreams",
      imports: ["CISAL", "CZlib", "Diagnostics"],
      outside: ["Synchronization"]
    ),
    // Tables for those who read column by column, packed with gzip; knows nothing of contacts.
    .stage("Columnar", imports: ["ByteStreams"]),
    .stage(
      "Records",
      imports: ["CLibXML2", "CVectors", "Diagnostics"],
      outside: ["Synchronization"]
    ),
    // Compiles mapping files; the rules themselves live in Records, which stays free of YAML.
    .stage("Mappings", imports: ["CYAML", "Records", "Diagnostics"]),
    .stage(
      "Wording",
      imports: ["CLexicons", "CVectors", "Diagnostics"],
      outside: ["Synchronization"]
    ),
    // What people would call a message or a conversation. It needs the words, so Conversations asks it while they are
    // at hand and keeps a byte of what it says; Facts and what follows never import it.
    .stage("Signals", imports: ["Wording"]),
    .stage(
      "Conversations",
      imports: ["Records", "Wording", "Signals", "Diagnostics"],
      outside: ["Synchronization"]
    ),
    .stage(
      "Facts",
      imports: ["Conversations", "Records", "Wording", "Serialization", "Diagnostics"]
    ),
    .stage("Cohorts", imports: ["Facts", "Diagnostics"]),
    .stage("Comparisons", imports: ["Cohorts", "Facts", "Statistics", "Diagnostics"]),
    .stage(
      "Reporting",
      imports: ["Comparisons", "Cohorts", "Facts", "Serialization", "Diagnostics"]
    ),
    .stage(
      "Pipeline",
      imports: [
        "ByteStreams", "Records", "Wording", "Signals", "Conversations", "Facts", "Cohorts",
        "Comparisons", "Reporting", "Redaction", "History", "Columnar",
        "Serialization", "Diagnostics",
      ],
      outside: ["Synchronization"]
    ),
    // Beside the flow.
    // Keeps conversations from week to week; to it they are keys, times and bytes.
    .stage("History", imports: ["CSQLite"]),
    // Hides what names people in a text that is shown; knows nothing but bytes.
    .stage("Redaction"),
    .stage("Pseudonyms", imports: ["COpenSSL"]),
    .stage("Samples", imports: ["Serialization"]),
    // The command line. It sets options of every stage, so it may name their types.
    .stage(
      "onpar",
      imports: [
        "Pipeline", "ByteStreams", "Records", "Mappings", "Wording", "Signals", "Conversations",
        "Facts",
        "Cohorts", "Statistics", "Comparisons", "Reporting", "Samples", "Pseudonyms", "Redaction",
        "History", "Serialization", "Diagnostics",
      ],
      outside: ["ArgumentParser", "Synchronization"],
      testedBy: "EndToEndTests"
    ),
    // The judge of the statistics.
    .stage(
      "StatisticsCases",
      imports: ["Statistics"],
      outside: ["FoundationEssentials"],
      testedBy: "StatisticsTests"
    ),
    .stage("statcheck", imports: ["StatisticsCases"], testedBy: "StatisticsTests"),
    // Learns what Signals ships.
    .stage(
      "signal-training",
      imports: ["Signals", "Wording", "Records", "ByteStreams"],
      testedBy: "SignalsTests"
    ),
    // The pipeline against planted truths.
    .stage(
      "Simulation",
      imports: [
        "Samples", "Pipeline", "ByteStreams", "Wording", "Facts", "Comparisons", "Reporting",
        "Serialization",
      ]
    ),
    .stage(
      "simulate",
      imports: ["Simulation", "Samples", "ByteStreams", "Wording"],
      testedBy: "SimulationTests"
    ),
  ]

  /// The C library, by platform; `Statistics` alone does without it.
  static let cLibrary: Set<String> = ["Glibc", "Musl", "Darwin"]

  static func room(_ name: String) -> Room? { rooms.first { $0.name == name } }
}
