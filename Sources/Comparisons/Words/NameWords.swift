/// Names from an export inside sentences of ours.
enum NameWords {
  private static let most = 60

  /// A name short enough that the figure behind it is still read.
  static func short(_ name: String) -> String {
    let scalars = name.unicodeScalars
    guard scalars.count > most else { return name }
    return String(String.UnicodeScalarView(scalars.prefix(most))) + "\u{2026}"
  }
}
