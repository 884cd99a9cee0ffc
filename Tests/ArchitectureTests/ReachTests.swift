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
    let found = sources.findings { _, line in
      ImportLine.modules(in: line).filter(modules.contains).map { "imports \($0)" }
        + called(in: line).filter(calls.contains).map { "calls \($0)" }
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  @Test func `only the command lines print, end the program or read its environment`() {
    let calls: Set<String> = ["print", "debugPrint", "exit", "_exit", "abort", "getenv", "setenv"]
    let found = sources.findings(in: { !["onpar", "statcheck"].contains($0.target) }) { _, line in
      called(in: line).filter(calls.contains).map { "calls \($0)" }
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  @Test func `tasks start in Pipeline, and none outlives its parent`() {
    let groups: Set<String> = [
      "withTaskGroup", "withThrowingTaskGroup", "withDiscardingTaskGroup",
      "withThrowingDiscardingTaskGroup", "pthread_create",
    ]
    let found = sources.findings { file, line in
      let started = called(in: line).filter(groups.contains)
      return (file.target == "Pipeline" ? [] : started.map { "calls \($0)" })
        + (line.contains("Task.detached") || line.contains(" Task {") ? ["unstructured task"] : [])
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
    #expect(called(in: Substring(line)) == names)
  }

  /// Names directly before `(`, outside line comments and not after `func`.
  private func called(in line: Substring) -> [String] {
    var names: [String] = []
    var name = ""
    var word = ""
    var previous: Character = " "
    for character in line {
      if character == "/", previous == "/" { break }
      if character.isLetter || character.isNumber || character == "_" {
        name.append(character)
      } else {
        if character == "(", !name.isEmpty, word != "func" { names.append(name) }
        if !name.isEmpty { word = name }
        name = ""
      }
      previous = character
    }
    return names
  }
}
