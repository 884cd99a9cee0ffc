/// What an export format is, for people: `onpar formats`, and the report's section on data quality.
package struct FormatProfile: Sendable {
  /// How bot and human are told apart (FORMATS section 1).
  package enum Sides: String, Sendable {
    /// By a field of the format.
    case structural
    /// By a field for most messages, by name for the rest.
    case partlyByName = "partly by name"
    /// Only by name or id: `--bot-author` helps.
    case byName = "by name"
    /// Only the bot's side is exported.
    case botOnly = "bot side only"
    /// As the mapping file says.
    case asMapped = "as mapped"
  }

  package let name: String
  /// 1 works out of the box, 2 should, 3 is served by a mapping.
  package let tier: Int
  /// Of its description: A seen in real files or schemas, B documented with an example, C partly documented.
  package let confidence: Character
  /// How it comes: "JSON pages", "one JSON file per contact".
  package let container: String
  package let sides: Sides
  /// Whether it can say that a hand-off was begun.
  ///
  /// Where it cannot, `handoff_initiated` is null and never false.
  package let tellsHandoff: Bool
  package let tellsRating: Bool
  /// False where an answer bears the time of its question.
  package let tellsReplyTimes: Bool
  /// Every record of it is a whole conversation that no other file adds to, so that its files may be read apart.
  package let recordsAreWhole: Bool
  /// Its folders hold an object of the makers' own beside the records, by which nothing is known.
  package let hasDescription: Bool
  /// What it cannot tell, one short sentence each, for the report.
  package let blindSpots: [String]

  /// What it cannot tell: the sentences of the format, and what follows from the rest of the profile.
  package var cannotTell: [String] {
    var texts = blindSpots
    if sides == .asMapped, !tellsHandoff {
      texts.append("Whether a hand-off was begun is not told.")
    }
    if !tellsRating { texts.append("Ratings are not told.") }
    return texts
  }

  /// The same with the format's name in front, for reports on several.
  package var namedBlindSpots: [String] { cannotTell.map { name + ": " + $0 } }

  package init(
    _ name: String,
    tier: Int,
    confidence: Character,
    container: String,
    sides: Sides,
    tellsHandoff: Bool,
    tellsRating: Bool,
    tellsReplyTimes: Bool = true,
    recordsAreWhole: Bool = false,
    hasDescription: Bool = false,
    blindSpots: [String] = []
  ) {
    self.name = name
    self.tier = tier
    self.confidence = confidence
    self.container = container
    self.sides = sides
    self.tellsHandoff = tellsHandoff
    self.tellsRating = tellsRating
    self.tellsReplyTimes = tellsReplyTimes
    self.recordsAreWhole = recordsAreWhole
    self.hasDescription = hasDescription
    self.blindSpots = blindSpots
  }
}
