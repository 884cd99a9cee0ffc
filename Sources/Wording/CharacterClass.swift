/// What a character does to the tokens around it.
///
/// Plain constants rather than an enum, because they are stored in four bits of a table entry.
enum CharacterClass {
  /// Punctuation, symbols, emoji, control characters: ends a token.
  static let separator: UInt32 = 1
  /// White space: ends a token and a word.
  static let space: UInt32 = 2
  static let letter: UInt32 = 3
  static let digit: UInt32 = 4
  /// `!` and `?` in any form: a separator that is counted in runs.
  static let bang: UInt32 = 5
  /// Apostrophes and hyphens: dropped between two letters, else a separator.
  static let joiner: UInt32 = 6
  /// Dropped as if it were not there: combining marks of alphabets, joiners, direction marks.
  static let ignored: UInt32 = 7
  /// A character of a script written without spaces.
  static let spaceless: UInt32 = 8
  static let at: UInt32 = 9
  static let colon: UInt32 = 10
  /// `.` and `,`, which may stand inside a number.
  static let dot: UInt32 = 11
  /// White space that ends a sentence too.
  static let newline: UInt32 = 12
  /// A byte above ASCII; only in the table of bytes.
  static let beyondASCII: UInt32 = 13
}
