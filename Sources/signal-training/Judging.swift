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

  /// The threshold with the best F1, and that F1.
  var best: (threshold: Float, f1: Double) {
    let yes = Double(truths.count { $0 })
    var best: (threshold: Float, f1: Double) = (0, 0)
    for step in steps {
      let f1 = 2 * step.hits / (step.taken + yes)
      if f1 > best.f1 { best = (step.sum, f1) }
    }
    return best
  }

  /// The lowest threshold above which at least this share is truly yes.
  func threshold(precision: Double) -> Float? {
    steps.last { $0.hits >= precision * $0.taken }?.sum
  }

  /// From the highest sum down: how many were taken so far, and how many of them are truly yes.
  private var steps: [(sum: Float, taken: Double, hits: Double)] {
    var hits = 0.0
    return sums.indices.sorted { sums[$0] > sums[$1] }.enumerated().map { place, index in
      if truths[index] { hits += 1 }
      return (sums[index], Double(place + 1), hits)
    }
  }
}
