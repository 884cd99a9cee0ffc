/// Which cohorts and weeks of a figure must not be shown, so that no small count of it follows by subtraction.
///
/// All contacts are the bot's, the humans' and nobody's; they are also those of five ways in which parties took part; and the
/// whole period is its weeks. A figure is hidden with all its counts, so that what adds up among them tells nothing more.
struct GroupHiding {
  static let (all, bot, human, nobody) = (0, 1, 2, 3)
  /// `bot_only`, `human_only`, `bot_to_human`, `human_to_bot`, `unattended`.
  static let parties = 4..<9

  /// One kind of count in every place.
  struct Cell: Hashable {
    /// By place; zero where there is none.
    var values: [Int]
    /// False for a count that may be small, and is only not told where it stands.
    var isProtected = true
  }

  let weeks: Int
  let threshold: Int
  /// By place.
  private(set) var isHidden: [Bool]

  /// Where a week of all contacts, of the bot's or of the humans' stands; whole periods come first.
  static func place(_ cohort: Int, week: Int) -> Int { parties.upperBound + 3 * week + cohort }

  static func places(weeks: Int) -> Int { parties.upperBound + 3 * weeks }

  init(weeks: Int, threshold: Int) {
    self.weeks = weeks
    self.threshold = threshold
    isHidden = [Bool](repeating: false, count: Self.places(weeks: weeks))
  }

  func isSmall(_ value: Int) -> Bool { value > 0 && value < threshold }

  mutating func hide(_ place: Int) { isHidden[place] = true }

  /// Hides small counts, and what would tell them.
  mutating func close(_ cells: [Cell]) {
    for cell in cells where cell.isProtected {
      for (place, value) in cell.values.enumerated() where isSmall(value) { isHidden[place] = true }
    }
    hideRests(cells)
    guard isHidden.contains(true) else { return }
    var before: [Bool] = []
    while before != isHidden {
      before = isHidden
      for week in 0..<weeks {
        let parts = [Self.bot, Self.human].map { Self.place($0, week: week) }
        closeSum(cells, Self.place(Self.all, week: week), parts)
      }
      closeSum(cells, Self.all, [Self.bot, Self.human, Self.nobody])
      if isHidden[Self.all] || Self.parties.contains(where: { isHidden[$0] }) {
        for place in Self.parties { isHidden[place] = true }
      }
      for cell in cells {
        for cohort in [Self.bot, Self.human] {
          let counts = (0..<weeks).map { cell.values[Self.place(cohort, week: $0)] }
          closeWeeks(cell, whole: cohort, cohort, counts)
        }
        let counts = (0..<weeks).map { nobodys(cell, week: $0) }
        closeWeeks(cell, whole: Self.nobody, Self.all, counts)
      }
    }
  }

  /// Hides the total of a hidden part, and a part of a hidden total that would follow from its parts.
  private mutating func closeSum(_ cells: [Cell], _ total: Int, _ parts: [Int]) {
    if parts.contains(where: { isHidden[$0] }) {
      isHidden[total] = true
    } else if isHidden[total] {
      let isOpen = cells.contains { cell in
        parts.reduce(cell.values[total]) { $0 - cell.values[$1] } > 0
      }
      guard !isOpen else { return }
      let sums = parts.map { part in cells.reduce(0) { $0 + $1.values[part] } }
      let least = zip(sums, parts).filter { $0.0 > 0 }.min { $0 < $1 }
      if let least { isHidden[least.1] = true }
    }
  }

  // MARK: What is left over

  /// Contacts of a week that are neither the bot's nor the humans'.
  private func nobodys(_ cell: Cell, week: Int) -> Int {
    let sides =
      cell.values[Self.place(Self.bot, week: week)]
      + cell.values[Self.place(Self.human, week: week)]
    return max(0, cell.values[Self.place(Self.all, week: week)] - sides)
  }

  /// Small counts that no row is about, but which a subtraction gives.
  private mutating func hideRests(_ cells: [Cell]) {
    for cell in cells where cell.isProtected {
      let values = cell.values
      func rest(_ total: Int, _ parts: [Int]) -> Int {
        parts.reduce(values[total]) { $0 - values[$1] }
      }
      if isSmall(rest(Self.all, [Self.bot, Self.human, Self.nobody])) { isHidden[Self.all] = true }
      let parties = Array(Self.parties)
      let overlaps = [
        rest(Self.all, parties), rest(Self.bot, [parties[0], parties[2]]),
        rest(Self.human, [parties[1], parties[3]]),
      ]
      if overlaps.contains(where: isSmall) { isHidden[parties[0]] = true }
      for week in 0..<weeks where isSmall(nobodys(cell, week: week)) {
        isHidden[Self.place(Self.all, week: week)] = true
      }
      for cohort in [Self.all, Self.bot, Self.human] {
        let undated = rest(cohort, (0..<weeks).map { Self.place(cohort, week: $0) })
        guard isSmall(undated) else { continue }
        let present = (0..<weeks).map { Self.place(cohort, week: $0) }.filter { values[$0] > 0 }
        if let week = present.min(by: { values[$0] < values[$1] }) { isHidden[week] = true }
      }
    }
  }

  // MARK: Weeks

  /// Hides further weeks until the hidden ones are at least two and together no small count.
  ///
  /// Where the whole period is hidden, one week goes with it.
  private mutating func closeWeeks(
    _ cell: Cell,
    whole: Int,
    _ cohort: Int,
    _ counts: [Int]
  ) {
    var (total, sum, parts) = (0, 0, 0)
    var shown: [(value: Int, place: Int)] = []
    for week in 0..<weeks {
      let (value, place) = (counts[week], Self.place(cohort, week: week))
      guard value > 0 else { continue }
      total += value
      if isHidden[place] {
        sum += value
        parts += 1
      } else {
        shown.append((value, place))
      }
    }
    let undated = max(0, cell.values[whole] - total)
    guard isHidden[whole] || parts > 0 else { return }
    if undated > 0, parts > 0 { (sum, parts) = (sum + undated, parts + 1) }
    shown.sort { $0 < $1 }
    for next in shown {
      let isEnough =
        isHidden[whole] ? parts > 0 : parts > 1 && !(cell.isProtected && isSmall(sum))
      guard !isEnough else { return }
      isHidden[next.place] = true
      (sum, parts) = (sum + next.value, parts + 1)
    }
  }
}
