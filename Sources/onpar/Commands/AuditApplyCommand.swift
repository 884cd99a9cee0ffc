import ArgumentParser
import Comparisons
import Pipeline

/// Counts labels, and says how the rule did.
struct AuditApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Count the labels of a sheet, and say how often the rule was right.",
    discussion: """
      Prints for each side the sensitivity and specificity of the rule and the rate by the labels, with intervals. \
      With -o the counts are kept for `onpar report --audit`.

      EXAMPLES:
        onpar audit apply sheet.csv --key sheet.key.csv
        onpar audit apply sheet.csv --key sheet.key.csv -o audit.csv
      """
  )

  @Argument(help: "The sheet with its labels.", completion: .file(extensions: ["csv"]))
  var sheet: String

  @Option(
    help: ArgumentHelp("The key that was written with it.", valueName: "file"),
    completion: .file(extensions: ["csv"])
  )
  var key: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("File for the counts.", valueName: "file"),
    completion: .file()
  )
  var output: String?

  func run() throws {
    let sheetBytes = try AuditFiles.bytes(sheet)
    let keyBytes = try AuditFiles.bytes(key)
    let audit = try AuditFiles.orSay { () throws(AuditFault) in
      try AuditSheet.read(sheet: sheetBytes, key: keyBytes)
    }
    if let output {
      let file = try OutputFile(output, from: [sheet, key])
      file.write(AuditFile.bytes([audit]))
      try file.finish()
    }
    if output != "-" {
      let lines = AuditWords.lines(audit, level: 0.95)
      try Terminal.put(lines.joined(separator: "\n") + "\n")
    }
  }
}
