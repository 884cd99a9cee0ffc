import Records
import Testing

struct NativeWordsTests {
  private func with<Result>(_ word: String, _ body: (ByteSlice) -> Result) -> Result {
    var bytes = Array(word.utf8)
    bytes.append(0)
    return bytes.withUnsafeBufferPointer {
      body(ByteSlice(start: $0.baseAddress, count: bytes.count - 1))
    }
  }

  @Test(arguments: [
    ("customer", Role.customer), ("user", .customer), ("bot", .bot), ("assistant", .bot),
    ("human", .human), ("agent", .human), ("system", .system), ("unknown", .unknown),
  ])
  func `roles are known by Onpar's words and those of common corpora`(word: String, role: Role) {
    #expect(with(word, NativeWords.role) == role)
  }

  @Test(arguments: ["", "Bot", "visitor", "tool", "bots", "custome", "customers"])
  func `any other word is no role`(word: String) {
    #expect(with(word, NativeWords.role) == nil)
  }

  @Test(arguments: EventKind.allCases)
  func `each event is known by the name that reports print`(event: EventKind) {
    #expect(with(event.name, NativeWords.event) == (event == .other ? nil : event))
    #expect(with(event.name + "x", NativeWords.event) == nil)
  }

  @Test(arguments: MessageKind.allCases)
  func `each kind is known by the name that reports print`(kind: MessageKind) {
    #expect(with(kind.name, NativeWords.kind) == kind)
    #expect(with(kind.name.uppercased(), NativeWords.kind) == nil)
  }

  @Test func `an absent word is nothing`() {
    #expect(NativeWords.role(.absent) == nil)
    #expect(NativeWords.event(.absent) == nil)
    #expect(NativeWords.kind(.absent) == nil)
  }
}
