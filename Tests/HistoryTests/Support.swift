import Foundation
import History
import TestSupport

/// A folder of a test's own that goes when the test ends.
final class StoreFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/onpar-history-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  var store: String { path + "/store.sqlite" }

  /// Everything on disk that belongs to the store, its log too.
  func bytes() throws -> Data {
    var all = Data()
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      all += try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))
    }
    return all
  }

  func holds(_ text: String) throws -> Bool {
    try bytes().range(of: Data(text.utf8)) != nil
  }
}

/// A copy of a conversation whose content says which it is.
func copy(
  _ id: String,
  customer: String? = nil,
  parent: String? = nil,
  updated: Int? = nil,
  last: Int? = 1_000,
  entries: Int = 1,
  file: String = "a.jsonl",
  line: Int = 1,
  facts: Int = 2,
  content: String? = nil
) -> HistoryRow {
  HistoryRow(
    format: "onpar-messages",
    id: id,
    customer: customer,
    parent: parent,
    updated: updated,
    first: last,
    last: last,
    entries: entries,
    file: file,
    line: line,
    facts: facts,
    content: Array((content ?? "\(id) \(last ?? 0) \(entries)").utf8)
  )
}

func load(_ inputs: [String], conversations: Int, latest: Int? = nil) -> HistoryLoad {
  HistoryLoad(
    inputs: inputs.map { .init(name: $0 + ".jsonl", digest: $0) },
    conversations: conversations,
    latest: latest,
    manner: "",
    counts: Array("{}".utf8)
  )
}

extension HistoryStore {
  @discardableResult
  func add(_ rows: [HistoryRow], _ load: HistoryLoad? = nil) throws(HistoryError) -> Tally {
    let adding = try beginAdding()
    for row in rows { try adding.put(row) }
    if let load { try adding.note(load) }
    return try adding.finish()
  }

  /// All rows, by id.
  func all() throws(HistoryError) -> [HistoryRow] {
    try rows(behind: 0, most: 1_000_000).rows.map(\.row).sorted { $0.id < $1.id }
  }
}
