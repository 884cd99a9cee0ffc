#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What is said when Ctrl-C ends the program, which it does at once.
///
/// Results wait in nameless files or staging folders until they are whole, so there is nothing to clean up but words.
enum Interruption {
  enum Stage: String, CaseIterable {
    case working = "stopped by Ctrl-C before it was done"
    case reporting =
      "stopped by Ctrl-C; nothing was written, the report that was there is untouched"
  }

  /// Begins to listen; a program that was started to ignore Ctrl-C goes on ignoring it.
  static func listen() {
    // A handler may allocate nothing and start nothing: its words lie ready.
    let lead = Terminal.errorIsTerminal ? "\r\u{1B}[K" : ""
    for (place, stage) in Stage.allCases.enumerated() {
      lines[place] = copy(lead + "onpar: " + stage.rawValue + "\n")
    }
    enter(.working)
    let before = signal(SIGINT, stop)
    if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
      signal(SIGINT, SIG_IGN)
    }
  }

  /// From now on this is what an interruption leaves behind.
  static func enter(_ stage: Stage) {
    let place = Stage.allCases.firstIndex(of: stage) ?? 0
    line = lines[place]
  }

  private static func copy(_ text: String) -> UnsafeMutableBufferPointer<UInt8> {
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
    _ = room.initialize(from: text.utf8)
    return room
  }
}

// Written before the handler is set or by one thread, and only read by the handler.
nonisolated(unsafe) private var lines = [UnsafeMutableBufferPointer<UInt8>](
  repeating: UnsafeMutableBufferPointer(start: nil, count: 0),
  count: Interruption.Stage.allCases.count
)
nonisolated(unsafe) private var line = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)

/// Says the line and ends as if nobody had listened, so that a shell sees what happened.
private func stop(_ number: Int32) {
  _ = write(2, line.baseAddress, line.count)
  signal(number, SIG_DFL)
  raise(number)
}
