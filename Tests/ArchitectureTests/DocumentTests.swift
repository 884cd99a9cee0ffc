import Foundation
import TestSupport
import Testing

/// Whoever reads a document can follow it: what it names is in the repository.
struct DocumentTests {
  private static let root = Repository.root + "/"

  /// The README and all pages of `Docs`, by path.
  private static let pages = Result {
    let below = try FileManager.default.subpathsOfDirectory(atPath: root + "Docs")
    let paths = ["README.md"] + below.filter { $0.hasSuffix(".md") }.map { "Docs/" + $0 }
    return try paths.sorted().map { path in
      (path: path, text: try String(contentsOfFile: root + path, encoding: .utf8))
    }
  }

  @Test func `no page cites sections of documents that are not here`() throws {
    let pages = try Self.pages.get()
    #expect(pages.count > 60)
    let citation = /\b(METRICS|STATISTICS|FORMATS|SIGNALS|REPORT)(\.md)? (section )?[A-Z]?[0-9]+/
    for page in pages {
      #expect(page.text.matches(of: citation).map { String($0.output.0) } == [], "\(page.path)")
    }
  }

  @Test func `every link leads to a file, and to a heading of it`() throws {
    var links = 0
    for page in try Self.pages.get() {
      let folder = (page.path as NSString).deletingLastPathComponent
      for link in page.text.matches(of: /\]\(([^)\s]+)\)/).map({ String($0.output.1) })
      where !link.contains("://") && !link.hasPrefix("mailto:") {
        links += 1
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let path =
          parts[0].isEmpty
          ? page.path : NSString.path(withComponents: [folder, String(parts[0])])
        guard FileManager.default.fileExists(atPath: Self.root + path) else {
          Issue.record("\(page.path): \(link) is no file")
          continue
        }
        guard parts.count > 1 else { continue }
        let text = try String(contentsOfFile: Self.root + path, encoding: .utf8)
        #expect(Self.headings(of: text).contains(String(parts[1])), "\(page.path): \(link)")
      }
    }
    #expect(links > 100)
  }

  /// The names by which headings are linked (lower case, without punctuation, hyphens for spaces), and places with a
  /// name of their own.
  private static func headings(of text: String) -> Set<String> {
    let titles = text.split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
      let title = line.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
      return String(title.filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) })
        .replacing(" ", with: "-")
    }
    let places = text.matches(of: /<a id="([^"]+)">/).map { String($0.output.1) }
    return Set(titles + places)
  }
}
