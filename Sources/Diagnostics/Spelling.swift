/// Finds what somebody meant to write.
package enum Spelling {
  /// The known word that differs in the fewest letters; nil when none is near.
  package static func nearest(to word: String, among known: [String]) -> String? {
    let ranked = known.map { (word: $0, distance: distance(word, $0)) }
      .min { ($0.distance, $0.word) < ($1.distance, $1.word) }
    guard let ranked, ranked.distance <= Swift.max(1, word.count / 3) else { return nil }
    return ranked.word
  }

  /// The edit distance of Levenshtein; texts longer than 64 letters are far from everything.
  package static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    guard left.count <= 64, right.count <= 64 else { return 64 }
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (place, other) in right.enumerated() {
        let above = row[place + 1]
        row[place + 1] = Swift.min(above + 1, row[place] + 1, diagonal + (letter == other ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }
}
