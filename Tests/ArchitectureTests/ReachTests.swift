import Testing

/// What the program may touch outside itself, and from where.
struct ReachTests {
  private let sources: SourceTree

  init() throws {
    sources = try SourceTree.sources.get()
  }

  /// Logs of customers stay on the machine: there is nothing in the program that could send them.
  @Test func `nothing reaches for the network`() {
    let modules: Set<String> = [
      "FoundationNetworking", "Network", "CFNetwork", "NIO", "NIOCore", "NIOPosix", "NIOHTTP1",
      "AsyncHTTPClient", "CCurl",
    ]
    let calls: Set<String> = [
      "socket", "getaddrinfo", "gethostbyname", "sendto", "xmlNanoHTTPFetch",
      "xmlNanoHTTPOpen", "URLSession", "URLRequest",
    ]
    let found = sources.imports(of: modules) + sources.calls(of: calls)
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  @Test func `only command lines print, end the program or read its environment but TZDIR`() {
    let calls: Set<String> = ["print", "debugPrint", "exit", "_exit", "abort", "getenv", "setenv"]
    // Where the machine keeps its time zones is said by TZDIR, to the C library too.
    let found = sources.calls(of: calls) {
      !["onpar", "statcheck", "simulate", "signal-training"].contains($0.target)
        && $0.path != "Sources/Records/Time/ZoneDatabase.swift"
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  @Test func `tasks start in Pipeline, and none outlives its parent`() {
    let groups: Set<String> = [
      "withTaskGroup", "withThrowingTaskGroup", "withDiscardingTaskGroup",
      "withThrowingDiscardingTaskGroup", "pthread_create",
    ]
    let found =
      sources.calls(of: groups) { $0.target != "Pipeline" }
      + sources.findings(in: { $0.mentions(["Task.detached", " Task {"]) }) { _, line in
        line.contains("Task.detached") || line.contains(" Task {") ? ["unstructured task"] : []
      }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  @Test(arguments: [
    ("  if socket(2, 1, 0) < 0 { reader (1) }", ["socket"]),
    ("Glibc.exit(3)", ["exit"]),
    ("link.socket(to: next)", ["socket"]),
    ("/// `exit(1)` would lose the report", []),
    ("let note = 1 // print(note)", []),
    ("func print(_ line: String)", []),
  ])
  func `a line calls the functions whose name stands before a parenthesis`(
    line: String,
    names: [String]
  ) {
    #expect(SourceTree.calls(in: Substring(line)) == names)
  }
}
