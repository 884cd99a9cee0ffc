import Signals
import Wording

/// What a command will need is made while its arguments are still being read, which keeps one processor busy for as long
/// as making it keeps another.
///
/// Only a guess, so that a small export waits less: whatever is not made by then is made when it is asked for, and what is
/// made in vain costs a few milliseconds of a processor.
enum Preparation {
  /// Commands that read texts, and look for everything in them.
  private static let commands = ["report", "facts", "summarize"]
  /// With these no texts are read, or other lists.
  private static let exceptions = ["--from-", "--metrics", "--lexicon"]

  /// - Parameter arguments: The program's own name, and what follows it.
  static func make(for arguments: [String]) {
    guard arguments.count > 2, commands.contains(arguments[1]),
      !arguments.contains(where: { argument in exceptions.contains { argument.hasPrefix($0) } })
    else { return }
    Lexicon.prepare()
    MessageDetectors.prepare()
  }
}
