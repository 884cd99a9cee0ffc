import Signals
import Wording

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Learns the weights that ship from the corpora whose licences allow it.
///
///     signal-training DATA RATINGS FILE
///     signal-training speed DATA CORPUS …    prints how fast the model reads customers' messages
///
/// DATA is the folder of the corpora, RATINGS that of the rated texts. FILE becomes a Swift file that holds the weights as text, with their sources and
/// licences. The same data give the same bytes. For each head a line says how well it does on the dev split, which
/// calibration and operating point are taken from.
@main
enum SignalTraining {
  struct Plan {
    var head: Head
    var corpus: String
    var fitting = Fitting()
    /// Where positives are too few for a best F1 to mean anything.
    var precision: Double?
    /// What a request that the phrase lists find weighs beyond what was learned.
    ///
    /// The lists are right in nine languages, and most of what can be learned from is English.
    var listed: Float = 0
    var keeps: @Sendable (Corpus.Judgement) -> Bool = { _ in true }
  }

  /// Rounds and restraints were chosen on the dev splits.
  static var plans: [Plan] {
    [
      Plan(
        head: .abuse,
        corpus: "convabuse",
        fitting: Fitting(rounds: 20, rate: 0.1, restraint: 0.03)
      ),
      // The text of bitext may not be learned from.
      Plan(
        head: .humanRequest,
        corpus: "human_request",
        fitting: Fitting(rounds: 10, rate: 0.05, restraint: 1e-4),
        precision: 0.88,
        listed: 2,
        keeps: { $0.source != "bitext" }
      ),
      Plan(
        head: .botBreakdown,
        corpus: "dbdc3",
        fitting: Fitting(rounds: 5, rate: 0.03, restraint: 1e-4)
      ),
      Plan(
        head: .botBreakdownPossible,
        corpus: "dbdc3",
        fitting: Fitting(rounds: 5, rate: 0.03, restraint: 1e-4)
      ),
      Plan(
        head: .frustration,
        corpus: "star",
        fitting: Fitting(rounds: 20, rate: 0.1, restraint: 0.01)
      ),
      Plan(
        head: .lowSatisfaction,
        corpus: "star",
        fitting: Fitting(rounds: 20, rate: 0.1, restraint: 0.1)
      ),
      Plan(
        head: .taskFailure,
        corpus: "star",
        fitting: Fitting(rounds: 10, rate: 0.05, restraint: 1e-4)
      ),
      Plan(
        head: .abandonment,
        corpus: "star",
        fitting: Fitting(rounds: 10, rate: 0.05, restraint: 1e-4)
      ),
      Plan(
        head: .escalationOrHangup,
        corpus: "betold",
        fitting: Fitting(rounds: 10, rate: 0.05, restraint: 1e-4)
      ),
    ]
  }

  static func main() throws { try run(CommandLine.arguments) }

  nonisolated static func run(_ arguments: [String]) throws {
    if arguments.count > 3, arguments[1] == "speed" {
      return try speed(arguments[2], Array(arguments.dropFirst(3)))
    }
    guard arguments.count == 4 else {
      print("usage: signal-training DATA RATINGS FILE")
      exit(64)
    }
    var scanner = SignalScanner(lexicon: try Lexicon.embedded())
    var loaded: [String: (train: Corpus, dev: Corpus)] = [:]
    var text = ""
    var judged: [(Head, [Example])] = []
    let negativity = try Negativity(data: arguments[1], ratings: arguments[2], &scanner)
    for plan in plans {
      let corpus =
        try loaded[plan.corpus]
        ?? (
          Corpus(arguments[1], plan.corpus, "train"), Corpus(arguments[1], plan.corpus, "dev")
        )
      loaded[plan.corpus] = corpus
      let learned = corpus.train.examples(plan.head, &scanner, keeps: plan.keeps)
      let kept = corpus.dev.examples(
        plan.head,
        &scanner,
        negativity: negativity.weights,
        keeps: plan.keeps
      )
      var weights = plan.fitting.fit(learned, shapeCount: learned.first?.shape.count ?? 0)
      weights.shape[MessageShape.listedRequest] += plan.listed
      let scale = HeadScale(
        kept.map { weights.sum(of: $0) + $0.last },
        kept.map(\.isYes),
        precision: plan.precision
      )
      text += weights.text(of: plan.head, scale)
      judged.append((plan.head, kept))
    }
    text += negativity.text
    guard let model = SignalModel(text) else {
      fatalError("the text of the weights cannot be read")
    }
    for (head, examples) in judged { report(head, examples, model) }
    negativity.report()
    try write(text, to: arguments[3])
  }

  /// Prints how many megabytes of customers' text a second of this thread's time reads.
  static func speed(_ folder: String, _ names: [String]) throws {
    guard let model = SignalModel.embedded() else {
      fatalError("the weights that ship cannot be read")
    }
    var texts: [[UInt8]] = []
    for name in names {
      for conversation in try Corpus(folder, name, "dev").conversations {
        texts += conversation.messages.filter(\.isCustomer).map(\.text)
      }
    }
    var scanner = TextScanner(lexicon: try Lexicon.embedded())
    var features = MessageFeatures()
    let bytes = texts.reduce(0) { $0 + $1.count }
    var sums = SignalModel.Sums()
    for _ in 0..<5 {
      // Once without the model and once with it: a clock for each message would cost more than the model.
      var seconds = [0.0, 0.0]
      for withModel in [false, true] {
        let start = cpuSeconds()
        for text in texts {
          text.withUnsafeBytes { text in
            _ = scanner.scan(text, language: .unknown, side: .customer)
            guard withModel else { return }
            features.read(text, scanner.tokens)
            sums &+= model.customerSums(features.all)
          }
        }
        seconds[withModel ? 1 : 0] = cpuSeconds() - start
      }
      let rate = Double(bytes) / (seconds[1] - seconds[0]) / 1e6
      print("\(texts.count) messages, \(bytes) bytes, \(Int(rate)) MB/s, sum \(sums[0])")
    }
  }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Says how well a head does as it ships.
  static func report(_ head: Head, _ examples: [Example], _ model: SignalModel) {
    let answers = examples.map { example in
      model.answer(
        of: head,
        customer: (
          example.customer.withUnsafeBufferPointer(model.customerSums), example.customer.count
        ),
        responder: (
          example.responder.withUnsafeBufferPointer(model.responderSums), example.responder.count
        ),
        shape: example.shape,
        last: example.last
      )
    }
    let judging = Judging(sums: answers.map(\.sum), truths: examples.map(\.isYes))
    let mean = answers.reduce(0) { $0 + $1.probability } / Double(answers.count)
    print(
      "\(head.rawValue): \(examples.count { $0.isYes }) of \(examples.count) on dev;",
      "AUC \(judging.area), F1 \(judging.best.f1), mean probability \(mean)"
    )
  }

  static func write(_ text: String, to path: String) throws {
    let file = """
      // swift-format-ignore-file
      // Written by signal-training; do not edit. See Docs/Signals.md.

      extension SignalModel {
        static let shipped: StaticString = #\"\"\"
      \(notes)\(text)\"\"\"#
      }

      """
    guard let handle = fopen(path, "w") else {
      print("cannot write \(path)")
      exit(73)
    }
    fputs(file, handle)
    fclose(handle)
  }

  static let notes = """
    # Onpar signal model, version 2. Hashed words, pairs of words and runs of bytes; logistic regression.
    # abuse: ConvAbuse, Cercas Curry, Abercrombie, Rieser 2021, CC BY 4.0.
    # human_request: NLU++ (PolyAI, CC BY 4.0), botframework-solutions (Microsoft, MIT), financial-demo (Rasa, Apache-2.0),
    # clinc150 (Larson et al. 2019, CC BY 3.0), banking77 (PolyAI, CC BY 4.0).
    # bot_breakdown, bot_breakdown_possible: DBDC3, Higashinaka et al. 2017, MIT.
    # frustration, low_satisfaction, task_failure, abandonment: STAR, Mosig, Mehri, Kober 2020 (Rasa), MIT.
    # negativity: texts and ratings of Hutto and Gilbert 2014 (vaderSentiment 3.3.2), MIT, ConvAbuse and STAR.
    # escalation_or_hangup: BETOLD, Terragni et al. 2022 (Telepathy Labs), Apache-2.0.

    """
}
