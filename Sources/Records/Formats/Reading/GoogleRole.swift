/// The words with which Google's exports name who wrote.
enum GoogleRole {
  static func of(_ word: ByteSlice, _ out: Emitter) -> Role {
    if word.equals("END_USER") || word.equals("CUSTOMER") { return .customer }
    if word.equals("AUTOMATED_AGENT") { return .bot }
    if word.equals("HUMAN_AGENT") || word.equals("ANY_AGENT") || word.equals("AGENT") {
      return .human
    }
    if word.count > 0 { out.noteOdd("role", word) }
    return .unknown
  }
}
