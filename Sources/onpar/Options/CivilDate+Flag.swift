import Records

extension CivilDate {
  /// Days since 1970 of a day such as 2026-03-02; nil for any other text.
  static func day(in text: String) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard text.utf8.count == 10, parts.count == 3, let year = Int(parts[0]),
      let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
    else { return nil }
    let days = CivilDate.day(year: year, month: month, day: day)
    // The 30th of February is another day once it is counted.
    return CivilDate.text(ofDay: days) == text ? days : nil
  }
}
