extension PhraseTable {
  /// What ends at a node, as family bits, and for families that can be blocked, in whose lists.
  struct Ending: Equatable, BitwiseCopyable {
    var anywhere: UInt32 = 0
    var wholeMessage: UInt32 = 0
    var shortMessage: UInt32 = 0
    // Fills a gap, so that equal endings are equal bytes.
    private var unused: UInt32 = 0
    /// Of the families above but those of whole messages, where they can be blocked.
    var found = Owners()
    var foundShort = Owners()
    /// What begins inside, or one word behind, does not count.
    var blocks = Owners()

    var isEnding: Bool {
      anywhere | wholeMessage | shortMessage != 0 || blocks.rawValue != 0
    }

    mutating func formUnion(_ other: Ending) {
      anywhere |= other.anywhere
      wholeMessage |= other.wholeMessage
      shortMessage |= other.shortMessage
      found.rawValue |= other.found.rawValue
      foundShort.rawValue |= other.foundShort.rawValue
      blocks.rawValue |= other.blocks.rawValue
    }

    init() {}

    /// What one line ends.
    init(_ family: PhraseFamily, _ rule: PhraseRule, language: Int) {
      let owner = Owners(family, language: language)
      switch rule {
      case .anywhere: (anywhere, found) = (family.bit, owner)
      case .wholeMessage: wholeMessage = family.bit
      case .shortMessage: (shortMessage, foundShort) = (family.bit, owner)
      case .blocks: blocks = owner
      }
    }
  }

  /// Families that can be blocked, each in the lists of some languages.
  ///
  /// A phrase is blocked by its own language only: the lists of all languages are searched at once, and a negation
  /// of one is an everyday word of another.
  struct Owners: Equatable, BitwiseCopyable {
    /// Ten bits for each of six families, one for each language.
    var rawValue: UInt64 = 0

    /// The families that can be blocked, in the order of their bits.
    static let families: [PhraseFamily] = [
      .humanRequest, .resolution, .failure, .handoff, .redirect, .promise,
    ]
    // Written out, so that it is a constant and not worked out behind a lock.
    static let familyBits: UInt32 =
      PhraseFamily.humanRequest.bit | PhraseFamily.resolution.bit | PhraseFamily.failure.bit
      | PhraseFamily.handoff.bit | PhraseFamily.redirect.bit | PhraseFamily.promise.bit
    /// Languages beyond share the last place.
    static let languageLimit = 10

    init() {}

    init(_ family: PhraseFamily, language: Int) {
      guard let place = Self.families.firstIndex(of: family) else { return }
      rawValue = 1 << UInt64(place * Self.languageLimit + min(language, Self.languageLimit - 1))
    }

    /// The families of which some language is left.
    @inline(__always)
    static func families(of bits: UInt64) -> UInt32 {
      var result: UInt32 = 0
      let ofOne: UInt64 = 1 << UInt64(languageLimit) - 1
      if bits & ofOne != 0 { result |= PhraseFamily.humanRequest.bit }
      if bits &>> 10 & ofOne != 0 { result |= PhraseFamily.resolution.bit }
      if bits &>> 20 & ofOne != 0 { result |= PhraseFamily.failure.bit }
      if bits &>> 30 & ofOne != 0 { result |= PhraseFamily.handoff.bit }
      if bits &>> 40 & ofOne != 0 { result |= PhraseFamily.redirect.bit }
      if bits &>> 50 & ofOne != 0 { result |= PhraseFamily.promise.bit }
      return result
    }
  }
}
