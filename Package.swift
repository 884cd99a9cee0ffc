// swift-tools-version: 6.3
import PackageDescription

/// The house rules.
///
/// `Docs/Decisions.md` says why each is there.
let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Stages that never touch raw memory.
///
/// There every unsafe line would be an error. The stages on the hot path (`ByteStreams`, `Records`,
/// `Wording`, `Conversations`) read bytes through pointers on nearly every line, so marking each
/// one would hide more than it shows.
let safe: [SwiftSetting] = house + [.strictMemorySafety()]

let package = Package(
  name: "onpar",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "onpar", targets: ["onpar"]),
    .executable(name: "statcheck", targets: ["statcheck"]),
    .executable(name: "simulate", targets: ["simulate"]),
  ],
  traits: [
    .trait(
      name: "ISAL",
      description:
        "Inflates gzip through ISA-L, which takes less than half of zlib's time; needs libisal-dev."
    )
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", exact: "1.1.1"),
  ],
  // In the order in which data flows.
  targets: [
    .systemLibrary(
      name: "CZlib",
      pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
    ),
    // Only with the trait of that name.
    .systemLibrary(
      name: "CISAL",
      pkgConfig: "libisal",
      providers: [.apt(["libisal-dev"]), .brew(["isa-l"])]
    ),
    .systemLibrary(
      name: "CLibXML2",
      pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]
    ),
    .systemLibrary(
      name: "COpenSSL",
      pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
    ),
    .systemLibrary(
      name: "CSQLite",
      pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]
    ),
    .systemLibrary(
      name: "CYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    .target(name: "Diagnostics", swiftSettings: safe),
    .target(name: "Serialization", swiftSettings: safe),
    .target(
      name: "Statistics",
      dependencies: [.product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: safe
    ),
    .target(
      name: "ByteStreams",
      dependencies: [
        "CZlib", "Diagnostics", .target(name: "CISAL", condition: .when(traits: ["ISAL"])),
      ],
      swiftSettings: house
    ),
    .target(name: "Columnar", dependencies: ["ByteStreams"], swiftSettings: house),
    // Many bytes at once: see its header.
    .target(name: "CVectors"),
    .target(
      name: "Records",
      dependencies: ["CLibXML2", "CVectors", "Diagnostics"],
      swiftSettings: house
    ),
    .target(
      name: "Mappings",
      dependencies: ["CYAML", "Records", "Diagnostics"],
      resources: [.embedInCode("Shipped")],
      swiftSettings: safe
    ),
    // The phrase lists as bytes: see its header.
    .target(name: "CLexicons"),
    .target(
      name: "Wording",
      dependencies: ["CLexicons", "CVectors", "Diagnostics"],
      exclude: ["Lexicons"],
      swiftSettings: house
    ),
    .target(
      name: "Signals",
      dependencies: ["Wording"],
      resources: [.embedInCode("Lists")],
      swiftSettings: house
    ),
    .target(
      name: "Conversations",
      dependencies: ["Records", "Wording", "Signals", "Diagnostics"],
      swiftSettings: house
    ),
    .target(
      name: "Facts",
      dependencies: ["Conversations", "Records", "Wording", "Serialization", "Diagnostics"],
      swiftSettings: house
    ),
    .target(name: "Cohorts", dependencies: ["Facts", "Diagnostics"], swiftSettings: safe),
    .target(
      name: "Comparisons",
      dependencies: ["Cohorts", "Facts", "Statistics", "Diagnostics"],
      swiftSettings: safe
    ),
    .target(
      name: "Reporting",
      dependencies: [
        "Comparisons", "Cohorts", "Facts", "Serialization", "Diagnostics",
      ],
      resources: [.embedInCode("Assets")],
      swiftSettings: house
    ),
    .target(name: "Pseudonyms", dependencies: ["COpenSSL"], swiftSettings: house),
    .target(name: "Redaction", swiftSettings: safe),
    .target(name: "History", dependencies: ["CSQLite"], swiftSettings: house),
    .target(name: "Samples", dependencies: ["Serialization"], swiftSettings: safe),
    .target(
      name: "Pipeline",
      dependencies: [
        "ByteStreams", "Records", "Wording", "Signals", "Conversations", "Facts", "Cohorts",
        "Comparisons", "Reporting", "Redaction", "History", "Columnar",
        "Serialization", "Diagnostics",
      ],
      swiftSettings: house
    ),
    .executableTarget(
      name: "onpar",
      dependencies: [
        "Pipeline", "ByteStreams", "Records", "Mappings", "Wording", "Signals", "Conversations",
        "Facts", "Comparisons", "Reporting", "Samples", "Pseudonyms", "Redaction", "History",
        "Serialization", "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house
    ),
    .target(name: "StatisticsCases", dependencies: ["Statistics"], swiftSettings: house),
    .executableTarget(name: "statcheck", dependencies: ["StatisticsCases"], swiftSettings: house),
    // What the comparison stage costs on ten million invented contacts.
    .executableTarget(
      name: "comparison-benchmark",
      dependencies: ["Comparisons", "Facts"],
      path: "Benchmarks/Comparison",
      swiftSettings: house
    ),
    .target(
      name: "Simulation",
      dependencies: [
        "Samples", "Pipeline", "ByteStreams", "Wording", "Facts", "Comparisons", "Reporting",
        "Serialization",
      ],
      swiftSettings: safe
    ),
    .executableTarget(
      name: "simulate",
      dependencies: ["Simulation", "Samples", "ByteStreams", "Wording"],
      swiftSettings: house
    ),
    // Learns the weights of Signals from labelled corpora.
    .executableTarget(
      name: "signal-training",
      dependencies: ["Signals", "Wording", "Records", "ByteStreams"],
      swiftSettings: house
    ),
    // What the fuzzer runs and the tests replay.
    .target(
      name: "FuzzTargets",
      dependencies: ["Pipeline", "ByteStreams", "Records", "Mappings", "Wording", "Diagnostics"],
      path: "Fuzzing/Targets",
      swiftSettings: house
    ),
    .target(name: "TestSupport", dependencies: [], path: "Tests/TestSupport", swiftSettings: house),
    .testTarget(
      name: "FuzzingTests",
      dependencies: ["FuzzTargets", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "DiagnosticsTests",
      dependencies: ["Diagnostics", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "SerializationTests",
      dependencies: ["Serialization", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "ColumnarTests",
      dependencies: ["Columnar", "CZlib", "TestSupport"],
      exclude: ["Golden"],
      swiftSettings: house
    ),
    .testTarget(
      name: "StatisticsTests",
      dependencies: ["Statistics", "StatisticsCases", "TestSupport"],
      exclude: ["Oracles"],
      swiftSettings: house
    ),
    .testTarget(
      name: "ByteStreamsTests",
      dependencies: ["ByteStreams", "CZlib", "Diagnostics", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "RecordsTests",
      dependencies: ["Records", "Diagnostics", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "MappingsTests",
      dependencies: ["Mappings", "Records", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "WordingTests",
      dependencies: ["Wording", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "SignalsTests",
      dependencies: ["signal-training", "Signals", "Wording"],
      swiftSettings: house
    ),
    .testTarget(
      name: "ConversationsTests",
      dependencies: [
        "Conversations", "Records", "Wording", "Signals", "Diagnostics", "TestSupport",
      ],
      swiftSettings: house
    ),
    .testTarget(
      name: "FactsTests",
      dependencies: ["Facts", "Conversations", "Records", "Wording", "Diagnostics", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "CohortsTests",
      dependencies: ["Cohorts", "Facts", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "ComparisonsTests",
      dependencies: ["Comparisons", "Cohorts", "Facts", "Statistics", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["Reporting", "Comparisons", "Cohorts", "Facts", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "PseudonymsTests",
      dependencies: ["Pseudonyms", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "HistoryTests",
      dependencies: ["History", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "RedactionTests",
      dependencies: ["Redaction", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "SamplesTests",
      dependencies: ["Samples", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "SimulationTests",
      dependencies: ["Simulation", "Samples", "ByteStreams", "Wording", "TestSupport"],
      swiftSettings: house
    ),
    .testTarget(
      name: "PipelineTests",
      dependencies: [
        "Pipeline", "ByteStreams", "Records", "Mappings", "Wording", "Signals", "Conversations",
        "Facts", "Comparisons", "Reporting", "Diagnostics", "TestSupport",
      ],
      exclude: ["Samples"],
      swiftSettings: house
    ),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["TestSupport", "onpar"],
      exclude: ["Golden"],
      swiftSettings: house
    ),
    .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"], swiftSettings: house),
  ]
)

// Only the fuzzer's own build links libFuzzer, which brings the other half of this program.
if Context.environment["ONPAR_FUZZ"] == "1" {
  package.products.append(.executable(name: "fuzz", targets: ["fuzz"]))
  package.targets.append(
    .executableTarget(
      name: "fuzz",
      dependencies: ["FuzzTargets"],
      path: "Fuzzing/Driver",
      swiftSettings: house
    )
  )
}
