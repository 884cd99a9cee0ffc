import Foundation
import Mappings
import Records
import Testing

@testable import Pipeline

/// The bounds of mappings that `Docs/Limits.md` names.
@Suite struct MappingLimitTests {
  private static func talk(role: String, join: String = "") -> String {
    """
    onpar_mapping: 1
    name: talk
    conversation: {conversation_id: $.id}
    messages:
      each: $.posts[*]
      role: \(role)
      text: $.text
    \(join)
    """
  }

  @Test func `a pattern is not tried on a text that is too long`() async throws {
    let most = MappedReader.longestMatch
    let role = "[{path: $.text, matches: \"x$\", is: bot}, {else: customer}]"
    for (length, isBot) in [(most, true), (most + 1, false)] {
      let inputs = try InlineInputs()
      let text = String(repeating: "a", count: length - 1) + "x"
      try inputs.write("a.json", #"{"id":"1","posts":[{"text":"\#(text)"}]}"#)
      let (json, _) = try await inputs.inspect(["a.json"], mapping: Self.talk(role: role))
      #expect(json.roles == (isBot ? [0, 1, 0, 0] : [1, 0, 0, 0]), "\(length)")
    }
  }

  @Test func `a side file that is too large stops the run before it starts`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("onpar-side-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let side = "id,kind\n7,robot\n"
    try Data(side.utf8).write(to: folder.appendingPathComponent("users.csv"))
    let text = Self.talk(
      role: "[{lookup: users, key: $.who, path: $.kind, equals: robot, is: bot}, {else: customer}]",
      join: "join: {users: {file: users.csv, key: $.id}}"
    )
    var mappings = [
      try MappingFile.compile(text, file: folder.appendingPathComponent("talk.yaml").path)
    ]
    #expect(try SideFiles.load(&mappings, sizeLimit: side.utf8.count).count == 1)
    let error = #expect(throws: SideFileError.self) {
      try SideFiles.load(&mappings, sizeLimit: side.utf8.count - 1)
    }
    #expect(error?.description.contains("users.csv: a side file may have 15 bytes") == true)
  }
}
