/// The inverse of a symmetric, positive semidefinite matrix, and its rank.
///
/// Rows that are combinations of earlier ones are left out and become zero, which gives a
/// generalised inverse. Meant for the small matrices of a regression or a log-rank test.
///
/// Source: J. H. Goodnight, "A tutorial on the SWEEP operator", *Am Stat* 33 (1979), 149–158.
func sweepInverse(_ matrix: [[Double]]) -> (inverse: [[Double]], rank: Int) {
  var a = matrix
  let n = a.count
  var swept = [Bool](repeating: false, count: n)
  for k in 0..<n {
    let pivot = a[k][k]
    guard pivot > 1e-12 * abs(matrix[k][k]), pivot > 0 else { continue }
    swept[k] = true
    for j in 0..<n { a[k][j] /= pivot }
    for i in 0..<n where i != k {
      let factor = a[i][k]
      for j in 0..<n where j != k { a[i][j] -= factor * a[k][j] }
      a[i][k] = -factor / pivot
    }
    a[k][k] = 1 / pivot
  }
  for i in 0..<n {
    for j in 0..<n where !swept[i] || !swept[j] { a[i][j] = 0 }
  }
  return (a, swept.count { $0 })
}
