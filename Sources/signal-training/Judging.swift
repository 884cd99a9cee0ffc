/// How well sums tell yes from no.
struct Judging {
  let sums: [Float]
  let truths: [Bool]

  /// The chance that a yes stands above a no (area under the ROC curve).
  var area: Double {
    let order = sums.indices.sorted { sums[$0] < sums[$1] }
    var rankSum = 0.0
    var index = 0
    while index < order.count {
      var end = index
      while end < order.count, sums[order[end]] == sums[order[index]] { end += 1 }
      let rank = Double(index + end + 1) / 2
      for one in order[index..<end] where truths[one] { rankSum += rank }
      index = end
    }
    let yes = Double(truths.count { $0 })
    let no = Double(truths.count) - yes
    return (rankSum - yes * (yes + 1) / 2) / (yes * no)
  }

  /// The sum from which "yes" gives the best F1, and that F1.
  var best: (threshold: Float, f1: Double) {
    let order = sums.indices.sorted { sums[$0] > sums[$1] }
    let yes = Double(truths.count { $0 })
    var hits = 0.0
    var best: (Float, Double) = (0, 0)
    for (place, index) in order.enumerated() {
      if truths[index] { hits += 1 }
      let f1 = 2 * hits / (Double(place + 1) + yes)
      if f1 > best.1 { best = (sums[index], f1) }
    }
    return (best.0, best.1)
  }
}
