/// What is hidden, the more telling kinds first: where two overlap, the first gives the placeholder.
package enum Redacted: UInt8, Sendable, CaseIterable, Comparable {
  case login, query, email, iban, address, card, date, phone, number, code, name

  /// What stands in the text instead.
  package var placeholder: String {
    switch self {
    case .login: "<login>"
    case .email: "<email>"
    case .query: "<query>"
    case .iban: "<iban>"
    case .address: "<ip>"
    case .card: "<card>"
    case .date: "<date>"
    case .phone: "<phone>"
    case .number: "<number>"
    case .code: "<code>"
    case .name: "<name>"
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A stretch of a text, in scalars, that is to be hidden.
struct Finding {
  var kind: Redacted
  var range: Range<Int>
}
