#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif
import Pipeline
import Synchronization

/// One line on standard error that says how far reading has come: bytes, rate and time left.
///
/// Shown on a terminal only, at most five times a second, and wiped when the work is done.
final class ProgressLine: ProgressObserver {
  private let total: Int?
  private let read = Atomic(0)
  private let lastShown = Atomic<Int64>(0)
  private let started: Int64

  /// - Parameter total: Bytes of all inputs on disk; nil when one is a stream.
  init(total: Int?) {
    self.total = total
    started = Self.now()
  }

  func advanced(byFileBytes bytes: Int) {
    let sum = read.add(bytes, ordering: .relaxed).newValue
    let now = Self.now()
    let last = lastShown.load(ordering: .relaxed)
    guard now - last > 200,
      lastShown.compareExchange(expected: last, desired: now, ordering: .relaxed).exchanged
    else { return }
    let seconds = Double(max(1, now - started)) / 1000
    let rate = Double(sum) / seconds
    var text = "\r" + Self.size(Double(sum))
    if let total, total > 0 {
      text += " of " + Self.size(Double(total)) + " (\(min(100, sum * 100 / total)) %)"
    }
    text += ", " + Self.size(rate) + "/s"
    if let total, rate > 0, total > sum {
      text += ", " + Self.time(Double(total - sum) / rate) + " left"
    }
    _ = Terminal.write(Array((text + "\u{1B}[K").utf8), to: 2)
  }

  func wipe() {
    guard lastShown.load(ordering: .relaxed) > 0 else { return }
    _ = Terminal.write(Array("\r\u{1B}[K".utf8), to: 2)
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  static func size(_ bytes: Double) -> String {
    var value = bytes
    for unit in ["B", "kB", "MB", "GB"] {
      if value < 1000 { return tenth(value) + " " + unit }
      value /= 1000
    }
    return tenth(value) + " TB"
  }

  private static func time(_ seconds: Double) -> String {
    seconds < 90 ? "\(Int(seconds)) s" : "\(Int(seconds / 60)) min"
  }

  private static func tenth(_ value: Double) -> String {
    value < 10 && value != value.rounded()
      ? "\(Int(value)).\(Int(value * 10) % 10)" : "\(Int(value))"
  }
}
