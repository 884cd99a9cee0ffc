import ArgumentParser

/// What the program's exit status says.
///
/// A number never changes its meaning. After sysexits.h.
enum ExitStatus: Int32 {
  /// Everything was done.
  case done = 0
  /// A gate of the configuration failed.
  case gateFailed = 1
  /// The command line makes no sense.
  case usage = 64
  /// More input was set aside than `--max-loss` allows, or an input ends too early. The report is written, and marked.
  case dataError = 65
  /// An input does not exist or cannot be opened.
  case noInput = 66
  /// A fault in Onpar itself.
  case software = 70
  /// The output cannot be created.
  case cannotCreate = 73
  /// Writing the output, or reading an input, failed on the way.
  case ioError = 74

  var error: ExitCode { ExitCode(rawValue) }
}
