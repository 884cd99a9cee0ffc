import Foundation
import TestSupport
import Testing

@testable import Mappings

/// The examples of Docs/CI.md are YAML, and hold what they promise.
@Suite struct ContinuousIntegrationTests {
  /// The blocks of the page that are YAML.
  private func examples() throws -> [String] {
    let page = try String(contentsOfFile: Repository.root + "/Docs/CI.md", encoding: .utf8)
    return page.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  private func value(_ node: ConfigNode?, _ path: String...) -> ConfigNode? {
    path.reduce(node) { node, name in
      guard case .table(let pairs) = node?.content else { return nil }
      return pairs.first { $0.key.text == name }?.value
    }
  }

  @Test func `every example is YAML`() throws {
    let all = try examples()
    #expect(all.count >= 3)
    for text in all { _ = try ConfigNode(yaml: text, file: "Docs/CI.md") }
  }

  @Test func `the example for GitHub keeps report and summary when a gate fails`() throws {
    let text = try #require(try examples().first { $0.contains("runs-on") })
    let job = value(try ConfigNode(yaml: text, file: "CI.md"), "jobs", "onpar")
    guard case .list(let steps)? = value(job, "steps")?.content else {
      Issue.record("no steps")
      return
    }
    #expect(value(steps[1], "run")?.text?.contains("onpar report") == true)
    #expect(steps.count >= 4)
    for step in steps.dropFirst(2) {
      #expect(value(step, "if")?.text == "${{ !cancelled() }}", "\(step)")
    }
  }

  @Test func `the example for GitLab keeps the report and shows the gates`() throws {
    let text = try #require(try examples().first { $0.contains("artifacts:") })
    let job = value(try ConfigNode(yaml: text, file: "CI.md"), "onpar")
    #expect(value(job, "artifacts", "when")?.text == "always")
    #expect(value(job, "artifacts", "reports", "junit")?.text == "report/gates.junit.xml")
  }
}
