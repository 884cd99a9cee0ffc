internal import Diagnostics

/// Reads records by a mapping: the same for JSON, JSONL, XML and CSV, since all of them are trees here.
///
/// One belongs to one worker. It counts what its paths and choices meet, for the checks after reading.
package final class MappedReader: RecordReader {
  let mapping: Mapping
  /// The lists of the mapping, for use at every value.
  let rules: RuleTable
  private let counts: MappingCounts
  /// Those of `counts`, without the way over it.
  private let hits: UnsafeMutableBufferPointer<Int>
  let regexes: [Regex<AnyRegexOutput>?]
  // Changed at nearly every value by calls that never overlap: checks of exclusive access have nothing to find.
  /// By pattern: what was found in short texts.
  @exclusivity(unchecked) var matched: [[[UInt8]: Bool]]
  @exclusivity(unchecked) var parsers: [TimestampParser]
  /// Parts of the present record that its own joins hold, by join and key.
  @exclusivity(unchecked) var parts: [Int: [[UInt8]: TreeNode]] = [:]
  /// JSON that stands in strings of the record, by where the string begins.
  @exclusivity(unchecked) var inner: [UnsafePointer<UInt8>: TreeNode] = [:]
  /// Set when the mapping says `on_error: stop` and an error has come.
  package private(set) var mustStop = false
  @exclusivity(unchecked) private var broken = false
  /// The present input comes in lines, each with the whole path to its records.
  package var readsLines = false

  private let tellsHandoff: Bool
  /// How roles are known, by the rules of messages.
  private let bases: [AuthorRules.Basis]

  /// What a rule is looked at from.
  struct Scope {
    /// `$`.
    var element: TreeNode
    /// `^`.
    var record: TreeNode
    var previous = Stamp.missing
  }

  package init(_ mapping: Mapping) {
    self.mapping = mapping
    tellsHandoff = mapping.tellsHandoff
    bases = mapping.messages.map { mapping.basis($0.role) }
    counts = MappingCounts(mapping)
    hits = counts.hits
    rules = RuleTable(mapping)
    // The patterns were checked when the mapping was compiled.
    regexes = mapping.patterns.map { try? Regex($0) }
    matched = mapping.patterns.map { _ in [:] }
    parsers = mapping.zones.map { TimestampParser(assumed: $0) }
  }

  deinit { rules.deallocate() }

  package func absorb(_ other: MappedReader) { counts.add(other.counts) }
  package func finish(_ out: Emitter) {}

  /// What the checks after reading have to say.
  package var remarks: [String] { counts.remarks(mapping) }

  // MARK: Records

  /// Reads the records in one line, or in one value of those that stand in a row.
  ///
  /// In other containers the records have been found already: there the value is the record.
  package func read(line: TreeNode, _ out: Emitter) {
    let path = rules.paths[mapping.paths.count]
    _ = step(line, path.steps, readsLines ? path.count : 0, out) { node in
      if node.isArray {
        for element in node.elements { read(element, out) }
      } else {
        read(node, out)
      }
      return true
    }
  }

  package func read(_ record: TreeNode, _ out: Emitter) {
    if !parts.isEmpty { parts.removeAll(keepingCapacity: true) }
    if !inner.isEmpty { inner.removeAll(keepingCapacity: true) }
    broken = false
    counts.records += 1
    let mark = out.batch.mark
    let scope = Scope(element: record, record: record)
    guard let id = mapping.conversation.id.map({ value($0, scope, out) }), id.count > 0 else {
      return fault(.missingField, "conversation_id is absent", isWhole: true, out)
    }
    var about = about(scope, out)
    about.tellsHandoff = tellsHandoff
    let isPart = mapping.recordIsMessage || mapping.mergesRecords
    if isPart { out.pieces(of: id, about) } else { out.begin(id, about) }
    for (number, rules) in mapping.messages.enumerated() {
      messages(rules, bases[number], scope, about.created, out)
    }
    for rules in mapping.events { events(rules, scope, about.created, out) }
    if !isPart { out.end() }
    if broken, mapping.onError == .skipConversation { out.batch.rollback(to: mark) }
  }

  /// Notes what is wrong and what becomes of it.
  func fault(_ kind: ProblemKind, _ detail: String, isWhole: Bool = false, _ out: Emitter) {
    broken = true
    if mapping.onError == .stop { mustStop = true }
    let consequence =
      isWhole
      ? "this record is set aside"
      : mapping.onError == .skipConversation
        ? "this conversation is set aside" : "this message is set aside"
    out.fault(kind, detail, consequence: consequence)
  }

  private func about(_ scope: Scope, _ out: Emitter) -> About {
    let rules = mapping.conversation
    var about = About()
    func text(_ rule: ValueRule?) -> ByteSlice {
      guard let rule else { return .absent }
      let found = value(rule, scope, out)
      return found.count > 0 ? found : .absent
    }
    about.customer = text(rules.customer)
    about.channel = text(rules.channel)
    about.language = text(rules.language)
    about.topic = text(rules.topic)
    if let tags = rules.tags { about.tags = out.tags(values(tags, scope, out)) }
    about.parent = text(rules.parent)
    about.status = text(rules.status)
    about.handledBy = text(rules.handledBy)
    about.entry = text(rules.entry)
    about.handleTime = span(rules.handleTime, "handle_time", scope, out)
    about.afterWork = span(rules.afterWork, "after_work", scope, out)
    about.created = time(rules.created, scope, "created_at", out) ?? .missing
    about.updated = time(rules.updated, scope, "updated_at", out) ?? .missing
    about.closed = time(rules.closed, scope, "closed_at", out) ?? .missing
    let direction = text(rules.direction)
    if direction.equals("inbound") { about.direction = .inbound }
    if direction.equals("outbound") { about.direction = .outbound }
    about.rating = rules.rating.flatMap { rating($0, scope, out) }
    let resolution = text(rules.resolution)
    if resolution.equals("resolved") || resolution.equals("unresolved") {
      let party: RawResolution.Party =
        switch NativeWords.role(text(rules.resolvedBy)) {
        case .customer: .customer
        case .bot: .bot
        case .human: .human
        default: .timer
        }
      about.resolution = RawResolution(resolved: resolution.equals("resolved"), by: party)
    } else if !resolution.isAbsent {
      out.noteOdd("resolution", resolution)
    }
    about.isTest = truth(rules.isTest, scope, out)
    about.isSpam = truth(rules.isSpam, scope, out)
    return about
  }

  /// Seconds as milliseconds; what is no length of time is counted as odd.
  private func span(
    _ rule: ValueRule?,
    _ field: StaticString,
    _ scope: Scope,
    _ out: Emitter
  ) -> Int64? {
    guard let rule else { return nil }
    let found = value(rule, scope, out)
    guard found.count > 0 else { return nil }
    guard let seconds = found.decimal, (0...1e9).contains(seconds) else {
      out.noteOdd(field, found)
      return nil
    }
    return Int64((seconds * 1000).rounded())
  }

  private func rating(_ rules: RatingRules, _ scope: Scope, _ out: Emitter) -> RawRating? {
    func number(_ rule: ValueRule?) -> Double? {
      rule.flatMap { value($0, scope, out).decimal }
    }
    guard let score = number(rules.score) else { return nil }
    var rating = RawRating(
      score: score,
      min: number(rules.min) ?? 1,
      max: number(rules.max) ?? 5,
      time: (time(rules.time, scope, "csat.timestamp", out) ?? .missing).instant
    )
    rating.hasComment = rules.comment.map { !value($0, scope, out).isBlank } ?? false
    return rating
  }

  // MARK: Messages

  private func messages(
    _ rules: MessageRules,
    _ basis: AuthorRules.Basis,
    _ record: Scope,
    _ created: Stamp,
    _ out: Emitter
  ) {
    var previous = created
    var count: Int64 = 0
    var elements = elements(rules.each, rules.only, rules.skip, record, out)
    if mapping.keepsLast, let id = rules.id {
      elements = lastFirst(elements) { self.value(id, self.scope($0, record), out) }
    }
    for element in elements {
      var scope = scope(element, record)
      scope.previous = previous
      if let stamp = message(rules, basis, scope, count, out) { previous = stamp }
      count += 1
    }
  }

  /// The elements that a path leads to, or the record itself without a path, as far as conditions let them pass.
  ///
  /// A list and no walk: what each message is made of would be counted as caught by the walk.
  private func elements(
    _ each: Int?,
    _ only: MappingCondition?,
    _ skip: MappingCondition?,
    _ record: Scope,
    _ out: Emitter
  ) -> [TreeNode] {
    guard let each else {
      // Asked first, so that a record that is no message costs no list.
      if let only, !holds(only, record, out) { return [] }
      if let skip, holds(skip, record, out) { return [] }
      return [record.element]
    }
    var found: [TreeNode] = []
    if let nodes = NamedNodes(rules.paths[each], rules.paths[each].start(in: record)) {
      for node in nodes {
        if rules.paths[each].leads(to: node) { hits[each] += 1 }
        if found.isEmpty { found.reserveCapacity(16) }
        if node.isArray { found += node.elements } else { found.append(node) }
      }
    } else {
      walk(each, record, out) { node in
        // A path to an array without [*] means its elements.
        if node.isArray { found += node.elements } else { found.append(node) }
        return true
      }
    }
    if let only { found.removeAll { !holds(only, scope($0, record), out) } }
    if let skip { found.removeAll { holds(skip, scope($0, record), out) } }
    return found
  }

  private func scope(_ element: TreeNode, _ record: Scope) -> Scope {
    Scope(element: element, record: record.record)
  }

  /// Brings the last of the elements with one id to the place of the first, and the earlier ones behind it: of
  /// messages with one id the log keeps the first and counts the others.
  private func lastFirst(_ elements: [TreeNode], _ id: (TreeNode) -> ByteSlice) -> [TreeNode] {
    var places: [[UInt8]: [Int]] = [:]
    var ids: [[UInt8]?] = []
    for (index, element) in elements.enumerated() {
      let found = id(element)
      let key = found.count > 0 ? Array(found.buffer) : nil
      ids.append(key)
      if let key { places[key, default: []].append(index) }
    }
    guard places.count < elements.count else { return elements }
    var taken: [[UInt8]: Int] = [:]
    return elements.indices.map { index in
      guard let key = ids[index], let all = places[key], all.count > 1 else {
        return elements[index]
      }
      let turn = taken[key, default: 0]
      taken[key] = turn + 1
      return elements[turn == 0 ? all[all.count - 1] : all[turn - 1]]
    }
  }

  /// Gives the message's time when it was emitted, or would have been had it a text.
  private func message(
    _ rules: MessageRules,
    _ basis: AuthorRules.Basis,
    _ scope: Scope,
    _ index: Int64,
    _ out: Emitter
  ) -> Stamp? {
    guard let stamp = time(rules.time, scope, "timestamp", out) else { return nil }
    let author = rules.author.map { value($0, scope, out) } ?? .absent
    let word = rules.role.map { value($0, scope, out) } ?? .absent
    guard let told = NativeWords.role(word) else {
      fault(
        word.isAbsent ? .missingField : .badValue,
        "role is " + (word.isAbsent ? "absent" : quotedWord(word.buffer))
          + "; expected customer, bot, human or system",
        out
      )
      return stamp
    }
    let who = out.authors.given(id: author).map { Who($0, .given) } ?? Who(told, basis)
    var sequence: Int64?
    switch rules.order {
    case .time: break
    case .file: sequence = index
    case .number(let rule): sequence = value(rule, scope, out).string.flatMap { Int64($0) }
    }
    counts.messages += 1
    if !stamp.isKnown { counts.untimed += 1 }
    counts.roles[Int(who.role.rawValue)] += 1
    out.message(
      who,
      at: stamp,
      text: rules.text.map { value($0, scope, out) } ?? .absent,
      id: rules.id.map { value($0, scope, out) } ?? .absent,
      author: author,
      isPrivate: rules.visibility.map { value($0, scope, out).equals("private") } ?? false,
      hasAttachment: truth(rules.attachments, scope, out),
      isRedacted: truth(rules.redacted, scope, out),
      sequence: sequence,
      kind: rules.kind.flatMap { NativeWords.kind(value($0, scope, out)) },
      isNegative: rules.sentiment.flatMap { isNegative($0, scope, out) }
    )
    return stamp
  }

  /// Whether a message's score is negative; nil where it has none.
  private func isNegative(_ rules: SentimentRules, _ scope: Scope, _ out: Emitter) -> Bool? {
    let found = value(rules.score, scope, out)
    guard found.count > 0 else { return nil }
    guard let score = found.decimal else {
      out.noteOdd("sentiment", found)
      return nil
    }
    return score < rules.negativeBelow
  }

  // MARK: Events

  private func events(_ rules: EventRules, _ record: Scope, _ created: Stamp, _ out: Emitter) {
    var previous = created
    for element in elements(rules.each, rules.only, rules.skip, record, out) {
      var scope = scope(element, record)
      scope.previous = previous
      if let stamp = event(rules, scope, out) { previous = stamp }
    }
  }

  /// Gives the event's time when there was one.
  private func event(_ rules: EventRules, _ scope: Scope, _ out: Emitter) -> Stamp? {
    let word = value(rules.kind, scope, out)
    guard word.count > 0, !word.equals("none") else { return nil }
    guard let kind = NativeWords.event(word) else {
      out.noteOdd("event", word)
      return nil
    }
    guard let stamp = time(rules.time, scope, "an event's timestamp", out) else { return nil }
    out.event(
      kind,
      at: stamp,
      by: rules.actor.flatMap { NativeWords.role(value($0, scope, out)) } ?? .unknown,
      author: rules.author.map { value($0, scope, out) } ?? .absent,
      succeeded: truth(rules.succeeded, scope, out),
      rating: rules.rating.flatMap { rating($0, scope, out) }
    )
    return stamp
  }

  @inline(__always)
  func noteHit(_ path: Int) { hits[path] += 1 }

  @inline(__always)
  func noteChoice(_ number: Int, isElse: Bool) {
    counts.choices[number].all += 1
    if isElse { counts.choices[number].otherwise += 1 }
  }
}

extension Mapping {
  /// How a rule knows the role of an author.
  ///
  /// A mapping of the user's own is the user's word; one that comes with Onpar only guesses where it looks at names, or
  /// knows of no bot at all.
  fileprivate func basis(_ rule: ValueRule?) -> AuthorRules.Basis {
    guard isShipped, let rule, case .choice(_, let parts, _) = rule else { return .structural }
    let looksAtNames = cases[parts].contains { triesPattern($0.condition) }
    return looksAtNames || !words(of: rule).contains("bot") ? .name : .structural
  }
}
