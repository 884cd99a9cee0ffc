package import ByteStreams
import Conversations
import Diagnostics
import Records

/// One bucket of several files that were dealt one by one: its parts, in the order of these files.
package struct DealtBucket: Sendable {
  /// The parts, by the order of the files from which they come.
  package let inputs: [Input]
  /// In the same order.
  let origins: [BucketOrigin]

  /// - Parameters:
  ///   - parts: Buckets of one number.
  ///   - note: The bytes of the note beside a bucket; nil when there is none.
  /// - Throws: What is no such bucket.
  package init(
    _ parts: [Input],
    note: (_ path: String) -> [UInt8]?
  ) throws(SummaryFault) {
    var found: [BucketOrigin] = []
    for part in parts {
      guard let origin = note(part.path).flatMap({ BucketOrigin($0) }) else {
        throw SummaryFault(
          "nothing beside \(part.path) says whence its lines come; "
            + "expected a bucket of `onpar shard --by conversation` over one file"
        )
      }
      found.append(origin)
    }
    var inputs: [Input] = []
    var origins: [BucketOrigin] = []
    for (place, name) in orderedInputs(found.map(\.path)) {
      if let last = origins.last, Array(last.path.utf8) == Array(found[place].path.utf8) {
        throw SummaryFault(
          "\(parts[place].path) and \(inputs[inputs.count - 1].path) both come from \(last.path)"
        )
      }
      inputs.append(Input(path: parts[place].path, name: name, bytes: parts[place].bytes))
      origins.append(found[place])
    }
    self.inputs = inputs
    self.origins = origins
  }

  /// How buckets are read: what they are was seen before they were dealt, and a part of broken lines does not show it.
  package func options(_ options: IngestOptions) -> IngestOptions {
    var options = options
    options.format = nil
    options.areOwnLines = true
    return options
  }

  /// What was read of the parts, told of the files.
  package func told(_ transcripts: Transcripts) -> Transcripts {
    var result = transcripts
    for (rank, origin) in origins.enumerated() {
      result.inputs[rank].path = origin.path
      result.inputs[rank].bytes = origin.bytes
      result.inputs[rank].format = origin.format
      result.inputs[rank].why = origin.why
    }
    for index in result.conversations.indices {
      let source = result.conversations[index].source
      result.conversations[index].source.line = origins[source.input].fileLine(source.line)
    }
    result.ledger = result.ledger.mapped { problem in
      var problem = problem
      problem.position.line = problem.position.line.map {
        origins[problem.position.input].fileLine($0)
      }
      return problem
    }
    return result
  }
}
