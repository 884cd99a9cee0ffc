import ArgumentParser
import Facts

/// How customers are named in what is written row by row.
struct CustomerNames: ParsableArguments {
  @Option(
    name: .customLong("pseudonym-key-file"),
    help: ArgumentHelp(
      "Key for the pseudonyms of customers, at least 16 bytes.",
      valueName: "file"
    ),
    completion: .file()
  )
  var keyFile: String?

  @Flag(name: .customLong("raw-ids"), help: "Write customer ids as the export has them.")
  var rawIDs = false

  func validate() throws {
    guard rawIDs != (keyFile != nil) else {
      throw ValidationError(
        rawIDs
          ? "--raw-ids and --pseudonym-key-file exclude each other."
          : "Customer ids need --pseudonym-key-file FILE, or --raw-ids to write them as they are."
      )
    }
  }

  func keys() throws -> FactRowKeys {
    try keyFile.map { FactRowKeys(try KeyFile.read($0)) } ?? .plain
  }
}
