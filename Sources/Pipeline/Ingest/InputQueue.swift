import ByteStreams
import Synchronization

/// Hands inputs to workers, and open inputs that can be shared to workers that have none of their own.
///
/// A worker first takes an input that nobody has; when none is left it helps where the fewest work.
final class InputQueue: Sendable {
  struct OpenInput: Sendable {
    var rank: Int
    var source: Source
    /// File bytes that the progress display knows of, whichever worker told it.
    let shown = ShownBytes()
    fileprivate(set) var workers = 1

    init(rank: Int, source: Source) {
      self.rank = rank
      self.source = source
    }
  }

  /// From what several workers can pull at the same time.
  enum Source: Sendable {
    case lines(LineBlockSource)
    case xml(XMLSource)
  }

  final class ShownBytes: Sendable {
    private let bytes = Atomic(0)

    /// Notes a new sum and gives by how much it is more; workers may come out of order.
    func raise(to sum: Int) -> Int {
      let (old, new) = bytes.max(sum, ordering: .relaxed)
      return new - old
    }
  }

  private struct State {
    var next = 0
    /// Inputs that are being opened: they may still turn out to be shared.
    var opening = 0
    var open: [OpenInput] = []
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

  /// The claimed input is open: others may help with it, or nil where one worker reads it alone.
  func opened(_ input: OpenInput?) {
    state.withLock { state in
      state.opening -= 1
      if let input { state.open.append(input) }
    }
  }

  /// An open input has come to its end.
  ///
  /// - Returns: Whether the caller is the first of its workers to say so.
  func exhausted(_ rank: Int) -> Bool {
    state.withLock { state in
      guard let place = state.open.firstIndex(where: { $0.rank == rank }) else { return false }
      state.open.remove(at: place)
      return true
    }
  }

  enum Help {
    case with(OpenInput)
    /// An input is just being opened; ask again.
    case later
    case none
  }

  func help() -> Help {
    state.withLock { state in
      if state.isStopped { return .none }
      guard
        let least = state.open.indices.min(by: { state.open[$0].workers < state.open[$1].workers })
      else { return state.opening > 0 ? .later : .none }
      state.open[least].workers += 1
      return .with(state.open[least])
    }
  }

  /// No more work is handed out: strict mode met a problem.
  func stop() {
    state.withLock { $0.isStopped = true }
  }

  var isStopped: Bool { state.withLock { $0.isStopped } }
}
