import Conversations
package import Wording

/// Where the language of a contact is known from, the surest last.
package enum LanguageSource: UInt8, Sendable, Comparable {
  case none, detected, given

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Conversation {
  var languageSource: LanguageSource {
    if let language, !language.isEmpty { return .given }
    return detectedLanguage == .unknown ? .none : .detected
  }
}

extension Conversation.NameBits {
  var languageSource: LanguageSource {
    if isLanguageNamed { return .given }
    return detectedLanguage == .unknown ? .none : .detected
  }
}

extension ContactFacts {
  /// Whether the contact's language has lists of some families; without, what rests on them is null (E9).
  package func has(_ lists: Marks) -> Bool {
    languageSupported && missingLists.isDisjoint(with: lists)
  }
}
