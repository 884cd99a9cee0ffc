/// Why the history store could not do what was asked.
package struct HistoryError: Error, Equatable {
  package enum Kind: Sendable, Equatable {
    /// There is no store, or an empty file.
    case missing
    /// The file is something else.
    case notAStore
    /// A newer version of the program wrote the store or rows of it.
    case newer
    /// Rows are of an older description of facts.
    case oldFacts
    /// The customers in it have pseudonyms of another key.
    case wrongKey
    /// What was asked for would not do what was meant.
    case refused
    /// What is in the file contradicts itself.
    case damaged
    /// Another process writes to it.
    case busy
    /// The file cannot be made.
    case cannotCreate
    /// Reading or writing failed, as when the disk is full.
    case failed
  }

  package var kind: Kind
  /// In words for a person, without the name of the store.
  package var message: String

  static let notAStoreWords =
    "is no history store; expected a file that `onpar history add` wrote, and nothing was changed"

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}
