/// One component of a shell pattern: `*`, `?`, `[a-z]`, `[!a-z]`, and `\` before a sign that is meant.
///
/// Shells usually expand patterns themselves. This is for quoted ones and for shells that do not.
///
/// Source: POSIX.1-2024, Shell Command Language, section 2.14; character classes such as `[[:digit:]]` are
/// not read.
struct GlobPattern {
  private enum Piece {
    case scalar(Unicode.Scalar)
    case anyScalar
    case anyRun
    case set([ClosedRange<Unicode.Scalar>], negated: Bool)
  }

  private let pieces: [Piece]

  /// Whether `text` holds a sign that makes it a pattern.
  static func isPattern(_ text: some StringProtocol) -> Bool {
    text.utf8.contains {
      $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[")
    }
  }

  init(_ component: some StringProtocol) {
    let scalars = Array(component.unicodeScalars)
    var pieces: [Piece] = []
    var index = 0
    while index < scalars.count {
      switch scalars[index] {
      case "*": pieces.append(.anyRun)
      case "?": pieces.append(.anyScalar)
      case "\\" where index + 1 < scalars.count:
        index += 1
        pieces.append(.scalar(scalars[index]))
      case "[":
        // Without a closing bracket, the sign means itself.
        guard let (set, end) = Self.set(scalars, from: index) else { fallthrough }
        pieces.append(set)
        index = end
      default: pieces.append(.scalar(scalars[index]))
      }
      index += 1
    }
    self.pieces = pieces
  }

  /// Reads a bracket expression that opens at `start`; also gives where it closes.
  private static func set(_ scalars: [Unicode.Scalar], from start: Int) -> (Piece, Int)? {
    var index = start + 1
    guard index < scalars.count else { return nil }
    let negated = scalars[index] == "!" || scalars[index] == "^"
    if negated { index += 1 }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    let first = index
    while index < scalars.count {
      // A closing bracket right at the start is a member.
      if scalars[index] == "]", index > first {
        return (.set(ranges, negated: negated), index)
      }
      let low = scalars[index]
      if index + 2 < scalars.count, scalars[index + 1] == "-", scalars[index + 2] != "]" {
        // A range from high to low holds nothing.
        if low <= scalars[index + 2] { ranges.append(low...scalars[index + 2]) }
        index += 3
      } else {
        ranges.append(low...low)
        index += 1
      }
    }
    return nil
  }

  /// Whether a name fits from end to end.
  ///
  /// A leading dot fits only a dot that is written out.
  ///
  /// - Parameter name: One component of a path.
  /// - Returns: Whether it fits.
  /// - Complexity: O(*n* · *m*) for a name of *n* and a pattern of *m* characters.
  func matches(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    if scalars.first == "." {
      guard case .scalar(".") = pieces.first else { return false }
    }
    var piece = 0
    var scalar = 0
    var retry: (piece: Int, scalar: Int)?
    while scalar < scalars.count {
      if piece < pieces.count {
        if case .anyRun = pieces[piece] {
          piece += 1
          retry = (piece, scalar)
          continue
        }
        if fits(pieces[piece], scalars[scalar]) {
          piece += 1
          scalar += 1
          continue
        }
      }
      // Let the last run take one character more: an earlier run never needs to.
      guard let last = retry else { return false }
      piece = last.piece
      scalar = last.scalar + 1
      retry = (piece, scalar)
    }
    return pieces[piece...].allSatisfy { if case .anyRun = $0 { true } else { false } }
  }

  private func fits(_ piece: Piece, _ scalar: Unicode.Scalar) -> Bool {
    switch piece {
    case .scalar(let wanted): wanted == scalar
    case .anyScalar, .anyRun: true
    case .set(let ranges, let negated): ranges.contains { $0.contains(scalar) } != negated
    }
  }
}
