/// What data loaders wrap around other systems' records.
///
/// FORMATS 6.1: Airbyte's protocol and file destinations, Singer's messages; and what APIs put around one object
/// (FORMATS 4.1, layer 4).
package struct Envelope {
  /// The record inside; absent for lines that carry none, such as Singer's `SCHEMA` and `STATE`.
  package let record: TreeNode
  /// The stream's name; absent where the envelope does not say.
  package let stream: ByteSlice
  /// When the loader saw the record: it decides between copies that are equally old.
  package var emitted: TreeNode {
    node.first("emitted_at", "time_extracted", "_airbyte_extracted_at", "_airbyte_emitted_at")
  }
  private let node: TreeNode

  /// Nil for a record that stands in no envelope.
  package init?(_ node: TreeNode) {
    self.node = node
    let inner = node["_airbyte_data"]
    if inner.isObject {
      record = inner
      stream = .absent
      return
    }
    // With anything beside it, it may be a record's own field of that name.
    let only = node.count == 1 ? node.first("data", "value", "records", "payload") : .absent
    if only.isObject {
      record = only
      stream = .absent
      return
    }
    let type = node["type"].text
    if node["data"].isObject, !node["stream"].isAbsent, !node["emitted_at"].isAbsent {
      record = node["data"]
      stream = node["stream"].text
      return
    }
    guard type.equals("RECORD") || type.equals("SCHEMA") || type.equals("STATE") else { return nil }
    let wrapped = node["record"]
    if wrapped.isObject, wrapped["data"].isObject, !wrapped["stream"].isAbsent {
      record = wrapped["data"]
      stream = wrapped["stream"].text
    } else if !node["stream"].isAbsent {
      record = type.equals("RECORD") ? wrapped : .absent
      stream = node["stream"].text
    } else if type.equals("STATE") {
      record = .absent
      stream = .absent
    } else {
      return nil
    }
  }
}

extension RecordReader {
  /// Reads one record of a JSON file as it stands there, with what a loader may have wrapped around it.
  ///
  /// A mapping describes the record as it stands, so it is given the envelope too.
  package func readWhole(_ node: TreeNode, _ out: Emitter) {
    if let mapped = self as? MappedReader {
      mapped.read(line: node, out)
    } else if let envelope = Envelope(node) {
      out.arrayName = envelope.stream
      out.emitted = out.time(envelope.emitted)
      if !envelope.record.isAbsent { read(envelope.record, out) }
    } else {
      read(node, out)
    }
  }
}
