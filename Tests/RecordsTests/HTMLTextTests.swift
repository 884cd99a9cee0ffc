import Testing

@testable import Records

/// HTML and XHTML as a chat window shows them.
@Suite struct HTMLTextTests {
  private static func plain(_ html: String) -> String {
    let batch = RecordBatch()
    let bytes = Array(html.utf8)
    return bytes.withUnsafeBytes { buffer in
      let slice = ByteSlice(
        start: buffer.baseAddress?.assumingMemoryBound(to: UInt8.self),
        count: buffer.count
      )
      return HTMLText.plain(slice, in: batch).string ?? ""
    }
  }

  /// What stands in the root element of a document.
  private static func inside(_ xml: String) -> String {
    let store = TreeStore()
    let batch = RecordBatch()
    let reader = XMLTreeReader(records: XMLPath(), store: store)
    var found = ""
    let take: XMLTreeReader.Taker = { root, _, _ in
      found = ReadableText.of(root, in: batch).string ?? ""
    }
    Array(xml.utf8).withUnsafeBytes { reader.consume($0, take) }
    reader.finish(take)
    return found
  }

  private static let bodies: [(html: String, text: String)] = [
    ("<div>one</div><div>two <b>three</b></div>", "one\ntwo three"),
    (
      "<p>see <a href=\"https://a.example/?x=1&amp;y=2\">our page</a> now</p>",
      "see our page (https://a.example/?x=1&y=2) now"
    ),
    ("<a href=\"https://a.example\">https://a.example</a>", "https://a.example"),
    ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
    ("a<script>var b = 1</script>c<style>d</style>e", "ace"),
    ("  <P>1 &lt; 2</P>  ", "1 < 2"),
    ("<blockquote>said</blockquote>x un<font-awesome></font-awesome>lucky", "said\nx unlucky"),
  ]

  @Test(arguments: bodies)
  func `tags become what a reader sees, in HTML and in XHTML alike`(html: String, text: String) {
    #expect(Self.plain(html) == text)
    #expect(Self.inside("<body>" + html + "</body>") == text)
  }

  @Test func `a text without tags stays as it is`() {
    #expect(Self.inside("<body> a &lt;b&gt; c </body>") == " a <b> c ")
    #expect(Self.plain(" plain ") == " plain ")
  }

  @Test func `behind too many beginnings of tags a tag is text`() {
    func text(_ count: Int) -> String {
      Self.plain(String(repeating: "<!-- ", count: count) + "one<br>two")
    }
    #expect(text(3).hasSuffix("one\ntwo"))
    // Each beginning is looked for its end through the rest, about half the text on average: 16 times the text is
    // spent behind the 32nd or so.
    #expect(text(400).hasSuffix("one<br>two"))
  }
}
