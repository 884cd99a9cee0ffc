import Foundation
import Testing

/// What is drawn on the page stands in the CSV files: positions are read off the drawings and set against the figures.
@Suite struct DrawingTests {
  private static let shared = Result { try Drawn() }

  /// A report, read once for all tests.
  private struct Drawn: Sendable {
    let page: String
    let comparison: Table
    let curves: Table
    let json: [UInt8]

    init() throws {
      let folder = try Scratch()
      let sample = try Program.run(
        ["sample", "--scenario", "abandonment", "--seed", "5", "--conversations", "2500"],
        in: folder
      )
      try folder.write("chats.jsonl", sample.output)
      let files = try report(["chats.jsonl"], in: folder)
      page = String(decoding: files.bytes["report.html"] ?? [], as: UTF8.self)
      comparison = try Table(files.bytes["comparison.csv"] ?? [])
      curves = try Table(files.bytes["curves.csv"] ?? [])
      json = files.bytes["report.json"] ?? []
    }

    func between(_ start: String, _ end: String) throws -> String {
      let first = try #require(page.range(of: start), "\(start)")
      let last = try #require(page.range(of: end, range: first.upperBound..<page.endIndex))
      return String(page[first.lowerBound..<last.lowerBound])
    }
  }

  /// A straight line through two points, and how far others lie from it.
  private struct Line {
    var slope: Double
    var start: Double

    init(_ one: (Double, Double), _ other: (Double, Double)) {
      slope = (other.1 - one.1) / (other.0 - one.0)
      start = one.1 - slope * one.0
    }

    func at(_ value: Double) -> Double { start + slope * value }
  }

  private func numbers(_ text: String, _ pattern: String) throws -> [Double] {
    let regex = try Regex(pattern, as: (Substring, Substring).self)
    return text.matches(of: regex).compactMap { Double($0.output.1) }
  }

  private func value(_ row: [String: String], _ column: String) -> Double? {
    row[column].flatMap { Double($0) }
  }

  @Test func `the forest over topics is drawn from comparison.csv`() throws {
    let drawn = try Self.shared.get()
    let table = try drawn.between("<table id=\"forest\"", "</table>")
    let topics = drawn.comparison.rows.filter { $0["family"] == "topic" }
    var places: [(difference: Double, x: Double, lower: Double, from: Double)] = []
    var zero: Double?
    for row in table.components(separatedBy: "<tr").dropFirst() {
      let mark = try numbers(row, #"<circle class="mark difference" cx="([-0-9.]+)""#)
      guard let x = mark.first else { continue }
      zero = try numbers(row, #"<line class="zero" x1="([-0-9.]+)""#).first
      let from = try #require(
        try numbers(row, #"<line class="interval difference" x1="([-0-9.]+)""#).first
      )
      let name = try #require(row.firstMatch(of: /<th scope="row"[^>]*>([^<]*)</)?.output.1)
      let topic = try #require(topics.first { $0["topic"] == String(name) }, "\(name)")
      places.append(
        (
          try #require(value(topic, "difference")), x,
          try #require(value(topic, "difference_lower")), from
        )
      )
    }
    #expect(places.count > 5)
    let farthest = try #require(places.max { abs($0.difference) < abs($1.difference) })
    let line = Line((0, try #require(zero)), (farthest.difference, farthest.x))
    #expect(line.slope > 0)
    for place in places {
      #expect(abs(line.at(place.difference) - place.x) < 0.2)
      // An interval that leaves the axis is cut at its end.
      if line.at(place.lower) > 8 { #expect(abs(line.at(place.lower) - place.from) < 0.4) }
    }
  }

  @Test func `raw and adjusted differences are drawn from comparison.csv`() throws {
    let drawn = try Self.shared.get()
    let table = try drawn.between("<table id=\"raw-adjusted\"", "</table>")
    var places: [(Double, Double)] = []
    for row in table.components(separatedBy: "<tr").dropFirst() {
      guard let link = row.firstMatch(of: /href="#def-([a-z0-9-]+)"/)?.output.1 else { continue }
      let finding = try #require(
        drawn.comparison.rows.first {
          $0["family"] == "headline"
            && ($0["metric"] ?? "").replacingOccurrences(of: "_", with: "-") == link
        }
      )
      guard finding["scale"] == "difference" else { continue }
      let sign = finding["better"] == "lower" ? -1.0 : 1
      for (mark, column) in [("difference", "difference"), ("crude", "crude_difference")] {
        let found = try numbers(row, "<circle class=\"mark \(mark)\" cx=\"([-0-9.]+)\"")
        guard let x = found.first else { continue }
        let zero = try #require(try numbers(row, #"<line class="zero" x1="([-0-9.]+)""#).first)
        places.append((sign * (try #require(value(finding, column))), x))
        places.append((0, zero))
      }
    }
    #expect(places.count >= 12)
    let low = try #require(places.min { $0.0 < $1.0 })
    let high = try #require(places.max { $0.0 < $1.0 })
    let line = Line(low, high)
    #expect(line.slope > 0)
    for place in places { #expect(abs(line.at(place.0) - place.1) < 0.2) }
  }

  @Test(arguments: [("resolution", 0, "curve-resolution"), ("repeat_contact", 1, "curve-return")])
  func `curves, bands and numbers at risk are drawn from curves.csv`(
    curve: String,
    place: Int,
    table: String
  ) throws {
    let drawn = try Self.shared.get()
    let images = drawn.page.components(separatedBy: "<svg class=\"chart curve\"").dropFirst()
    #expect(images.count == 2)
    let whole = Array(images)[place]
    let image = whole[..<(try #require(whole.range(of: "</svg>"))).lowerBound]
    let body = try drawn.between("<table id=\"\(table)\"", "</table>")
    let cells = body.components(separatedBy: "<tr").dropFirst(3)
    for (side, cohort) in [("bot", "bot_first"), ("human", "human_first")] {
      let rows = drawn.curves.rows.filter { $0["curve"] == curve && $0["cohort"] == cohort }
      let known = rows.filter { value($0, "value") != nil }
      #expect(known.count > 15)
      let steps = try corners(String(image), "step \(side)")
      #expect(steps.count == 2 * known.count - 1)
      let points = stride(from: 0, to: steps.count, by: 2).map { steps[$0] }
      let base = try #require(
        try numbers(String(image), #"class="axis" x1="[^"]*" y1="([0-9.]+)""#).first
      )
      let most = try #require(
        known.indices.max { value(known[$0], "value")! < value(known[$1], "value")! }
      )
      let height = Line((0, base), (try #require(value(known[most], "value")), points[most].1))
      let first = try #require(value(known[0], "time_s"))
      let last = try #require(value(known[known.count - 1], "time_s"))
      let time = Line((log(first), points[0].0), (log(last), points[points.count - 1].0))
      let band = try corners(String(image), "band \(side)")
      #expect(band.count == 2 * steps.count)
      for (index, row) in known.enumerated() {
        #expect(abs(height.at(try #require(value(row, "value"))) - points[index].1) < 0.2)
        #expect(abs(time.at(log(try #require(value(row, "time_s")))) - points[index].0) < 0.2)
        let upper = band[2 * index].1
        let lower = band[band.count - 1 - 2 * index].1
        #expect(abs(height.at(try #require(value(row, "upper"))) - upper) < 0.3)
        #expect(abs(height.at(try #require(value(row, "lower"))) - lower) < 0.3)
      }
      // The labels of the grid mean what the drawing makes of them.
      let labels = image.matches(of: /y="([0-9.]+)" text-anchor="end">([0-9.]+)\x{202F}%</)
      #expect(labels.count > 2)
      for label in labels {
        let y = try #require(Double(label.output.1)) - 4
        #expect(abs(height.at((try #require(Double(label.output.2))) / 100) - y) < 0.3)
      }
      // Below the axis: the numbers at risk at the labelled times.
      let counts = try Regex(
        "class=\"t \(side)\" x=\"([0-9.]+)\"[^>]*>([^<]+)<",
        as: (Substring, Substring, Substring).self
      )
      let shown = image.matches(of: counts)
      #expect(shown.count == 7)
      for match in shown {
        let x = try #require(Double(match.output.1))
        let number = match.output.2.filter(\.isNumber)
        let row = try #require(
          rows.min {
            abs(time.at(log(value($0, "time_s")!)) - x)
              < abs(time.at(log(value($1, "time_s")!)) - x)
          }
        )
        #expect(row["at_risk"] == String(number))
      }
      // The table behind the drawing, and the JSON, hold the same.
      #expect(cells.count == rows.count)
      let offset = side == "bot" ? 1 : (curve == "resolution" ? 5 : 4)
      for (row, cell) in zip(rows, cells) {
        let columns = cell.components(separatedBy: "<td").dropFirst()
        let text = Array(columns)[offset - 1]
        guard let share = value(row, "value") else {
          #expect(text.contains("follow-up too short"))
          continue
        }
        let found = try #require(text.firstMatch(of: />([0-9.]+)\x{202F}%</)?.output.1)
        #expect(abs((try #require(Double(found))) - share * 100) < 0.0500001)
      }
      let json = try JSONSerialization.jsonObject(with: Data(drawn.json)) as? [String: Any]
      let all = try #require(json?["curves"] as? [[String: Any]])
      let same = try #require(
        all.first { $0["curve"] as? String == curve && $0["cohort"] as? String == cohort }
      )
      let inJSON = try #require(same["points"] as? [[String: Any]])
      #expect(inJSON.count == rows.count)
      for (row, point) in zip(rows, inJSON) {
        for name in ["time_s", "value", "lower", "upper", "at_risk", "events", "competing"] {
          #expect(value(row, name) == (point[name] as? NSNumber)?.doubleValue, "\(name)")
        }
      }
    }
  }

  /// The corners of a path of straight lines.
  private func corners(_ image: String, _ name: String) throws -> [(Double, Double)] {
    let regex = try Regex("class=\"\(name)\" d=\"([^\"]+)\"", as: (Substring, Substring).self)
    let path = try #require(image.firstMatch(of: regex)?.output.1)
    return path.split { $0 == "M" || $0 == "L" || $0 == "Z" }.compactMap { corner in
      let pair = corner.split(separator: " ").compactMap { Double($0) }
      return pair.count == 2 ? (pair[0], pair[1]) : nil
    }
  }
}
