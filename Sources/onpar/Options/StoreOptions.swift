import ArgumentParser
import ByteStreams
import History
import Pipeline

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Which history store, for every command that uses one.
struct StoreOptions: ParsableArguments {
  @Option(
    name: .customLong("store"),
    help: ArgumentHelp("The file in which the history is kept.", valueName: "file"),
    completion: .file()
  )
  var path = "onpar-history.sqlite"

  func validate() throws {
    // SQLite would take "" and ":memory:" for a store that is gone with the process.
    guard !path.isEmpty, path != "-", !path.hasPrefix(":") else {
      throw ValidationError("--store is \"\(path)\"; expected the name of a file.")
    }
    var info = stat()
    guard stat(path, &info) != 0 || info.st_mode & S_IFMT != S_IFDIR else {
      throw ValidationError("--store \(path) is a folder; expected the name of a file.")
    }
  }

  /// Does something with the store; says what is wrong with it and ends with the status that fits.
  func orSay<Result>(_ act: () throws(HistoryError) -> Result) throws -> Result {
    do throws(HistoryError) {
      return try act()
    } catch {
      throw said(error)
    }
  }

  /// Says what is wrong with the store.
  ///
  /// - Returns: The exit status, to be thrown.
  func said(_ error: HistoryError) -> ExitCode {
    Terminal.say("onpar: error: \(path) \(error.message)")
    let status: ExitStatus =
      switch error.kind {
      case .missing: .noInput
      case .wrongKey, .refused: .usage
      case .notAStore, .newer, .oldFacts, .damaged: .dataError
      case .cannotCreate: .cannotCreate
      case .busy, .failed: .ioError
      }
    return status.error
  }

  /// For commands that change nothing.
  func openToRead() throws -> HistoryStore {
    try orSay { () throws(HistoryError) in try HistoryStore.openToRead(path) }
  }

  func open() throws -> HistoryStore {
    try orSay { () throws(HistoryError) in try HistoryStore.open(path) }
  }

  /// The store as an input of a report.
  var asInput: Input {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return Input(path: path, name: name, bytes: nil)
  }

  /// Inputs without the store itself, which may lie in the folder that is read.
  func leavingOut(_ inputs: [Input]) -> [Input] {
    let own = Set([path, path + "-wal", path + "-shm"].map { FileIdentity.path($0) })
    return inputs.filter { !own.contains(FileIdentity.path($0.path)) }
  }
}
