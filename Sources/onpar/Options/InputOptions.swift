import ArgumentParser
import ByteStreams
import Comparisons
import Conversations
import Diagnostics
import Facts
import Mappings
import Pipeline
import Records
import Signals
import Wording

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// How inputs are read: shared by every command that reads transcripts.
///
/// Which are read, `InputPaths` and `FilePaths` say.
struct InputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How many workers read and decode at once; else one for each processor, or one for inputs below 256 kB.",
      valueName: "n"
    )
  )
  var jobs: Int?

  @Flag(
    name: .customLong("in-memory"),
    help: ArgumentHelp(
      "Let nothing of large inputs wait in a nameless file below TMPDIR or /var/tmp.",
      discussion: "Times, flags, names, hashes and ids wait there; no messages. See Docs/Limits.md."
    )
  )
  var inMemory = false

  @Option(
    name: .customLong("input-format"),
    help: ArgumentHelp(
      "Read every input as this format; one that shows the signs of another is left out.",
      valueName: "name"
    ),
    completion: .custom { _, _, _ in
      (Format.allCases + ShippedMappings.all.map(\.format)).map(\.name)
    }
  )
  var inputFormat: String?

  @Option(
    name: .customLong("bot-author"),
    parsing: .singleValue,
    help: ArgumentHelp(
      "Authors whose id or name this matches are bots, where the format does not say. Repeatable.",
      valueName: "pattern"
    )
  )
  var botAuthors: [String] = []

  @Option(
    name: .customLong("human-author"),
    parsing: .singleValue,
    help: ArgumentHelp(
      "Authors whose id or name this matches are people. Repeatable; --bot-author comes first.",
      valueName: "pattern"
    )
  )
  var humanAuthors: [String] = []

  @Option(
    name: .customLong("handoff-pattern"),
    help: ArgumentHelp(
      "Actions of Rasa and traces of Voiceflow whose name this matches hand over.",
      valueName: "pattern"
    )
  )
  var handoffPattern: String?

  @Flag(help: "Read transcripts of voice calls too, where an export holds some beside its chats.")
  var voice = false

  @Option(
    name: .customLong("mapping"),
    help: ArgumentHelp(
      "A mapping file that describes an export; may be given more than once.",
      valueName: "file"
    ),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var mappings: [String] = []

  @Option(
    name: .customLong("lexicon"),
    help: ArgumentHelp(
      "A file of phrase lists that adds to the built-in ones, or takes their place. Repeatable.",
      valueName: "file"
    ),
    completion: .file(extensions: ["lexicon"])
  )
  var lexicons: [String] = []

  @Option(
    name: .customLong("link-status"),
    help: ArgumentHelp(
      "What a link checker found: a CSV file with the columns url, status and checked (M58).",
      valueName: "file"
    ),
    completion: .file(extensions: ["csv"])
  )
  var linkStatus: String?

  @Option(
    name: .customLong("link-host"),
    parsing: .singleValue,
    help: ArgumentHelp(
      "A host to which links in replies may lead, with those below it; others are malformed. Repeatable.",
      valueName: "host"
    )
  )
  var linkHosts: [String] = []

  @Option(
    name: .customLong("assume-tz"),
    help: ArgumentHelp(
      "Time zone of timestamps without an offset; UTC without it.",
      valueName: "zone"
    )
  )
  var assumeZone: String?

  @Option(
    name: .customLong("max-loss"),
    help: ArgumentHelp(
      "Share of records that may be set aside before the exit status is 65, such as 0.01; 1% without it.",
      valueName: "share"
    )
  )
  var maxLoss: String?

  @Flag(help: "Stop at the first problem.")
  var strict = false

  @Option(
    name: .customLong("block-size"),
    help: ArgumentHelp("Bytes read at a time; results never depend on it.", visibility: .hidden)
  )
  var blockSize = LineBlockSource.defaultBlockSize

  @Flag(name: .shortAndLong, help: "Print nothing but results and errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Print every problem, not only the first ten.")
  var verbose = false

  func validate() throws {
    guard jobs.map({ $0 >= 1 && $0 <= 1024 }) ?? true else {
      throw ValidationError("--jobs is \(jobs ?? 0); expected 1 to 1024.")
    }
    guard blockSize >= 1 else { throw ValidationError("--block-size must be at least 1.") }
    _ = try Settings.checked(assignments)
    _ = try format()
    let all = [
      ("--bot-author", botAuthors), ("--human-author", humanAuthors),
      ("--handoff-pattern", handoffPattern.map { [$0] } ?? []),
    ]
    for (flag, patterns) in all {
      for pattern in patterns where !AuthorRules.isPattern(pattern) {
        throw ValidationError("\(flag) is \(pattern); expected a name or a regular expression.")
      }
    }
  }

  /// What the flags say of parameters.
  var assignments: [Settings.Assignment] {
    [
      Settings.Assignment("assume_tz", assumeZone, "--assume-tz"),
      Settings.Assignment("max_loss", maxLoss, "--max-loss"),
    ].compactMap(\.self)
  }

  func format() throws -> Format? {
    guard let inputFormat else { return nil }
    // A mapping file's name is checked once the file has been read.
    let shipped = ShippedMappings.all.map(\.format)
    guard let format = (Format.allCases + shipped).first(where: { $0.name == inputFormat }) else {
      if !mappings.isEmpty { return Format(mapping: inputFormat) }
      let names = Format.allCases.map(\.name).joined(separator: ", ")
      throw ValidationError(
        "--input-format is \(inputFormat); expected one of \(names). `onpar formats` tells more."
      )
    }
    return format
  }

  /// Where memory waits that is seldom read; nil keeps everything in memory.
  var pageFile: PageFile? { inMemory ? nil : SpillFile.pages }

  /// Threads for what is made of all inputs together.
  var threads: Int { jobs ?? processorCount() }

  /// Threads that save time: to read and compare a small input takes two as long as one.
  func threads(for inputs: [Input]) -> Int {
    let bytes = inputs.reduce(0) { $0 + ($1.bytes ?? Self.small) }
    return bytes < Self.small ? jobs ?? 1 : threads
  }

  /// Bytes of inputs for which one thread is enough.
  private static let small = 256 << 10

  func ingest(_ settings: Settings, of inputs: [Input]) throws -> IngestOptions {
    var options = IngestOptions()
    options.jobs = threads(for: inputs)
    options.pageFile = pageFile
    options.blockSize = blockSize
    options.assumedZone = settings.assumedZone
    options.similarity = settings.similarity
    options.metrics = settings.facts.metrics
    // Detectors read tokens, which the core does not take.
    options.detects = settings.detectors && settings.facts.metrics == .all
    options.isStrict = strict
    options.format = try format()
    options.botAuthors = botAuthors
    options.readsVoice = voice
    options.humanAuthors = humanAuthors
    options.handoffPattern = handoffPattern
    options.mappings = try MappingFiles.read(mappings)
    options.sideFiles = try MappingFiles.sideFiles(of: &options.mappings)
    options.shippedMappings = { ShippedMappings.all }
    options.links.hosts = Set(linkHosts.compactMap { WebAddress($0.utf8).hosts.first })
    options.links.statuses = try linkStatus.map {
      try LinkStatusFile.read($0, settings.assumedZone)
    }
    return options
  }

  /// Reads all inputs, with a progress line where one can be seen.
  ///
  /// With `keepsRaw` the text of records set aside is kept; with `spill`, never beside an observer, memory is bounded.
  func read(
    _ inputs: [Input],
    _ settings: Settings,
    observer: (any MessageObserver)? = nil,
    keepsRaw: Bool = false,
    spill: Spill? = nil
  ) async throws -> Transcripts {
    let sizes = inputs.map(\.bytes)
    let total = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
    let progress = Terminal.errorIsTerminal && !quiet ? ProgressLine(total: total) : nil
    var options = try ingest(settings, of: inputs)
    options.keepRaw = keepsRaw
    options.spill = spill
    // An observer reads the words itself, and nobody asks for facts then.
    if observer != nil { options.detects = false }
    // What judges texts is made while the phrase lists are: a small export waits for nothing else before it is read.
    async let detectors: Void = options.detects ? MessageDetectors.prepare() : ()
    let lexicon = try lexicon(settings.facts.metrics)
    await detectors
    let transcripts = await IngestRun.read(
      inputs,
      options: options,
      lexicon: lexicon,
      progress: progress,
      observer: observer
    )
    progress?.wipe()
    if let failure = spill?.failure, failure != 0 {
      let reason = String(cString: strerror(failure))
      Terminal.say(
        "onpar: error: the file for --memory cannot be written or read: \(reason); nothing was written. "
          + "TMPDIR names a folder with more room"
      )
      throw ExitStatus.ioError.error
    }
    sayProblems(of: transcripts)
    if !quiet { for remark in transcripts.mappingRemarks { Terminal.say("onpar: " + remark) } }
    if strict, let first = transcripts.ledger.first.first {
      Terminal.say("onpar: stopped at the first problem (--strict); nothing was written")
      throw first.kind == .unreadable ? ExitStatus.noInput.error : ExitStatus.dataError.error
    }
    return transcripts
  }

  /// Reads the inputs a second time, for what an observer sees; problems were said before.
  func readAgain(
    _ inputs: [Input],
    _ settings: Settings,
    observer: any MessageObserver
  ) async throws {
    var options = try ingest(settings, of: inputs)
    options.detects = false
    _ = await IngestRun.read(
      inputs,
      options: options,
      lexicon: try lexicon(),
      observer: observer
    )
  }

  /// The flags given that say how inputs are read, for the manifest of a report.
  var given: [RunFacts.Parameter] { given { $0 } }

  /// The same; `file` says how a file is named.
  func given(_ file: (_ path: String) -> String) -> [RunFacts.Parameter] {
    func row(_ name: String, _ values: [String], _ flag: String) -> RunFacts.Parameter {
      .init(name: name, value: values.joined(separator: ", "), isDefault: false, source: flag)
    }
    let all = [
      row("input_format", inputFormat.map { [$0] } ?? [], "--input-format"),
      row("bot_author", botAuthors, "--bot-author"),
      row("human_author", humanAuthors, "--human-author"),
      row("handoff_pattern", handoffPattern.map { [$0] } ?? [], "--handoff-pattern"),
      row("voice", voice ? ["true"] : [], "--voice"),
      row("mapping", mappings.map(file), "--mapping"),
      row("lexicon", lexicons.map(file), "--lexicon"),
      row("link_status", linkStatus.map { [file($0)] } ?? [], "--link-status"),
      row("link_host", linkHosts, "--link-host"),
    ]
    return all.filter { !$0.value.isEmpty }
  }

  /// The phrase lists: those of the program with what the user adds.
  func lexicon(_ metrics: MetricSelection = .all) throws -> Lexicon {
    try LexiconFiles.read(lexicons, for: metrics)
  }

  /// The same for runs that read no texts: a file that was named must be there and sound all the same.
  func checkLexicons() throws {
    if !lexicons.isEmpty { _ = try lexicon() }
  }

  func sayProblems(of transcripts: Transcripts) {
    let first = transcripts.ledger.first
    let shown = strict ? 1 : verbose ? first.count : 10
    for problem in first.prefix(shown) {
      Terminal.say(problem.placed(in: transcripts.inputs[problem.position.input].name))
    }
    let all = transcripts.ledger.counts.values.reduce(0, +)
    if all > shown, !strict {
      Terminal.say("onpar: \(all - shown) more problems; --verbose shows them")
    }
  }

  /// 65 when more was set aside than allowed or an input ended early, 66 when one could not be opened at all.
  func status(of transcripts: Transcripts, _ settings: Settings) -> ExitStatus {
    if transcripts.isIncomplete { return .dataError }
    return transcripts.isOverLoss(settings.maxLoss) ? .dataError : .done
  }
}

extension CalendarZone {
  static func parsed(_ name: String, flag: String) throws -> CalendarZone {
    guard let zone = CalendarZone(named: name) else {
      throw ValidationError(
        "\(flag) is \(name); expected UTC or a zone of the IANA database such as Europe/Berlin"
          + (CalendarZone.advice.map { "; " + $0 } ?? "") + "."
      )
    }
    return zone
  }
}

extension InputOptions {
  /// Reads facts files in place of transcripts.
  func readFacts(_ inputs: [Input], _ settings: Settings) async throws -> Transcripts {
    try checkLexicons()
    sayWhatFactsKeep(settings)
    let transcripts: Transcripts
    do {
      transcripts = try FactsFiles.read(inputs, options: try ingest(settings, of: inputs))
    } catch let mixed as MixedKeys {
      Terminal.say("onpar: error: \(mixed); nothing was written")
      throw ExitStatus.usage.error
    }
    sayProblems(of: transcripts)
    if strict, !transcripts.ledger.isEmpty {
      Terminal.say("onpar: stopped at the first problem (--strict); nothing was written")
      throw ExitStatus.dataError.error
    }
    sayManners(of: transcripts)
    return transcripts
  }

  /// Says with which options facts were made that stand together, where there are several.
  private func sayManners(of transcripts: Transcripts) {
    let manners = transcripts.mannersBehindFacts.sorted()
    guard manners.count > 1, !quiet else { return }
    Terminal.say(
      "onpar: warning: these facts were made in \(manners.count) ways, and may differ for that reason alone: "
        + manners.joined(separator: "; ")
    )
  }

  /// Names what acts on messages only, and so changes nothing in facts that were made before.
  private func sayWhatFactsKeep(_ settings: Settings) {
    let changed = settings.ofMessages.map(\.name) + given.map(\.name)
    guard !changed.isEmpty, !quiet else { return }
    Terminal.say(
      "onpar: warning: " + changed.joined(separator: ", ")
        + (changed.count == 1 ? " changes" : " change")
        + " nothing here: facts files keep what was found when they were made"
    )
  }
}

extension Settings {
  /// The parameters that act while messages are read, as far as they were set.
  var ofMessages: [RunFacts.Parameter] {
    let names = [
      "assume_tz", "detectors", "similarity_repeat", "similarity_rephrase", "similarity_bot_repeat",
    ]
    return parameters.filter { names.contains($0.name) && !$0.isDefault }
  }
}
