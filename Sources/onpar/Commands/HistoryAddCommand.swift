import ArgumentParser
import ByteStreams
import Comparisons
import Facts
import History
import Pipeline
import Pseudonyms

/// Exports in, and what later reports need of them into the store.
struct HistoryAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add exports to the history; what is known already is not counted twice.",
    discussion: """
      Of a conversation that comes again the newest copy is kept, whatever the order in which copies come. Give whole \
      conversations: a newer copy takes the place of the older one as a whole. Files that belong together (tickets \
      and users) are given together.

      Customers are kept under pseudonyms of a key. `head -c 32 /dev/urandom | base64 > key` makes one. Keep it, and \
      not beside the store: without it nothing more can be added and nobody be erased.

      EXAMPLES:
        onpar history add export.jsonl --pseudonym-key-file key
        onpar history add export/ --pseudonym-key-file key --store weeks.sqlite
        onpar history add facts.jsonl --from-facts --pseudonym-key-file key
      """
  )

  @OptionGroup var store: StoreOptions
  @OptionGroup var paths: InputPaths
  @OptionGroup var input: InputOptions
  @OptionGroup var sources: SettingOptions

  @Option(
    name: .customLong("pseudonym-key-file"),
    help: ArgumentHelp(
      "Key for the pseudonyms of customers, at least 16 bytes.",
      valueName: "file"
    ),
    completion: .file()
  )
  var keyFile: String?

  @Flag(
    name: .customLong("from-facts"),
    help: "The inputs are files that `onpar facts` wrote with the same key."
  )
  var fromFacts = false

  func validate() throws {
    guard keyFile != nil else {
      throw ValidationError(
        "A history holds customers under pseudonyms only and needs --pseudonym-key-file FILE. "
          + "`head -c 32 /dev/urandom | base64 > key` makes a key; keep it, and not beside the store."
      )
    }
  }

  func run() async throws {
    guard let keyFile else { return }
    let key = try KeyFile.read(keyFile)
    // What is kept serves every later report.
    let settings = try sources.settings(input.assignments, quiet: input.quiet).whole
    let inputs = store.leavingOut(try paths.resolve())
    guard !inputs.isEmpty else {
      Terminal.say("onpar: error: there is nothing to add but the store itself")
      throw ExitStatus.noInput.error
    }
    try store.orSay { () throws(HistoryError) in
      try HistoryStore.check(store.path, key: key.fingerprint)
    }
    // A pipe can be read once only.
    let hashes = InputHashes.sha256(of: inputs.filter { $0.bytes != nil })
    let (tally, transcripts, total) =
      fromFacts
      ? try addFacts(inputs, settings, hashes, key)
      : try await addExports(inputs, settings, hashes, key)
    let status = input.status(of: transcripts, settings)
    if !input.quiet { say(tally, transcripts, inputs.count, total) }
    if status != .done { throw status.error }
  }

  private typealias Added = (HistoryStore.Tally, Transcripts, total: Int)

  private func addExports(
    _ inputs: [Input],
    _ settings: Settings,
    _ hashes: [String: String],
    _ key: PseudonymKey
  ) async throws -> Added {
    let transcripts = try await input.read(inputs, settings)
    do throws(HistoryError) {
      let history = try HistoryStore.openOrCreate(store.path)
      try history.expectKey(key.fingerprint)
      let tally = try await HistoryAdding.add(
        transcripts,
        hashes: hashes,
        keys: FactRowKeys(key),
        manner: input.manner(settings, transcripts.lexiconVersion),
        jobs: input.threads(for: inputs),
        to: history
      )
      return (tally, transcripts, try history.count())
    } catch {
      throw store.said(error)
    }
  }

  private func addFacts(
    _ inputs: [Input],
    _ settings: Settings,
    _ hashes: [String: String],
    _ key: PseudonymKey
  ) throws -> Added {
    try input.checkLexicons()
    let options = try input.ingest(settings, of: inputs)
    let added = try store.orSay { () throws(HistoryError) -> Added in
      let history = try HistoryStore.openOrCreate(store.path)
      try history.expectKey(key.fingerprint)
      let (tally, transcripts) = try HistoryAdding.add(
        factsFiles: inputs,
        hashes: hashes,
        key: key.fingerprint,
        options: options,
        to: history
      )
      return (tally, transcripts, try history.count())
    }
    input.sayProblems(of: added.1)
    return added
  }

  private func say(
    _ tally: HistoryStore.Tally,
    _ transcripts: Transcripts,
    _ inputs: Int,
    _ total: Int
  ) {
    Terminal.say(
      """
      onpar: \(tally.read) conversations read from \(inputs) \(inputs == 1 ? "input" : "inputs"); \
      \(transcripts.recordsUsed) records used, \(transcripts.recordsSetAside) set aside
        new             \(tally.new)
        newer copies    \(tally.newer), in the place of older ones
        left alone      \(tally.same) said nothing new, \(tally.older) were older
        in the history  \(total) conversations; see \(store.path)
      """
    )
    if tally.shorter > 0 {
      Terminal.say(
        "onpar: warning: \(tally.shorter) newer copies hold fewer messages than those they replaced; exports must "
          + "hold whole conversations, not the messages of some days"
      )
    }
  }
}
