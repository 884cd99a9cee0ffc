import ArgumentParser
import Comparisons
import Facts
import Pipeline
import Records

/// From a figure of the report back to the contacts and messages that made it.
struct TraceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "List the contacts behind a figure, and the messages that decided.",
    discussion: """
      Prints one line per contact: its id, its file and line, its part in the figure, the evidence or why it is not \
      counted, and the messages that decided as conversation:position. Positions count messages from 1; an event \
      stands behind the message before it, as c1:3+handoff_initiated. The line of counts on standard error, or the \
      last of the JSON lines, agrees with metrics.csv of a report with the same options.

      Counts of the data-quality section are traced by outcome, remark, left_out, handled_by and customer, with the \
      row as --group.

      Texts are not printed, or redacted with --show-text; Docs/Redaction.md says what that hides.

      EXAMPLES:
        onpar trace handoff_rate export.jsonl --cohort bot_first --side null
        onpar trace slow_reply_rate export.jsonl --limit 3 --show-text
        onpar trace csat_top2 export.jsonl --cohort human_first --format csv
        onpar trace handoff_rate facts.jsonl --from-facts --cohort bot_first
        onpar trace durable_resolution_rate export.jsonl --topic order_status
        onpar trace outcome export.jsonl --group left_waiting --limit 5
      """
  )

  @Argument(
    help: ArgumentHelp(
      "A dictionary number such as M25, or a name such as handoff_rate; a number of several figures needs the name.",
      discussion: "Or outcome, remark, left_out, handled_by, customer: the tables of data quality."
    ),
    completion: .list(
      MetricDefinition.all.map(\.id) + TracedFigure.Quality.allCases.map(\.rawValue)
    )
  )
  var metric: String

  @OptionGroup var paths: InputPaths
  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions

  @Option(
    help: ArgumentHelp("Whose figure, as in metrics.csv.", valueName: "name"),
    completion: .list(Cohort.names)
  )
  var cohort = "all"

  @Option(
    help: ArgumentHelp("A day of the week that is asked for; all without it.", valueName: "date")
  )
  var period: String?

  @Option(
    help: ArgumentHelp(
      "numerator, denominator or null: which contacts are listed.",
      discussion: "The default is the numerator of a share, and the denominator of an amount.",
      valueName: "side"
    )
  )
  var side: Trace.Side?

  @Option(help: ArgumentHelp("Only contacts of this topic.", valueName: "name"))
  var topic: String?

  @Option(
    help: ArgumentHelp(
      "List only contacts that are counted under this: an outcome, a remark, a language.",
      valueName: "name"
    )
  )
  var group: String?

  @Option(help: ArgumentHelp("List no more contacts than this.", valueName: "n"))
  var limit: Int?

  @Option(help: "text, csv or jsonl.")
  var format = TracePage.Shape.text

  @Flag(
    name: .customLong("show-text"),
    help: "Print the texts of the messages, redacted. Reads the inputs twice."
  )
  var showText = false

  @Flag(name: .customLong("from-facts"), help: "The inputs are files that `onpar facts` wrote.")
  var fromFacts = false

  func validate() throws {
    _ = try request()
    guard showText else { return }
    if fromFacts { throw ValidationError("--show-text needs the export: facts hold no text.") }
    if paths.inputs.contains("-") {
      throw ValidationError("--show-text reads the inputs twice, which standard input cannot.")
    }
  }

  private func request() throws -> TraceRequest {
    let figure = try figure()
    guard let cohort = Cohort(named: cohort) else {
      let names = Cohort.names.joined(separator: ", ")
      throw ValidationError("--cohort is \(self.cohort); expected one of \(names).")
    }
    if let limit, limit < 0 { throw ValidationError("--limit must not be negative.") }
    let day = try period.map { text in
      guard let day = CivilDate.day(in: text) else {
        throw ValidationError("--period is \(text); expected a day such as 2026-03-02.")
      }
      return CivilDate.monday(ofDay: day)
    }
    let side = side ?? (figure.isShare ? .numerator : .denominator)
    if side == .numerator, !figure.isShare {
      throw ValidationError("\(figure.metric.id) is an amount and has no numerator.")
    }
    if let group { try check(group, of: figure) }
    return TraceRequest(
      figure: figure,
      cohort: cohort,
      monday: day,
      side: side,
      topic: topic,
      group: group,
      limit: limit
    )
  }

  /// Groups that do not depend on the data are known before it is read.
  private func check(_ group: String, of figure: TracedFigure) throws {
    guard let groups = figure.groups() else {
      throw ValidationError(
        "\(figure.metric.id) counts contacts under no groups; leave out --group, or trace a table of data quality "
          + "such as outcome."
      )
    }
    guard figure.hasGroupsOfData || groups.holds(group) else {
      throw ValidationError(
        "--group is \(group); expected one of \(groups.names.joined(separator: ", "))."
      )
    }
  }

  private func message(_ missing: TracePage.Missing) -> String {
    switch missing {
    case .topic(let others):
      let names = others.prefix(20).joined(separator: ", ")
      return
        "No contact has the topic \(topic ?? ""); there are \(names)\(others.count > 20 ? " and others" : "")."
    case .group(let others):
      return "--group is \(group ?? ""); expected one of \(others.joined(separator: ", "))."
    case .week(let weeks):
      guard let weeks else {
        return "--period is \(period ?? ""), and the figure looks at no contact with a time."
      }
      let (first, last) = (
        CivilDate.text(ofDay: weeks.lowerBound), CivilDate.text(ofDay: weeks.upperBound)
      )
      return "--period is \(period ?? ""), and no contact is from its week; "
        + "the first week begins on \(first), the last on \(last)."
    }
  }

  private func figure() throws -> TracedFigure {
    if let quality = TracedFigure.Quality(rawValue: metric) { return .quality(quality) }
    let called = try MetricDefinition.called(metric)
    // M07 is the elapsed figure, not its second on the business clock.
    let found = called.count > 1 ? called.filter { !$0.standsApart } : called
    let figures = found.compactMap(TracedFigure.init)
    guard let figure = figures.first else {
      throw ValidationError("\(metric) is not counted contact by contact.")
    }
    guard figures.count == 1 else {
      let names = figures.map(\.metric.id).joined(separator: ", ")
      throw ValidationError("\(metric) has several figures; name one of \(names).")
    }
    return figure
  }

  func run() async throws {
    var settings = try rules.settings(input.assignments, quiet: input.quiet).whole
    let inputs = try paths.resolve()
    let transcripts =
      fromFacts
      ? try await input.readFacts(inputs, settings) : try await input.read(inputs, settings)
    settings.narrow(to: transcripts.metrics)
    var options = Analysis.Options(settings)
    options.pageFile = input.pageFile
    options.jobs = input.threads(for: inputs)
    var page = await TracePage.make(transcripts, options: options, try request())
    if let missing = page.missing { throw ValidationError(message(missing)) }
    if showText {
      let texts = MessageTexts(page.places, lexicon: try input.lexicon())
      try await input.readAgain(inputs, settings, observer: texts)
      page = page.showing(texts.redacted())
    }
    try Terminal.put(page.bytes(format))
    if format != .jsonl, !input.quiet { Terminal.say("onpar: " + page.summary) }
    let status = input.status(of: transcripts, settings)
    if status != .done { throw status.error }
  }
}

extension Trace.Side: ExpressibleByArgument {}
extension TracePage.Shape: ExpressibleByArgument {}
