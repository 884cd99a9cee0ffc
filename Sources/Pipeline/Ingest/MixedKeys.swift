import ByteStreams
import Diagnostics

/// Facts files that were not all written under one key.
package struct MixedKeys: Error, Sendable, CustomStringConvertible {
  package let description: String

  /// Nil when all rows were written under one key, or all with ids as they are.
  ///
  /// - Parameters:
  ///   - keys: Where each key was met first; the empty one stands for ids as they are.
  ///   - inputs: The facts files.
  init?(_ keys: [String: SourcePosition], of inputs: [Input]) {
    let met = keys.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
    guard met.count > 1 else { return nil }
    let names = met.prefix(2).map { inputs[$0.value.input].name }
    let kinds = met.prefix(2).map { $0.key.isEmpty ? "with --raw-ids" : "under a key" }
    let found =
      if names[0] == names[1] {
        "\(names[0]) holds rows written \(kinds[0]) and others written "
          + (kinds[0] == kinds[1] ? "under another" : kinds[1])
      } else {
        "\(names[0]) was written \(kinds[0]), \(names[1]) "
          + (kinds[0] == kinds[1] ? "under another" : kinds[1])
      }
    description =
      found + ", and a customer would count once for each; write all facts files again with `onpar "
      + "facts` and the same key"
  }
}
