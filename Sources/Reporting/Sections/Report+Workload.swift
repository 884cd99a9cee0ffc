import Comparisons
import Facts

/// Section 9: the work of people, the work that the bot took over, and what both cost.
extension Report {
  static func workloadSection(_ findings: Findings, _ index: SummaryIndex) -> ReportSection {
    let workload = findings.workload
    let measures = index.measures(numbered: ["M17", "M61"])
    var section = themed(
      id: "workload",
      noun: "Workload and cost",
      title: "How much work does the bot take over, and what does it cost?",
      measures,
      index,
      answer: answer(workload),
      none: "No time that people spent on contacts could be measured in this export.",
      leavesOut:
        "What a failed contact costs in lost customers, and fixed costs, are not in a chat log."
    )
    guard !section.blocks.isEmpty else { return section }
    var blocks: [ReportSection.Block] = []
    if workload.gross != nil { blocks.append(.table(agents(workload))) }
    if workload.isFallbackMarked, workload.gross != nil, let share = workload.fallbackShare {
      blocks.append(
        .paragraph(
          "Warning: for \(NumberText.percent(share)) of these contacts people had too few of the same kind; "
            + "the time is that of the whole topic or of all contacts."
        )
      )
    }
    blocks.append(.pairs(inputs(workload)))
    section.blocks.insert(contentsOf: blocks, at: 0)
    return section
  }

  /// Net first, gross beside it, and the range.
  private static func answer(_ workload: Workload) -> String {
    guard workload.botOnly > 0 else { return "The bot kept no contact to itself." }
    guard let gross = workload.gross else {
      return "People handled too few contacts to say how much work the bot took over."
    }
    let contacts = NumberText.count(workload.botOnly)
    guard let net = workload.net else {
      return "Contacts like the \(contacts) that only the bot took part in take people "
        + "\(hours(gross.hours)); too few were observed for 7 days to say what remains after repeats."
    }
    guard let agents = net.agents, let least = net.least, let most = net.most,
      let all = gross.agents
    else {
      return "The bot took over \(hours(net.hours)) of work, net of repeat contacts; gross "
        + "\(hours(gross.hours)), for \(contacts) contacts."
    }
    guard agents > 0 else {
      return "Net of what failed or came back, the bot took over no work of people "
        + "(\(NumberText.agents(agents)) full-time agents); gross \(NumberText.agents(all)), for \(contacts) "
        + "contacts."
    }
    let range = NumberText.agents(least) + " to " + NumberText.agents(most)
    return "Net of what failed or came back, the bot did the work of \(NumberText.agents(agents)) "
      + "full-time agents (\(range) over usual staffing); gross \(NumberText.agents(all)), for "
      + "\(contacts) contacts."
  }

  private static func agents(_ workload: Workload) -> ReportTable {
    func row(_ name: String, _ amount: Workload.Amount?, _ basis: String) -> ReportTable.Row {
      .init(cells: [
        .init(name, third: basis), .init(amount.map { hours($0.hours) } ?? NumberText.missing),
        .init(amount?.agents.map(NumberText.agents) ?? NumberText.missing),
        .init(range(amount) ?? NumberText.missing),
      ])
    }
    let contacts = "of " + NumberText.count(workload.botOnly)
    var rows = [row("Gross: all contacts of the bot alone", workload.gross, contacts)]
    if let taken = workload.returnHours {
      rows.append(
        row("Taken back by additional repeat contacts", .init(hours: -taken), "bot first")
      )
    }
    rows.append(
      row(
        "Net: durable ones, less repeats",
        workload.net,
        NumberText.count(workload.durable) + " " + contacts
      )
    )
    return ReportTable(
      id: "workload-agents",
      caption: "The work of people that the bot took over",
      columns: [
        .init("Work", numeric: false), .init("Hours"), .init("Full-time agents"),
        .init("Range over staffing"),
      ],
      rows: rows,
      note:
        "Each contact is worth the mean time of people for contacts of the same topic, language and length of "
        + "the first message. \(NumberText.count(workload.undecided)) contacts whose durability is not known "
        + "count as not durable in the net figure.",
      definitions: [.metric(.workloadFTE), .metric(.durableResolutionRate)]
    )
  }

  /// Every input of M61 and M62, always.
  private static func inputs(_ workload: Workload) -> [(name: String, text: String)] {
    let staffing = workload.staffing
    let prices = workload.prices
    func price(_ amount: Double?) -> String {
      guard let amount else { return "not given" }
      return NumberText.decimal(amount, places: 2)
        + (prices.currency.map { " " + plain($0, limit: 20) } ?? "")
    }
    func share(_ range: ClosedRange<Double>) -> String {
      NumberText.percent(range.lowerBound) + " to " + NumberText.percent(range.upperBound)
    }
    return [
      ("Paid hours", NumberText.shortest(staffing.paidHours) + " a month"),
      (
        "Shrinkage",
        NumberText.percent(staffing.shrinkage) + " (range " + share(Staffing.shrinkages) + ")"
      ),
      (
        "Occupancy",
        NumberText.percent(staffing.occupancy) + " (range " + share(Staffing.occupancies) + ")"
      ),
      (
        "Period",
        workload.days.map { NumberText.shortest($0) + ($0 == 1 ? " day" : " days") } ?? "not known"
      ),
      (
        "People\u{2019}s mean time",
        (workload.meanHandleTime.map(NumberText.duration) ?? NumberText.missing)
          + " of \(NumberText.count(workload.handled)) contacts given to people first"
      ),
      (
        "Time from a coarser group",
        "\(NumberText.count(workload.byTopic)) contacts by topic, \(NumberText.count(workload.byAll)) by all"
      ),
      ("Bot, each contact", price(prices.botContact)),
      ("Bot, each resolution", price(prices.botResolution)),
      ("People, each hour", price(prices.humanHour)),
    ]
  }

  private static func hours(_ value: Double) -> String {
    NumberText.decimal(value, places: 1) + NumberText.narrowSpace + "h"
  }

  private static func range(_ amount: Workload.Amount?) -> String? {
    guard let least = amount?.least, let most = amount?.most else { return nil }
    return NumberText.agents(least) + " to " + NumberText.agents(most)
  }
}
