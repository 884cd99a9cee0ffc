/// Weights as text: two signs for each weight that is not 0, the way to it and its size.
///
/// A sign is one of 64. The first says how many places on from the last weight (1 to 62), or, as 63, that 63 places are
/// skipped and another first sign follows. The second is the weight, moved by 32: from -31 to 31 steps.
enum WeightText {
  private static let signs = Array(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+-".utf8
  )

  /// The greatest weight in steps.
  static let limit = 31

  static func text(of steps: [Int8]) -> String {
    var bytes: [UInt8] = []
    var last = -1
    for (place, step) in steps.enumerated() where step != 0 {
      var gap = place - last
      while gap > 62 {
        bytes.append(signs[63])
        gap -= 63
      }
      bytes.append(signs[gap])
      bytes.append(signs[Int(step) + 32])
      last = place
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Calls back with each place and its weight; false where the text is broken.
  static func read(_ text: some Collection<UInt8>, _ take: (Int, Int8) -> Void) -> Bool {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, sign) in signs.enumerated() { values[Int(sign)] = UInt8(value) }
    var place = -1
    var isGap = true
    for sign in text {
      let value = Int(values[Int(sign)])
      guard value < 64 else { return false }
      if !isGap {
        guard place >= 0, place < HeadWeights.placeCount, value > 0 else { return false }
        take(place, Int8(value - 32))
        isGap = true
      } else if value == 63 {
        place += 63
      } else {
        place += value
        isGap = false
      }
    }
    return isGap
  }
}
