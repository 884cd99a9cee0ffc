import Records

/// What a receipt says of files, to be held against them by whoever did not write it.
package struct ReceiptClaims: Sendable {
  /// A file that was written.
  package struct File: Sendable {
    /// Below the folder; nil where the output is one file.
    package var name: String?
    package var sha256: String
  }

  package private(set) var files: [File] = []
  /// Size on disk by unit; nil of pipes.
  private var units: [String: Int?] = [:]
  private let name: String

  /// - Throws: What is no receipt.
  package init(_ bytes: [UInt8], name: String) throws(SummaryFault) {
    self.name = name
    let store = TreeStore()
    let receipt = store.parseJSON(copying: bytes)
    let isOfShards = receipt["schema"].text.string == ShardReceipt.schema
    guard isOfShards || receipt["schema"].text.string == Receipt.schema else {
      throw SummaryFault(
        "\(name) is no receipt; expected what --receipt of `onpar facts`, `summarize` or `shard` writes"
      )
    }
    for unit in receipt["units"].children {
      guard let id = unit["id"].text.string else { throw Self.cut(name) }
      units[id] = .some(unit["bytes"].integer.map { Int($0) })
    }
    for file in isOfShards ? Array(receipt["files"].children) : [receipt["output"]] {
      let found = file["name"].text.string
      guard let sha256 = file["sha256"].text.string, (found != nil) == isOfShards else {
        throw Self.cut(name)
      }
      files.append(File(name: found, sha256: sha256))
    }
  }

  private static func cut(_ name: String) -> SummaryFault {
    SummaryFault("\(name) is damaged: it does not say what was read and written")
  }

  /// Whether it names units that the plan does not know, or with other sizes; nil when all is well.
  package func fault(against plan: PlannedUnits) -> SummaryFault? {
    for (id, bytes) in units.sorted(by: { $0.key < $1.key }) {
      guard let planned = plan.sizes[id] else {
        return SummaryFault("\(name) names unit \(id), which is not in the plan")
      }
      if planned != bytes {
        return SummaryFault(
          "\(name) says that unit \(id) has \(said(bytes)); in the plan it has \(said(planned))"
        )
      }
    }
    return nil
  }

  private func said(_ bytes: Int?) -> String { bytes.map { "\($0) bytes" } ?? "no size" }
}
