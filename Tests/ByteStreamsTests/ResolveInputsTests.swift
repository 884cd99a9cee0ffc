import ByteStreams
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct ResolveInputsTests {
  /// Resolves arguments below a folder and gives the paths without that folder.
  private func paths(_ folder: TemporaryFolder, _ arguments: String...) -> [String] {
    let (inputs, errors) = resolveInputs(arguments.map { folder.path + "/" + $0 })
    #expect(errors.isEmpty)
    return inputs.map { String($0.path.dropFirst(folder.path.count + 1)) }
  }

  private func tree(_ names: String...) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in names { try folder.write(name, name) }
    return folder
  }

  @Test func `order is that of the file name's bytes, then of the path's`() throws {
    let folder = try tree("b/10.jsonl", "a/9.jsonl", "a/10.jsonl", "Z.jsonl", "é.jsonl", "z.jsonl")
    let expected = ["a/10.jsonl", "b/10.jsonl", "a/9.jsonl", "Z.jsonl", "z.jsonl", "é.jsonl"]
    #expect(paths(folder, ".").map { String($0.dropFirst(2)) } == expected)
    for _ in 0..<20 {
      let (inputs, _) = resolveInputs(expected.shuffled().map { folder.path + "/" + $0 })
      #expect(inputs.map { String($0.path.dropFirst(folder.path.count + 1)) } == expected)
    }
  }

  @Test func `order is that of the bytes for names that begin alike, whatever their length`() throws
  {
    let folder = try TemporaryFolder()
    let heads = ["chat-2026", "chat-2026-0000000001", "chat-2026-0000000001-é"]
    let names = heads.flatMap { head in
      ["", "-", "0", "00000000", "000000001", "é", "éa"].map { head + $0 }
    }
    for name in names { try folder.write(name, "{}") }
    let found = paths(folder, ".").map { String($0.dropFirst(2)) }
    #expect(found == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(found.count == Set(names).count)
  }

  @Test func `names are short, and paths where they would be alike`() throws {
    let folder = try tree("a/x", "b/x", "y")
    let (inputs, _) = resolveInputs([folder.path])
    #expect(inputs.map(\.name) == [folder.path + "/a/x", folder.path + "/b/x", "y"])
    #expect(inputs.map(\.bytes) == [3, 3, 1])
  }

  @Test func `a file reached twice counts once, by any of its names`() throws {
    let folder = try tree("a.jsonl", "sub/b.jsonl")
    try folder.link("soft.jsonl", to: "a.jsonl")
    try folder.hardLink("hard.jsonl", to: "a.jsonl")
    try folder.link("again", to: "sub")
    #expect(paths(folder, "a.jsonl", "a.jsonl", "./a.jsonl", "soft.jsonl", "hard.jsonl").count == 1)
    #expect(paths(folder, "soft.jsonl", "a.jsonl") == ["a.jsonl"])
    #expect(paths(folder, "sub", "again/b.jsonl", "sub/b.jsonl") == ["again/b.jsonl"])
    #expect(resolveInputs([folder.path, folder.path + "/sub"]).errors.isEmpty)
  }

  @Test func `links in a circle end, and links to nowhere are passed over`() throws {
    let folder = try tree("a/x.jsonl")
    try folder.link("a/up", to: "..")
    try folder.link("a/self", to: "self")
    try folder.link("a/gone", to: "nowhere")
    #expect(paths(folder, "a") == ["a/x.jsonl"])
  }

  @Test func `hidden files and folders are passed over unless named`() throws {
    let folder = try tree("d/.hidden", "d/.git/config", "d/seen")
    #expect(paths(folder, "d") == ["d/seen"])
    #expect(paths(folder, "d/.hidden") == ["d/.hidden"])
    #expect(paths(folder, "d/.h*") == ["d/.hidden"])
    #expect(paths(folder, "d/*") == ["d/seen"])
    #expect(paths(folder, "**/*") == ["d/seen"])
  }

  @Test(arguments: [
    ("*.jsonl", ["a.jsonl", "b.jsonl"]),
    ("?.jsonl", ["a.jsonl", "b.jsonl"]),
    ("[ab].jsonl", ["a.jsonl", "b.jsonl"]),
    ("[!a].jsonl", ["b.jsonl"]),
    ("[b-z].json[l]", ["b.jsonl"]),
    ("*/*.jsonl", ["sub/c.jsonl"]),
    ("**/*.jsonl", ["a.jsonl", "b.jsonl", "sub/c.jsonl", "sub/deep/d.jsonl"]),
    ("sub/**", ["sub/c.jsonl", "sub/deep/d.jsonl"]),
    ("s*", ["sub/c.jsonl", "sub/deep/d.jsonl"]),
    ("**/deep/*", ["sub/deep/d.jsonl"]),
    ("*a*.*n*l", ["a.jsonl"]),
    ("é?.txt", ["éé.txt"]),
  ])
  func `a pattern finds what a shell would find`(pattern: String, expected: [String]) throws {
    let folder = try tree("a.jsonl", "b.jsonl", "sub/c.jsonl", "sub/deep/d.jsonl", "éé.txt")
    #expect(paths(folder, pattern) == expected)
  }

  @Test func `an empty folder among what fits a pattern does not matter`() throws {
    let folder = try tree("d/a")
    folder.makeFolder("d/empty")
    #expect(paths(folder, "d/*") == ["d/a"])
    let pattern = folder.path + "/d/e*"
    #expect(resolveInputs([pattern]).errors == [.noMatch(glob: pattern)])
  }

  @Test func `a relative pattern begins at the working folder`() throws {
    // The rest of the way from the working folder to the sample, by way of the root.
    let folder = try tree("rel.jsonl")
    var buffer = [CChar](repeating: 0, count: 4_096)
    let here = try #require(getcwd(&buffer, buffer.count).map { String(cString: $0) })
    let up = here.split(separator: "/").map { _ in "../" }.joined()
    let pattern = up + folder.path.dropFirst() + "/r*.jsonl"
    #expect(resolveInputs([pattern]).inputs.map(\.name) == ["rel.jsonl"])
    guard resolveInputs(["Package.swift"]).errors.isEmpty else { return }
    #expect(resolveInputs(["P[a]ckage.sw?ft"]).inputs.map(\.path) == ["Package.swift"])
  }

  @Test func `a name with pattern signs in it wins over the pattern`() throws {
    let folder = try tree("chat[1].jsonl", "chat1.jsonl", "open[.jsonl")
    #expect(paths(folder, "chat[1].jsonl") == ["chat[1].jsonl"])
    #expect(paths(folder, "chat\\[*") == ["chat[1].jsonl"])
    #expect(paths(folder, "*[.jsonl") == ["open[.jsonl"])
  }

  @Test func `each way to find nothing has its own error, and the rest goes on`() throws {
    let folder = try tree("a.jsonl")
    folder.makeFolder("empty")
    try folder.write("onlyHidden/.x", "")
    func below(_ name: String) -> String { folder.path + "/" + name }
    let arguments = ["gone", "*.csv", "empty", "a.jsonl", "onlyHidden", "a.jsonl/x"].map(below)
    let (inputs, errors) = resolveInputs(arguments + [""])
    #expect(inputs.map(\.path) == [below("a.jsonl")])
    #expect(
      errors == [
        .notFound(path: below("gone")), .noMatch(glob: below("*.csv")),
        .emptyDirectory(path: below("empty")), .emptyDirectory(path: below("onlyHidden")),
        .notFound(path: below("a.jsonl/x")), .notFound(path: ""),
      ]
    )
  }

  @Test func `a link that only points to itself is unreadable`() throws {
    let folder = try TemporaryFolder()
    try folder.link("loop", to: "loop")
    let (inputs, errors) = resolveInputs([folder.path + "/loop"])
    #expect(inputs.isEmpty)
    guard case .unreadable(folder.path + "/loop", _) = errors.first else {
      Issue.record("got \(errors)")
      return
    }
  }

  @Test func `a pipe in a folder is passed over, for it could be waited on for ever`() throws {
    let folder = try tree("d/a")
    mkfifo(folder.path + "/d/pipe", 0o600)
    #expect(paths(folder, "d") == ["d/a"])
    #expect(resolveInputs([folder.path + "/d/pipe"]).inputs.map(\.bytes) == [nil])
  }

  @Test func `standard input is one input, however often it is named`() {
    let (inputs, errors) = resolveInputs(["-", "-"])
    #expect(errors.isEmpty)
    #expect(inputs.map(\.path) == ["-"])
    #expect(inputs.map(\.name) == ["standard input"])
  }

  @Test func `a deep tree is walked without a deep stack`() throws {
    let folder = try TemporaryFolder()
    let depth = 400
    try folder.write((0..<depth).map { _ in "d" }.joined(separator: "/") + "/x", "")
    #expect(resolveInputs([folder.path]).inputs.count == 1)
  }
}
