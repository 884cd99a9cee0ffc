package import Comparisons
import Conversations
import Facts
import Records

/// Which figure is to be taken apart, and what of it is to be shown.
package struct TraceRequest: Sendable {
  package var figure: TracedFigure
  package var cohort: Cohort
  /// The Monday of a week in days since 1970; nil for the whole period.
  package var monday: Int?
  package var side: Trace.Side
  /// The topic that is looked at; nil for all.
  package var topic: String?
  /// What the shown contacts are counted under; nil for any.
  package var group: String?
  /// How many contacts are shown at most; nil for all.
  package var limit: Int?

  package init(
    figure: TracedFigure,
    cohort: Cohort,
    monday: Int?,
    side: Trace.Side,
    topic: String? = nil,
    group: String? = nil,
    limit: Int?
  ) {
    self.figure = figure
    self.cohort = cohort
    self.monday = monday
    self.side = side
    self.topic = topic
    self.group = group
    self.limit = limit
  }
}

/// The contacts behind a figure, with what decided it, ready to be written.
package struct TracePage: Sendable {
  /// A message or event that decided.
  struct Message: Sendable {
    var place: TextPlace
    var position: Int
    var kind: String
    /// Redacted; nil where texts are not shown or there is none.
    var text: String?
  }

  struct Row: Sendable {
    var contact: String
    var conversations: [String]
    var file: String
    var line: Int
    var answer: Trace.Line
    /// The customer's next contact, where the figure asks for one.
    var nextContact: String?
    /// Contacts that the figure counts with this one: the rest of its chain, or what began while it was open.
    var related: [String]
    var messages: [Message]
  }

  /// A part of a request that no contact could fit, whatever its figures, with what there is.
  package enum Missing: Sendable {
    case topic(others: [String])
    case group(others: [String])
    /// The Mondays of the first and the last week; nil when no contact has a time.
    case week(all: ClosedRange<Int>?)

    fileprivate init?(_ request: TraceRequest, _ table: ContactTable) {
      if let topic = request.topic, !table.strata.topicNames.contains(topic) {
        self = .topic(others: table.strata.topicNames.sorted())
        return
      }
      if let group = request.group, let groups = request.figure.groups(in: table),
        !groups.holds(group)
      {
        self = .group(others: groups.names)
        return
      }
      guard let monday = request.monday else { return nil }
      let weeks = Trace.weeks(of: request.figure, in: table)
      guard weeks?.contains(monday) != true else { return nil }
      self = .week(all: weeks)
    }
  }

  let request: TraceRequest
  let trace: Trace
  /// Contacts on the side that was asked for, shown or not.
  let found: Int
  var rows: [Row]
  var showsTexts = false
  /// What was asked for and is nowhere in the data; nil when all of it is.
  package private(set) var missing: Missing?

  /// Takes a figure apart.
  package static func make(
    _ transcripts: Transcripts,
    options: Analysis.Options,
    _ request: TraceRequest
  ) async -> TracePage {
    let laidOut = await Analysis.laidOut(transcripts, options: options)
    let (linked, table) = (laidOut.facts, laidOut.table)
    let trace = Trace(
      request.figure,
      cohort: request.cohort,
      monday: request.monday,
      topic: request.topic,
      table: table,
      options: options.comparison
    )
    let side = trace.lines(on: request.side, group: request.group)
    let shown = request.limit.map { Array(side.prefix($0)) } ?? side
    let files = transcripts.inputs.map(\.name)
    let rows = await inParts(of: shown.count, jobs: options.jobs) { range in
      range.map { row(shown[$0], request, linked, table, files) }
    }
    var page = TracePage(request: request, trace: trace, found: side.count, rows: rows)
    page.missing = Missing(request, table)
    return page
  }

  private static func row(
    _ line: Trace.Line,
    _ request: TraceRequest,
    _ linked: LinkedFacts,
    _ table: ContactTable,
    _ files: [String]
  ) -> Row {
    let metric = request.figure.metric
    // Of slow or long replies only those that are.
    let isPart = request.figure.isShare && metric.level == .reply
    let chosen = isPart && request.side == .numerator ? line.values.map { $0 > 0 } : nil
    let source = table.source[line.row]
    return Row(
      contact: table.id[line.row],
      conversations: table.conversationIDs[line.row],
      file: files.indices.contains(source.input) ? files[source.input] : "",
      line: source.line,
      answer: line,
      nextContact: next(metric, line.row, linked).map { table.id[$0] },
      related: related(metric, line.row, linked).map { table.id[$0] },
      messages: linked.deciding(metric, line.row, replies: chosen).map { found in
        let conversation = linked.conversation(found.conversation)
        return Message(
          place: TextPlace(
            format: conversation.format,
            conversation: conversation.id,
            entry: found.entry
          ),
          position: found.position,
          kind: found.kind
        )
      }
    )
  }

  /// Figures that ask who came back show to which contact.
  private static func next(_ metric: MetricDefinition, _ row: Int, _ linked: LinkedFacts) -> Int? {
    let asking: Set<String> = ["M24", "M26", "M33", "M36", "M38"]
    guard asking.contains(metric.number) else { return nil }
    return linked.nextContact(of: row, sameTopic: metric.id.hasSuffix("_same_topic"))
  }

  private static func related(
    _ metric: MetricDefinition,
    _ row: Int,
    _ linked: LinkedFacts
  ) -> [Int] {
    switch metric.number {
    case "M34", "M61": linked.chain(of: row)
    case "M37": linked.overlapping(row)
    default: []
    }
  }

  /// The messages whose texts can be shown.
  package var places: [TextPlace] {
    rows.flatMap(\.messages).map(\.place).filter(\.entry.isMessage)
  }

  /// The same with the texts of `places`, in their order.
  package func showing(_ texts: [String?]) -> TracePage {
    var page = self
    var rest = texts[...]
    page.showsTexts = true
    for row in page.rows.indices {
      for index in page.rows[row].messages.indices
      where page.rows[row].messages[index].place.entry.isMessage {
        page.rows[row].messages[index].text = rest.popFirst() ?? nil
      }
    }
    return page
  }
}
