import Records
import Testing

/// JSON that ends too early is told from JSON that is broken.
struct CutJSONTests {
  private func isBeginning(_ text: some Sequence<UInt8>) -> Bool {
    Array(text).withUnsafeBytes { CutJSON.isBeginning($0) }
  }

  @Test(arguments: [
    #"{"conversation_id":"c","text":"a \"b\" \\","seq":-1.5e+3,"tags":[],"x":{"y":[null,true,{}]}}"#,
    #" [ {"a" : NaN , "b" : -Infinity}, "é", 0, [[ ]] ] "#,
  ])
  func `every beginning of a value is one, and the whole is not`(text: String) {
    let bytes = Array(text.utf8)
    let end = bytes.lastIndex { $0 > 0x20 } ?? 0
    let start = bytes.firstIndex { $0 > 0x20 } ?? 0
    for count in 0...bytes.count {
      #expect(isBeginning(bytes[..<count]) == (start < count && count <= end), "\(count)")
    }
  }

  @Test(arguments: [
    "", "  ", "hello", "17", "\"whole\"", "{} {", "{\"a\" 1", "{\"a\":1 \"b", "{\"a\":tru]", "{a",
    "{,",
    "{\"a\":}", "[1,]", "[1}", "{\"a\":1]", "[1 2", "{\"a\":nope", "{\"a\":1,}", "]", "{\"a\":-x",
    "{\"a\":1; DROP", "\u{1}{",
  ])
  func `what is broken before its end is no beginning`(text: String) {
    #expect(!isBeginning(text.utf8))
  }

  @Test(arguments: ["{", "[", "\"words of", "{\"a\":tr", "{\"a\":1.", "[\"\\", "[\"\\\""])
  func `what lacks only its rest is a beginning`(text: String) {
    #expect(isBeginning(text.utf8))
  }
}
