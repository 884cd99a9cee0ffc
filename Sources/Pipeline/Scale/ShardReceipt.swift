package import ByteStreams
import Diagnostics
import Serialization

/// What was dealt into which bucket.
package struct ShardReceipt: Sendable {
  /// A bucket that holds something.
  package struct File: Sendable {
    package var bucket: Int
    package var name: String
    package var lines: Int
    package var bytes: Int
    package var sha256: String

    package init(bucket: Int, name: String, lines: Int, bytes: Int, sha256: String) {
      self.bucket = bucket
      self.name = name
      self.lines = lines
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  package static let schema = "onpar-shards/1"

  private let inputs: [Input]
  private let key: Sharding.Key
  private let buckets: Int
  private let tally: Sharding.Tally
  private let files: [File]
  private let hash: ContentHash

  package init(
    _ inputs: [Input],
    by key: Sharding.Key,
    buckets: Int,
    _ tally: Sharding.Tally,
    files: [File],
    hash: ContentHash
  ) {
    self.inputs = inputs
    self.key = key
    self.buckets = buckets
    self.tally = tally
    self.files = files
    self.hash = hash
  }

  package func json() -> [UInt8] {
    var json = JSONWriter(indented: true)
    json.object { json in
      json.member("schema", Self.schema)
      json.member("by", key.rawValue)
      json.member("hash", "fnv1a-64")
      json.member("buckets", buckets)
      json.member(
        "units",
        array: { json in
          for (unit, lines) in zip(inputs.map { WorkUnit($0, hash) }, tally.lines).sorted(by: {
            $0.0.id < $1.0.id
          }) {
            json.object { json in
              json.member("id", unit.id)
              json.member("path", unit.path)
              json.member("bytes", unit.bytes)
              json.member("lines", lines)
            }
          }
        }
      )
      json.member("lines", tally.lines.reduce(0, +))
      json.member(
        "rejected",
        object: { json in
          for (kind, count) in tally.rejected.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            json.member(kind.rawValue, count)
          }
        }
      )
      json.member(
        "files",
        array: { json in
          for file in files {
            json.object { json in
              json.member("bucket", file.bucket)
              json.member("name", file.name)
              json.member("lines", file.lines)
              json.member("bytes", file.bytes)
              json.member("sha256", file.sha256)
            }
          }
        }
      )
    }
    json.newline()
    return json.bytes
  }
}
