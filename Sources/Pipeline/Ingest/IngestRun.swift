package import ByteStreams
package import Conversations
import Diagnostics
import Facts
import Records
import Signals
import Synchronization
package import Wording

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Reads inputs with several workers and brings their conversations together.
///
/// The result does not depend on the number of workers, the size of blocks or the order in which inputs were named.
package enum IngestRun {
  /// Reads all inputs; they come in input order, as `resolveInputs` gives them.
  package static func read(
    _ inputs: [Input],
    options: IngestOptions,
    lexicon: Lexicon,
    progress: (any ProgressObserver)? = nil,
    observer: (any MessageObserver)? = nil
  ) async -> Transcripts {
    // Strict mode names the first problem in input order, which only one worker meets first.
    let jobs = options.isStrict || observer != nil ? 1 : Swift.max(1, options.jobs)
    var rules = IngestRules(lists: lexicon.lists, words: lexicon.words, links: options.links)
    rules.customerSimilarity = options.similarity.customer
    rules.replySimilarity = options.similarity.reply
    rules.rephraseSimilarity = options.similarity.rephrase
    rules.takesTokens = options.metrics == .all
    rules.pageFile = options.pageFile
    if options.detects { rules.detectors = MessageDetectors.shared }
    let queue = InputQueue(count: inputs.count)
    let workers = (0..<jobs).map { _ in
      Confined(
        IngestWorker(
          inputs: inputs,
          options: options,
          lexicon: lexicon,
          rules: rules,
          queue: queue,
          progress: progress,
          observer: observer
        )
      )
    }
    await withTaskGroup(of: Void.self) { group in
      for worker in workers {
        group.addTask {
          worker.value.run { usleep(200) }
          worker.value.log.close()
        }
      }
    }
    let remarks = ForeignReading.finish(workers.compactMap(\.value.foreignReading))
    let lines = LineNumbers(workers.flatMap(\.value.blockLines))
    var setDown: [SpillReading.Part] = []
    if let spill = options.spill {
      precondition(observer == nil, "what is set down passes observers by")
      setDown = await SpillReading(
        spill: spill,
        lines: lines,
        options: options,
        lexicon: lexicon,
        rules: rules
      ).parts(jobs: jobs)
    }
    var result = gather(inputs, workers.map(\.value), lines, setDown.map(\.counts))
    result.mappingRemarks = remarks
    let mapped = Set(result.inputs.compactMap(\.format)).subtracting(Format.allCases.map(\.name))
    if !mapped.isEmpty {
      result.mappedBlindSpots = (options.mappings + options.shippedMappings())
        .filter { mapped.contains($0.name) }.flatMap(\.profile.namedBlindSpots)
    }
    result.lexiconVersion = lexicon.version
    let logs = workers.map(\.value.log)
    let merge = LogMerge(logs, rules: rules)
    let memory = EntryLock(EntryMemory(logs))
    let pieces = await inParts(of: merge.count, jobs: jobs) { part in
      [merge.finish(part) { read in memory.release(&read) }]
    }
    result.conversations = joined(workers.map(\.value), pieces)
    lines.place(&result.conversations)
    result.conversations.reserveCapacity(
      setDown.reduce(result.conversations.count) { $0 + $1.conversations.count }
    )
    for index in setDown.indices {
      result.conversations += setDown[index].conversations
      setDown[index].conversations = []
    }
    return result
  }

  /// The conversations that came whole, and behind them those that came in pieces.
  ///
  /// Those of a document that workers shared are in the order of the document, which lines alone do not tell where
  /// several stand on one.
  private static func joined(
    _ workers: [IngestWorker],
    _ pieces: [ConversationStore]
  ) -> [Conversation] {
    var parts: [(store: ConversationStore, places: Range<Int>)] = []
    var shared: [(turn: IngestWorker.TurnTaken, store: ConversationStore)] = []
    for worker in workers {
      let whole = worker.log.takeWhole()
      var next = 0
      for turn in worker.turns {
        parts.append((whole, next..<turn.places.lowerBound))
        shared.append((turn, whole))
        next = turn.places.upperBound
      }
      parts.append((whole, next..<whole.count))
    }
    shared.sort { ($0.turn.input, $0.turn.number) < ($1.turn.input, $1.turn.number) }
    parts += shared.map { ($0.store, $0.turn.places) } + pieces.map { ($0, 0..<$0.count) }
    return ConversationStore.joined(parts)
  }

  private static func gather(
    _ inputs: [Input],
    _ workers: [IngestWorker],
    _ lines: LineNumbers,
    _ setDown: [LogCounts]
  ) -> Transcripts {
    var result = Transcripts()
    result.inputs = inputs.map { .init(name: $0.name, path: $0.path, bytes: $0.bytes) }
    var ledger = ProblemLedger(capacity: workers.first?.ledger.capacity ?? 1_000)
    var fields = UnknownFields()
    var values = UnknownFields()
    var earliest = Instant(milliseconds: .max)
    var latest = Instant.missing
    for worker in workers {
      ledger.merge(worker.ledger)
      fields.merge(worker.decoderFields)
      fields.merge(worker.unknownFields.all)
      values.merge(worker.foreignReading?.oddValues ?? [])
      for (rank, seen) in worker.recognised {
        result.inputs[rank].format = seen.format?.name
        result.inputs[rank].why = seen.why
      }
      for (rank, count) in worker.used { result.inputs[rank].records += count }
      for (rank, count) in worker.setAside { result.inputs[rank].setAside += count }
      if worker.brokeOff { result.brokeOff = true }
      let counts = worker.decodedCounts
      result.replacedSequences += counts.replacedSequences
      result.oddNumbers += counts.oddNumbers
    }
    for counts in workers.map({ LogCounts($0.log) }) + setDown {
      for index in result.messagesByRole.indices {
        result.messagesByRole[index] += counts.messagesByRole[index]
      }
      result.privateNotes += counts.privateNotes
      if counts.ratingsOffScale > 0 {
        values.merge([("csat.score=not on its scale", counts.ratingsOffScale)])
      }
      earliest = Swift.min(earliest, counts.earliest)
      latest = Swift.max(latest, counts.latest)
      result.hours.merge(counts.hours, uniquingKeysWith: +)
    }
    for (rank, problem) in workers.flatMap(\.undecided).sorted(by: { $0.key < $1.key }) {
      if let format = formatDescribed(by: inputs[rank], inputs, workers) {
        result.inputs[rank].format = format.name
        result.inputs[rank].why = "what somebody wrote about the files beside it"
      } else {
        ledger.record(problem)
      }
    }
    result.ledger = ledger.mapped { problem in
      var problem = problem
      // Until now the line was the block's number and the line in it.
      if let packed = problem.position.line {
        problem.position.line = lines.line(
          input: problem.position.input,
          block: packed >> 24,
          line: packed & 0xFF_FFFF
        )
      }
      return problem
    }
    result.unknownFields = shown(fields.all)
    result.unknownValues = values.all
    if latest.isKnown {
      result.earliest = earliest
      result.latest = latest
    }
    return result
  }
}

extension IngestRun {
  /// The format of files in the same folder that come with a description of their own making, if there are any.
  fileprivate static func formatDescribed(
    by input: Input,
    _ inputs: [Input],
    _ workers: [IngestWorker]
  ) -> Format? {
    func folder(_ path: String) -> Substring {
      path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    }
    let own = folder(input.path)
    return workers.flatMap(\.recognised).compactMap { rank, seen in
      guard let format = seen.format, format.profile?.hasDescription == true,
        folder(inputs[rank].path) == own
      else { return nil }
      return format
    }.min { $0.rawValue < $1.rawValue }
  }

  /// Names of fields as they are shown: whatever is no plain word, such as an address, by its shape.
  fileprivate static func shown(
    _ fields: [(name: String, count: Int)]
  ) -> [(name: String, count: Int)] {
    var result = UnknownFields()
    result.merge(
      fields.map { field in
        let name = field.name
        return (name.isEmpty || isPlainWord(name.utf8) ? name : quotedShape(name.utf8), field.count)
      }
    )
    return result.all
  }
}

/// The logs' memory, given back by several tasks.
private final class EntryLock: Sendable {
  private let memory: Mutex<EntryMemory>

  init(_ memory: EntryMemory) { self.memory = Mutex(memory) }

  func release(_ read: inout EntryCounts) {
    memory.withLock { $0.release(&read) }
  }
}

/// Splits `count` things into ranges, works on them at the same time, and joins the results in order.
package func inParts<Element: Sendable>(
  of count: Int,
  jobs: Int,
  _ body: @escaping @Sendable (Range<Int>) -> [Element]
) async -> [Element] {
  guard jobs > 1, count > 1 else { return body(0..<count) }
  // More parts than workers, so that one slow part does not hold up the end.
  let parts = Swift.min(count, jobs * 8)
  return await withTaskGroup(of: (Int, [Element]).self) { group in
    var next = 0
    func add() {
      guard next < parts else { return }
      let number = next
      next += 1
      let range = count * number / parts..<count * (number + 1) / parts
      group.addTask { (number, body(range)) }
    }
    for _ in 0..<jobs { add() }
    var results = [[Element]](repeating: [], count: parts)
    while let (number, elements) = await group.next() {
      results[number] = elements
      add()
    }
    var all: [Element] = []
    all.reserveCapacity(results.reduce(0) { $0 + $1.count })
    // Each goes as soon as it is copied, so that not everything is there twice.
    for number in results.indices {
      all += results[number]
      results[number] = []
    }
    return all
  }
}

/// Lets a value that belongs to one task at a time pass between tasks.
///
/// Used where the task group itself is the hand-over: the value is made before the group, used by one task in it,
/// and read after the group has ended.
struct Confined<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
