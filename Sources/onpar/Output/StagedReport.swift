import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The files of a report while not all of them are there.
///
/// They are written into a folder of their own and moved only when every byte is on disk: in one step, the new folder
/// for the old one, where the system can exchange folders and the old one holds nothing but files; else file by file. An
/// interrupted run, or a full disk, leaves the old report as it was.
///
/// Several threads may add files at the same time, so that some are on their way to the disk while others are still
/// being made. From the beginning to the end signals wait, so that neither half a report nor this folder is left behind.
final class StagedReport: Sendable {
  /// How the files come to their place.
  enum Way {
    /// There is no old report: this folder becomes the report.
    case new
    /// This folder and the old one change places.
    case exchanged
    case fileByFile
  }

  typealias Failure = ReportFolder.Failure

  private struct State {
    var names: [String] = []
    var failure: Failure?
  }

  private let target: String
  private let folder: String
  private let way: Way
  private let signals: WaitingSignals
  private let state = Mutex(State())

  /// - Parameters:
  ///   - target: The folder of the report.
  ///   - parent: Where this folder is made, on the same disk.
  ///   - way: How the files will come to their place.
  /// - Throws: When it cannot be made.
  init(for target: String, in parent: String, _ way: Way) throws(Failure) {
    self.target = target
    self.way = way
    folder = parent + "/.onpar-\(getpid())"
    guard mkdir(folder, 0o700) == 0 else {
      throw Failure(
        status: .cannotCreate,
        message: "\(folder) cannot be created: \(ReportFolder.reason())"
      )
    }
    signals = WaitingSignals()
  }

  /// Writes a file.
  ///
  /// Safe on any thread. What fails is told by `commit`.
  func add(_ name: String, _ bytes: [UInt8]) {
    let goesOn = state.withLock { state in
      state.names.append(name)
      return state.failure == nil
    }
    guard goesOn else { return }
    do throws(Failure) {
      try ReportFolder.writeFile(folder + "/" + name, bytes)
    } catch {
      state.withLock { $0.failure = $0.failure ?? error }
    }
  }

  /// Puts the files where they belong, when all were added.
  ///
  /// - Parameter removing: Names that an older report may have left and that this one does not bring.
  /// - Throws: `Failure` with what could not be done; nothing is left of this folder then, and what could not be moved is
  ///   as it was.
  func commit(removing: [String]) throws(Failure) {
    let (names, failure) = state.withLock { ($0.names, $0.failure) }
    let old = removing.filter { !names.contains($0) }
    defer { signals.end() }
    do throws(Failure) {
      if let failure { throw failure }
      switch way {
      case .new:
        guard rename(folder, target) == 0 else {
          throw Failure(
            status: .cannotCreate,
            message: "\(target) cannot be created: \(ReportFolder.reason())"
          )
        }
      case .exchanged:
        let exchange = FolderExchange(old: target, new: folder)
        if !exchange.run(replacing: Set(names + old)) { try move(names, removing: old) }
      case .fileByFile: try move(names, removing: old)
      }
    } catch {
      clear()
      throw error
    }
  }

  private func move(_ names: [String], removing old: [String]) throws(Failure) {
    for name in names {
      guard rename(folder + "/" + name, target + "/" + name) == 0 else {
        throw Failure(
          status: .ioError,
          message: "\(target)/\(name) cannot be replaced: \(ReportFolder.reason())"
        )
      }
    }
    clear()
    for name in old { unlink(target + "/" + name) }
  }

  private func clear() {
    for name in FolderExchange.names(in: folder) ?? [] { unlink(folder + "/" + name) }
    rmdir(folder)
  }
}

/// Lets the signals that end the program wait.
struct WaitingSignals: @unchecked Sendable {
  // Unchecked: handlers are addresses of functions.

  private static let numbers = [SIGINT, SIGTERM, SIGHUP]
  private let handlers = numbers.map { signal($0, SIG_IGN) }

  /// Restores what was done at a signal before.
  func end() {
    for (number, handler) in zip(Self.numbers, handlers) { signal(number, handler) }
  }
}
