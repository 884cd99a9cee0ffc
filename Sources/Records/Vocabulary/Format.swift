/// An export format that Onpar reads, by its name in FORMATS.md section 1.
package enum Format: UInt8, Sendable, CaseIterable {
  case onparMessages, onparConversations, onparXML
}

extension Format {
  /// The name that `inspect`, reports and `--input-format` use.
  package var name: String {
    switch self {
    case .onparMessages: "onpar-jsonl-messages"
    case .onparConversations: "onpar-jsonl-conversations"
    case .onparXML: "onpar-xml"
    }
  }
}
