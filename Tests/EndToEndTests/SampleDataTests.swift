import Foundation
import Testing
import TestSupport

/// The committed report is the one that the program writes on the committed sample.
@Suite struct SampleDataTests {
  @Test func `Reports holds the report on SampleData, byte for byte`() throws {
    let expected = try ReportFiles(root: Repository.root, "Reports")
    let folder = try Scratch()
    let found = try run("SampleData/easy-topics.messages.jsonl", folder)
    ReportFiles.expectIdentical(found, expected, "renew with `make report` if the change is meant")
  }

  @Test(arguments: ["easy-topics.messages.jsonl.gz", "easy-topics.xml"])
  func `the same chats in other files give the same report`(_ name: String) throws {
    let expected = try ReportFiles(root: Repository.root, "Reports")
    let folder = try Scratch()
    let found = try run("SampleData/" + name, folder)
    ReportFiles.expectSame(found, expected, name)
  }

  private func run(_ input: String, _ folder: Scratch) throws -> ReportFiles {
    let outcome = try Program.shell(
      "out=$PWD/out; cd '\(Repository.root)' && $ONPAR report \(input) --out $out --quiet",
      in: folder
    )
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try ReportFiles(folder, "out")
  }
}
