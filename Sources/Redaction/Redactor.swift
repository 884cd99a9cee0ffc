/// Hides what names people in a message's text, and makes the rest harmless to print.
///
/// Works on the bytes of one message. A placeholder such as `<email>` takes the place of what was found;
/// `Docs/Redaction.md` says what is found and what cannot be. No text makes it fail, and its cost grows with the
/// text alone.
package struct Redactor: Sendable {
  private let names: NameFinder

  /// - Parameter names: Names and ids that the export gives to those who wrote: none of them is printed.
  package init(names: [String] = []) {
    self.names = NameFinder(names)
  }

  /// The text in one line, without what names people and without control characters.
  package func redacted(_ bytes: [UInt8]) -> String {
    let text = FoldedText(bytes)
    var found: [Finding] = []
    for finder in Self.finders { found += finder(text) }
    found += names.findings(in: text)
    return Self.replaced(text.scalars, Self.joined(found))
  }

  private static let finders: [@Sendable (FoldedText) -> [Finding]] = [
    { LinkFinder.findings(in: $0) }, { AddressFinder.findings(in: $0) },
    { AccountFinder.findings(in: $0) }, { NetworkFinder.findings(in: $0) },
    { NumberFinder.findings(in: $0) }, { DateFinder.findings(in: $0) },
    { CodeFinder.findings(in: $0) },
  ]

  /// Findings that overlap become one, so that no part of any of them is left over; the first kind names it.
  private static func joined(_ found: [Finding]) -> [Finding] {
    var result: [Finding] = []
    for finding in found.sorted(by: {
      ($0.range.lowerBound, $0.kind) < ($1.range.lowerBound, $1.kind)
    }) {
      guard let last = result.last, finding.range.lowerBound < last.range.upperBound else {
        result.append(finding)
        continue
      }
      let end = max(last.range.upperBound, finding.range.upperBound)
      result[result.count - 1] = Finding(
        kind: min(last.kind, finding.kind),
        range: last.range.lowerBound..<end
      )
    }
    return result
  }

  private static func replaced(_ scalars: [Unicode.Scalar], _ found: [Finding]) -> String {
    var result = String.UnicodeScalarView()
    var next = 0
    for finding in found {
      for scalar in scalars[next..<finding.range.lowerBound] { result.append(harmless(scalar)) }
      result.append(contentsOf: finding.kind.placeholder.unicodeScalars)
      next = finding.range.upperBound
    }
    for scalar in scalars[next...] { result.append(harmless(scalar)) }
    return String(result)
  }
}
