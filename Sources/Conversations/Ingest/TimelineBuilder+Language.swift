import Records
import Wording

extension TimelineBuilder {
  /// How many messages with words of customers, and of others, are asked for their language at most.
  private static var customerMessages: Int { 6 }
  private static var otherMessages: Int { 4 }
  /// How many substantive replies of a conversation are asked for their language, and how many of their words.
  static var askedReplies: Int { 8 }
  private static var replyWords: Int { 40 }

  /// The language of one reply, by its own words alone.
  @inline(__always)
  func language(of entry: UnsafePointer<LogEntry>) -> LanguageCode {
    // The hash is that of all its tokens, and the signature none that goes with it by design.
    let words = entry.pointee.maskedHash ^ UInt64(entry.pointee.signature) &* 0x9E37_79B9_7F4A_7C15
    return languages.language(of: words) { counted(entry) }
  }

  @inline(never)
  private func counted(_ entry: UnsafePointer<LogEntry>) -> LanguageCode {
    guard let tokens = entry.pointee.tokens, entry.pointee.tokenCount > 0 else { return .unknown }
    var votes = LanguageVotes()
    let words = Swift.min(Int(entry.pointee.tokenCount), Self.replyWords)
    languageModel.count(UnsafeBufferPointer(start: tokens, count: words), into: &votes)
    return languageModel.language(of: votes)
  }

  /// The language that the first messages of a conversation show, which names none; unknown when too little speaks.
  ///
  /// Customers are asked first: a bot may greet everybody in one language. All languages of the model take part, also
  /// those without phrase lists, so that these can be told from text that was searched in vain (E9).
  func detectedLanguage() -> LanguageCode {
    var votes = LanguageVotes()
    let found = ask(&votes, limit: Self.customerMessages) { $0 == Role.customer.rawValue }
    guard found == .unknown else { return found }
    return ask(&votes, limit: Self.otherMessages) { $0 != Role.customer.rawValue }
  }

  @inline(__always)
  private func ask(
    _ votes: inout LanguageVotes,
    limit: Int,
    _ isAsked: (UInt8) -> Bool
  ) -> LanguageCode {
    var asked = 0
    for index in 0..<items.count where asked < limit {
      let item = items.base + index
      guard !item.pointee.isEvent, item.pointee.tokenCount > 0, let tokens = item.pointee.tokens,
        isAsked(item.pointee.role)
      else { continue }
      languageModel.count(
        UnsafeBufferPointer(start: tokens, count: Int(item.pointee.tokenCount)),
        into: &votes
      )
      asked += 1
    }
    return asked > 0 ? languageModel.language(of: votes) : .unknown
  }
}

/// The languages of replies that were asked before: bots say the same again and again.
struct KnownLanguages: ~Copyable {
  private static let bits: UInt64 = 12
  /// By the top bits of the hash of a reply's tokens; 0 is free.
  private let hashes: UnsafeMutablePointer<UInt64>
  private let languages: UnsafeMutablePointer<LanguageCode>

  init() {
    hashes = .allocate(capacity: 1 << Int(Self.bits))
    hashes.initialize(repeating: 0, count: 1 << Int(Self.bits))
    languages = .allocate(capacity: 1 << Int(Self.bits))
    languages.initialize(repeating: .unknown, count: 1 << Int(Self.bits))
  }

  deinit {
    hashes.deallocate()
    languages.deallocate()
  }

  @inline(__always)
  func language(of hash: UInt64, orFind find: () -> LanguageCode) -> LanguageCode {
    let place = Int(truncatingIfNeeded: hash &>> (64 &- Self.bits))
    if hash != 0, hashes[place] == hash { return languages[place] }
    let language = find()
    hashes[place] = hash
    languages[place] = language
    return language
  }
}
