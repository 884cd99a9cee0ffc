import Serialization
import Testing

private func written(indented: Bool = false, _ body: (inout JSONWriter) -> Void) -> String {
  var writer = JSONWriter(indented: indented)
  body(&writer)
  return String(decoding: writer.bytes, as: UTF8.self)
}

struct JSONWriterTests {
  @Test func `members and elements are parted by commas and nothing else`() {
    let text = written {
      $0.object {
        $0.member("a", 1)
        $0.member("b", "x")
        $0.member("c", true)
        $0.member(
          "d",
          array: { list in
            list.value(1)
            list.array { _ in }
            list.object { _ in }
            list.null()
            list.value(0.5)
          }
        )
        $0.member("e", object: { $0.member("f", nil as String?) })
        $0.key("g")
        $0.value("h")
      }
    }
    #expect(text == #"{"a":1,"b":"x","c":true,"d":[1,[],{},null,0.5],"e":{"f":null},"g":"h"}"#)
  }

  @Test func `absent values are null and never zero`() {
    let text = written {
      $0.array {
        $0.value(nil as Int?)
        $0.value(nil as Double?)
        $0.value(nil as String?)
        $0.value(nil as Bool?)
        $0.value(Double.nan)
        $0.value(Double.infinity)
        $0.value(-Double.infinity)
        $0.value(-0.0)
        $0.value("")
        $0.value(false)
      }
    }
    #expect(text == #"[null,null,null,null,null,"inf","-inf",0,"",false]"#)
  }

  @Test(arguments: [
    ("", #""""#), ("a\"b", #""a\"b""#), ("\\", #""\\""#), ("/", #""/""#), ("\n\r\t", #""\n\r\t""#),
    ("\u{0}", #""\u0000""#), ("\u{8}\u{B}\u{C}\u{1B}\u{1F}", #""\u0008\u000b\u000c\u001b\u001f""#),
    ("\u{7F}é😀\u{2028}", "\"\u{7F}é😀\u{2028}\""),
  ])
  func `text is quoted`(text: String, quoted: String) {
    #expect(written { $0.value(text) } == quoted)
    #expect(written { $0.object { $0.member(text, 1) } } == "{" + quoted + ":1}")
  }

  @Test func `indented text has a member per line and the same content`() {
    let body: (inout JSONWriter) -> Void = {
      $0.object {
        $0.member("a", 1)
        $0.member(
          "b",
          array: { list in
            list.value(1)
            list.object { $0.member("c", "d e") }
          }
        )
        $0.member("none", array: { _ in })
      }
    }
    let text = written(indented: true, body)
    #expect(
      text == "{\n \"a\": 1,\n \"b\": [\n  1,\n  {\n   \"c\": \"d e\"\n  }\n ],\n \"none\": []\n}"
    )
    let plain = text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
    #expect(plain.replacing(": ", with: ":") == written(body))
  }

  @Test func `values on lines are parted by line ends alone`() {
    let text = written {
      $0.object { $0.member("a", 1) }
      $0.newline()
      $0.object { _ in }
      $0.newline()
    }
    #expect(text == "{\"a\":1}\n{}\n")
  }
}
