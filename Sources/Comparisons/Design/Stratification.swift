import Facts
import Statistics

/// The strata in which contacts are compared, chosen by counts and never by outcomes.
///
/// STATISTICS 5.1: the longest prefix of the candidates whose comparable share for the bot is at
/// least 0.95 times that of topic alone.
struct Stratification: Sendable {
  /// The variables that make the strata.
  let variables: [StratumVariable]
  /// The stratum of each compared row.
  let code: [Int32]
  /// How many rows of each arm every stratum holds, and who sees what.
  let overlap: Overlap
  /// The code of each variable in each stratum, to name it.
  private let parts: [[Int32]]

  init(_ table: ContactTable, rows: [Int32], arm: [UInt8], fixed: [StratumVariable]?) {
    let candidates = fixed ?? StratumVariable.allCases
    var grown = Crossing(count: rows.count)
    var best = grown
    var shares: [Double?] = []
    for variable in candidates {
      grown.cross(variable.codes(table), rows: rows)
      guard fixed == nil else { continue }
      shares.append(Overlap(grown.counts(arm)).botShare)
      if Overlap.usablePrefix(shares: shares) == shares.count { best = grown }
    }
    let used = fixed?.count ?? Overlap.usablePrefix(shares: shares)
    let chosen = fixed == nil ? best : grown
    variables = Array(candidates.prefix(used))
    code = chosen.code
    parts = chosen.parts
    overlap = Overlap(chosen.counts(arm))
  }

  /// The code of one variable in a stratum; nil where it is not the only one.
  func onlyCode(of variable: StratumVariable, _ stratum: Int32) -> Int32? {
    guard variables == [variable], parts.indices.contains(Int(stratum)) else { return nil }
    return parts[Int(stratum)].first
  }

  /// A stratum in words: `password reset, en`.
  ///
  /// What all strata have in common is left out.
  func name(_ stratum: Int32, in table: ContactTable) -> String {
    guard parts.indices.contains(Int(stratum)), let first = parts.first else {
      return "all contacts"
    }
    let values = variables.indices
      .filter { place in parts.contains { $0[place] != first[place] } }
      .map { place in
        let name = variables[place].name(parts[Int(stratum)][place], in: table)
        return name == "unknown" ? variables[place].rawValue + " unknown" : name
      }
    return values.isEmpty ? "all contacts" : values.joined(separator: ", ")
  }

  /// The value of each variable in a stratum.
  func values(_ stratum: Int32, in table: ContactTable) -> [String] {
    guard parts.indices.contains(Int(stratum)) else { return [] }
    return zip(variables, parts[Int(stratum)]).map { $0.name($1, in: table) }
  }
}

/// Variables crossed one after the other, with codes that stay dense.
private struct Crossing {
  var code: [Int32]
  var parts: [[Int32]] = [[]]

  init(count: Int) { code = [Int32](repeating: 0, count: count) }

  mutating func cross(_ column: [Int32], rows: [Int32]) {
    var known = CodePairs(parts.count, column, rows: rows)
    var crossed: [[Int32]] = []
    for (position, row) in rows.enumerated() {
      let value = column[Int(row)]
      let found = known[code[position], value]
      if found >= 0 {
        code[position] = found
      } else {
        let fresh = Int32(crossed.count)
        crossed.append(parts[Int(code[position])] + [value])
        known[code[position], value] = fresh
        code[position] = fresh
      }
    }
    parts = crossed
  }

  func counts(_ arm: [UInt8]) -> [StratumCounts] {
    var bot = [Int](repeating: 0, count: parts.count)
    var human = bot
    for (position, stratum) in code.enumerated() {
      if arm[position] == 1 { bot[Int(stratum)] += 1 } else { human[Int(stratum)] += 1 }
    }
    guard !code.isEmpty else { return [] }
    return parts.indices.map { StratumCounts(code: Int32($0), bot: bot[$0], human: human[$0]) }
  }
}

/// A code for each pair of codes that occurs; negative where none is known yet.
///
/// A table where the pairs are few, which they nearly always are: a look-up by hash for every
/// contact and variable would cost more than most measures.
private struct CodePairs {
  private let width: Int
  private var table: [Int32] = []
  private var sparse: [Int64: Int32] = [:]

  init(_ codes: Int, _ column: [Int32], rows: [Int32]) {
    var largest: Int32 = 0
    for row in rows { largest = max(largest, column[Int(row)]) }
    width = Int(largest) + 1
    let (size, isTooLarge) = codes.multipliedReportingOverflow(by: width)
    if !isTooLarge, size <= 4 * rows.count + 4096 {
      table = [Int32](repeating: -1, count: size)
    }
  }

  subscript(_ code: Int32, _ value: Int32) -> Int32 {
    get {
      table.isEmpty
        ? sparse[Int64(code) << 32 | Int64(value)] ?? -1
        : table[Int(code) &* width &+ Int(value)]
    }
    set {
      if table.isEmpty {
        sparse[Int64(code) << 32 | Int64(value)] = newValue
      } else {
        table[Int(code) &* width &+ Int(value)] = newValue
      }
    }
  }
}
