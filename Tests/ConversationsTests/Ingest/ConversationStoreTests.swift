import Records
import Testing

@testable import Conversations

@Suite struct ConversationStoreTests {
  private func store(_ ids: Range<Int>) -> ConversationStore {
    let store = ConversationStore()
    for id in ids {
      _ = store.append(Conversation(format: .onparMessages, id: "a long name \(id)"))
    }
    return store
  }

  @Test func `conversations of several stores are moved in the order that is asked for`() {
    // More than two chunks, cut where none ends.
    let (one, other) = (store(0..<9_000), store(9_000..<9_010))
    let joined = ConversationStore.joined([
      (one, 5_000..<9_000), (other, 0..<10), (one, 0..<3), (one, 3..<3), (one, 3..<5_000),
    ])
    let wanted = Array(5_000..<9_010) + Array(0..<5_000)
    #expect(joined.map(\.id) == wanted.map { "a long name \($0)" })
    #expect(ConversationStore().list().isEmpty)
  }
}
