extension Format {
  /// Whether its exports hold the bot's side only, so that a human's words lie elsewhere (FORMATS 2.5).
  package var holdsBotSideOnly: Bool {
    reader.map { FormatCatalogue.readers[$0].profile.sides == .botOnly } ?? false
  }

  /// False where an answer bears the time of its question, so that a reply time of 0 says nothing.
  package var tellsReplyTimes: Bool {
    reader.map { FormatCatalogue.readers[$0].profile.tellsReplyTimes } ?? true
  }
}
