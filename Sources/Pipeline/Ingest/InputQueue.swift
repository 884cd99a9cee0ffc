import ByteStreams
import Synchronization

/// Hands inputs to workers, and open line inputs to workers that have none of their own.
///
/// A worker first takes an input that nobody has; when none is left it helps with one that comes in blocks of lines.
final class InputQueue: Sendable {
  struct OpenLines: Sendable {
    var rank: Int
    var source: LineBlockSource
    /// File bytes that the progress display knows of, whichever worker told it.
    let shown = ShownBytes()
  }

  final class ShownBytes: Sendable {
    private let bytes = Atomic(0)

    /// Notes a new sum and gives the one before it.
    func exchange(_ sum: Int) -> Int { bytes.exchange(sum, ordering: .relaxed) }
  }

  private struct State {
    var next = 0
    /// Inputs that are being opened: they may still turn out to be lines.
    var opening = 0
    var lines: [OpenLines] = []
    var sources: [LineBlockSource] = []
    var isStopped = false
  }

  private let count: Int
  private let state = Mutex(State())

  init(count: Int) {
    self.count = count
  }

  /// The rank of an input that nobody has taken; nil when none is left.
  func claim() -> Int? {
    state.withLock { state in
      guard !state.isStopped, state.next < count else { return nil }
      defer { state.next += 1 }
      state.opening += 1
      return state.next
    }
  }

  /// The claimed input is open: lines that others may help with, or something that one worker reads alone.
  func opened(_ lines: OpenLines?) {
    state.withLock { state in
      state.opening -= 1
      if let lines {
        state.lines.append(lines)
        state.sources.append(lines.source)
      }
    }
  }

  func exhausted(_ rank: Int) {
    state.withLock { $0.lines.removeAll { $0.rank == rank } }
  }

  enum Help {
    case with(OpenLines)
    /// An input is just being opened; ask again.
    case later
    case none
  }

  func help() -> Help {
    state.withLock { state in
      if state.isStopped { return .none }
      if let first = state.lines.first { return .with(first) }
      return state.opening > 0 ? .later : .none
    }
  }

  /// No more work is handed out: strict mode met a problem.
  func stop() {
    state.withLock { $0.isStopped = true }
  }

  /// Every input that came in lines, exhausted ones too.
  var sources: [LineBlockSource] { state.withLock { $0.sources } }

  var isStopped: Bool { state.withLock { $0.isStopped } }
}
