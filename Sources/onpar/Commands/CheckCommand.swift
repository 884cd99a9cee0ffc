import ArgumentParser
import ByteStreams
import Pipeline

/// What another process left, against what it said of it.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Hold what was made against its receipt.",
    discussion: """
      For whoever started `onpar facts`, `summarize` or `shard` elsewhere and has only what they left: a missing receipt, \
      a file that is missing, cut or changed, or one too many in a folder of shards ends with 65 or 66. With --plan the \
      units of the receipt must be in the plan, with the same sizes.

      EXAMPLES:
        onpar plan export.jsonl --json > plan.json
        onpar summarize export.jsonl --raw-ids -o one.summary --receipt one.json
        onpar check one.json one.summary --plan plan.json
        onpar shard exports/ --by conversation --buckets 2 --out b --receipt b.json
        onpar check b.json b
      """
  )

  @Argument(
    help: ArgumentHelp("What --receipt wrote.", valueName: "receipt"),
    completion: .file()
  )
  var receipt: String

  @Argument(
    help: ArgumentHelp("The file, or the folder of shards, that it tells of.", valueName: "made"),
    completion: .file()
  )
  var made: String

  @Option(
    help: ArgumentHelp(
      "The units that there are: what `onpar plan --json` prints.",
      valueName: "file"
    ),
    completion: .file(extensions: ["json"])
  )
  var plan: String?

  func run() throws {
    guard let bytes = SmallFile.read(receipt, limit: 1 << 30) else {
      Terminal.say("onpar: error: there is no receipt \(receipt)")
      throw ExitStatus.noInput.error
    }
    let claims = try SummaryFault.orSay { () throws(SummaryFault) in
      try ReceiptClaims(bytes, name: receipt)
    }
    if let plan, let fault = claims.fault(against: try PlannedUnits(file: plan)) {
      Terminal.say("onpar: error: \(fault.reason)")
      throw ExitStatus.dataError.error
    }
    let paths = claims.files.map { file in file.name.map { made + "/" + $0 } ?? made }
    let hashes = InputHashes.sha256(of: paths.map { Input(path: $0, name: $0, bytes: nil) })
    for (path, file) in zip(paths, claims.files) where hashes[path] != file.sha256 {
      let what = SmallFile.exists(path) ? "is not what its receipt says" : "is missing"
      Terminal.say("onpar: error: \(path) \(what)")
      throw ExitStatus.dataError.error
    }
    let strange = Set(FolderExchange.names(in: made) ?? []).filter { !$0.hasPrefix(".") }
      .subtracting(claims.files.compactMap(\.name)).sorted()
    if let first = strange.first {
      Terminal.say("onpar: error: \(made)/\(first) is not in its receipt")
      throw ExitStatus.dataError.error
    }
  }
}
