/// What a mapping's side file holds, by key: read once, then looked up by every worker.
package final class SideTable: @unchecked Sendable {
  // Unchecked: nobody writes once it is filled.

  /// Keeps the records; filled by who reads the file.
  package let store = TreeStore()
  private var rows: [[UInt8]: TreeNode] = [:]

  package init() {}

  package var count: Int { rows.count }

  /// Adds a record; of several with one key the first counts.
  package func add(_ record: TreeNode, under key: ByteSlice) {
    guard !key.isAbsent else { return }
    let key = Array(key.buffer)
    if rows[key] == nil { rows[key] = record }
  }

  package func row(_ key: ByteSlice) -> TreeNode {
    key.isAbsent ? .absent : rows[Array(key.buffer)] ?? .absent
  }
}
