package import Conversations
package import Records

/// Turns contacts into the contact table.
///
/// ```swift
/// let builder = FactBuilder(contacts: contacts, conversations: conversations, options: options)
/// let facts = (0..<contacts.count).map(builder.facts)   // in parallel chunks, if you like
/// let (table, counts) = builder.table(facts)
/// ```
///
/// `facts(at:)` is a pure function of one contact, so chunks may run on any number of threads.
package struct FactBuilder: Sendable {
  let contacts: [Contact]
  let conversations: [Conversation]
  let options: FactOptions

  package init(contacts: [Contact], conversations: [Conversation], options: FactOptions = .init()) {
    self.contacts = contacts
    self.conversations = conversations
    self.options = options
  }
}

/// Facts, linking and columns in one call, on one thread.
package func buildTable(
  contacts: [Contact], conversations: [Conversation], options: FactOptions = .init()
) -> (table: ContactTable, counts: TableCounts) {
  (ContactTable(), TableCounts())
}
