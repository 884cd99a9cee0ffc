/// How many rows of each place a measure counts, and how many of them say yes.
///
/// A place is mostly one row with one answer; where values lie below the row, it may be many.
enum PlaceCounts {
  /// One answer per place: 0 is not counted, 1 is no and 2 is yes.
  case answers([UInt8])
  /// Any number of rows per place.
  case many(rows: [Int32], yes: [Int32])
}

extension ComparisonFrame {
  /// The rates of both arms with and without strata, from one walk.
  struct Rates {
    let selection: Selection
    let crude: Selection
    /// Nil when no stratum has both arms.
    let adjusted: ArmRates?
    /// Nil when an arm is empty.
    let asItStands: ArmRates?
    /// All customers with a counted row, by arm.
    let customers: [Int]
  }

  /// Counts by cell, then customers: two walks.
  func rates(_ counts: PlaceCounts) -> Rates {
    switch counts {
    case .answers(let answers):
      rates { place in
        let answer = Int(truncatingIfNeeded: answers[place])
        return (answer &+ 1) &>> 1 &* 0x1_0000_0000 &+ answer &>> 1
      }
    case .many(let rows, let yes):
      rates { place in
        Int(truncatingIfNeeded: rows[place]) &* 0x1_0000_0000
          &+ Int(truncatingIfNeeded: yes[place])
      }
    }
  }

  /// `at` gives the rows of a place in the upper and those with a yes in the lower 32 bits.
  @inline(__always) private func rates(_ at: (_ place: Int) -> Int) -> Rates {
    var counts = [Int](repeating: 0, count: 2 * strata)
    var yes = counts
    do {
      // Spans: an array asks at every write whether somebody else holds it.
      var counts = counts.mutableSpan
      var yes = yes.mutableSpan
      for place in cell.indices {
        let packed = at(place)
        let own = Int(truncatingIfNeeded: cell[place])
        counts[own] &+= packed &>> 32
        yes[own] &+= packed & 0xFFFF_FFFF
      }
    }
    let selection = Selection(mix: mix, rows: counts)
    let crude = selection.crude
    var crudeYes = [0, 0]
    for own in yes.indices { crudeYes[own & 1] += yes[own] }
    let influence = Influence(selection, yes: yes)
    let overall = Influence(crude, yes: crudeYes)
    // Without a counted row there is no customer to walk past.
    let isEmpty = counts.allSatisfy { $0 == 0 }
    let (sums, crudeSums) =
      isEmpty ? (CustomerSums(), CustomerSums()) : walk(at, influence, overall)

    func armRates(_ selection: Selection, _ yes: [Int], _ sums: CustomerSums) -> ArmRates? {
      guard selection.isComparable else { return nil }
      func arm(_ arm: Int) -> ArmRate {
        ArmRate(arm: arm, selection, yes: yes, sums: sums) {
          equivalentCustomers(arm, selection) { at($0) &>> 32 }
        }
      }
      return ArmRates(bot: arm(1), human: arm(0), rho: sums.correlation)
    }
    return Rates(
      selection: selection,
      crude: crude,
      adjusted: armRates(selection, yes, sums),
      asItStands: armRates(crude, crudeYes, crudeSums),
      customers: (0...1).map(crudeSums.customers(arm:))
    )
  }

  /// The influence of each customer on the rates with and without strata.
  @inline(__always) private func walk(
    _ at: (_ place: Int) -> Int,
    _ influence: Influence,
    _ overall: Influence
  ) -> (adjusted: CustomerSums, crude: CustomerSums) {
    var adjusted = CustomerSums()
    var crude = CustomerSums()
    // Of the current cell and customer; packed as `at` packs them. Arms, answers and customers come
    // in no order, so that a branch on any of them would be mispredicted half of the time: sums that
    // a place does not belong to get a zero.
    var own = 0
    var total = (human: 0.0, bot: 0.0)
    var all = (human: 0, bot: 0)
    var isIn = (human: 0, bot: 0)
    for place in cell.indices {
      own &+= at(place)
      let end = ends[place]
      if end == 0 { continue }
      let code = Int(truncatingIfNeeded: cell[place])
      let part = influence.of(code, rows: own &>> 32, yes: own & 0xFFFF_FFFF)
      let isUsed = own != 0 && influence.isUsed[code] ? 1 : 0
      let arm = code & 1
      total.bot += arm == 1 ? part : 0
      total.human += arm == 1 ? 0 : part
      all.bot &+= own & -arm
      all.human &+= own & (arm &- 1)
      isIn.bot |= isUsed & arm
      isIn.human |= isUsed & (arm ^ 1)
      own = 0
      guard end == 3 else { continue }
      adjusted.add(human: total.human, bot: total.bot, isHuman: isIn.human, isBot: isIn.bot)
      crude.add(
        human: overall.of(0, rows: all.human &>> 32, yes: all.human & 0xFFFF_FFFF),
        bot: overall.of(1, rows: all.bot &>> 32, yes: all.bot & 0xFFFF_FFFF),
        isHuman: all.human != 0 ? 1 : 0,
        isBot: all.bot != 0 ? 1 : 0
      )
      total = (0, 0)
      all = (0, 0)
      isIn = (0, 0)
    }
    return (adjusted, crude)
  }

  /// One over the summed squares of the customers' weights: the number of equivalent customers.
  private func equivalentCustomers(
    _ arm: Int,
    _ selection: Selection,
    _ rows: (_ place: Int) -> Int
  ) -> Double {
    // Without strata all cells of an arm are one.
    let isCrude = selection.rows.count == 2
    let shares = selection.shares
    var sum = CompensatedSum()
    var total = 0.0
    for place in cell.indices {
      let code = Int(cell[place])
      if code & 1 == arm { total += Double(rows(place)) * shares[isCrude ? arm : code] }
      if ends[place] == 3 {
        sum.add(total * total)
        total = 0
      }
    }
    return sum.value > 0 ? 1 / sum.value : 0
  }
}
