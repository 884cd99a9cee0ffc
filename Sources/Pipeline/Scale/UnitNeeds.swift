import Records

/// What must happen before a file can be read apart from the rest.
package enum UnitNeeds: String, Sendable {
  /// Its records are whole conversations, or it is never part of a larger whole.
  case nothing
  /// Its records are single messages, whose conversation may go on in another file: `onpar shard --by conversation`.
  case shard
  /// Other files may complete its records: all files of the export have to be read by one run.
  case together
}

extension Format {
  /// Formats whose records are whole conversations and need no other file to be understood.
  private static let whole: Set<String> = [
    "onpar-jsonl-conversations", "onpar-xml", "adium-ulf", "amazon-connect", "chatwoot",
    "freshchat", "genesys-chat-xml", "google-ccai-upload", "google-insights", "livechat",
    "liveperson-chat", "openai-chat",
  ]

  /// What a file of this format needs; nothing that is not known to be safe counts as safe.
  func needs(isLines: Bool) -> UnitNeeds {
    if Self.whole.contains(name) { return .nothing }
    return self == .onparMessages && isLines ? .shard : .together
  }
}
