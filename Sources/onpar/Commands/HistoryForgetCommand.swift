import ArgumentParser
import History
import Pipeline
import Pseudonyms

/// Erases a person.
struct HistoryForgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Erase a customer from the history; the bytes are gone from the file.",
    discussion: """
      Give the id as exports have it, or - to read it, one line, from standard input, which keeps it out of the shell's history. \
      Exports that still hold the customer bring the conversations back when they are added again: erase there first. \
      When nothing of the customer is found, nothing is changed, and the exit status is 66.

      EXAMPLES:
        onpar history forget customer-17 --pseudonym-key-file key
        echo customer-18 | onpar history forget - --pseudonym-key-file key
      """
  )

  @Argument(help: "The customer's id as exports have it, or - for standard input.")
  var customer: String

  @OptionGroup var store: StoreOptions

  @Option(
    name: .customLong("pseudonym-key-file"),
    help: ArgumentHelp("The key with which the history was made.", valueName: "file"),
    completion: .file()
  )
  var keyFile: String

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  /// The one line of standard input.
  ///
  /// More would pass for erased: each id has a result, and an exit status, of its own.
  private static func idFromInput() throws -> String {
    let id = readLine(strippingNewline: true) ?? ""
    while let line = readLine(strippingNewline: true) {
      guard line.isEmpty else {
        throw ValidationError(
          "Standard input holds more than one line; expected one id. Call the command for each of them."
        )
      }
    }
    return id
  }

  func run() throws {
    let key = try KeyFile.read(keyFile)
    let id = try customer == "-" ? Self.idFromInput() : customer
    guard !id.isEmpty else { throw ValidationError("The customer's id is empty.") }
    let history = try store.open()
    let forgotten = try store.orSay { () throws(HistoryError) in
      try history.expectKey(key.fingerprint)
      return try HistoryErasing.forget(id: id, pseudonym: key.pseudonym(of: id), in: history)
    }
    guard !forgotten.isNothing else {
      // A wrong id must not pass for an erased person.
      Terminal.say(
        "onpar: error: \(store.path) holds nothing of this customer; expected the id as exports have it, letter by "
          + "letter; nothing was erased"
      )
      throw ExitStatus.noInput.error
    }
    guard !quiet else { return }
    Terminal.say(
      "onpar: erased from \(store.path): \(forgotten.conversations) conversations of this customer, "
        + "\(forgotten.references) references to them, \(forgotten.names) names with the id"
    )
  }
}
