import Records
import Wording

/// Finds customers' requests for a human that are words of a menu which the bot showed: a button was pressed.
///
/// METRICS M30. Capitals, punctuation and what numbers there are do not matter, as exports write buttons in their own
/// way.
enum MenuChoices {
  /// No button says more words than this.
  private static let longest = 12

  /// Marks such messages of a timeline that was made of the items as pressed buttons.
  static func mark(
    _ timeline: UnsafeMutablePointer<TimelineEntry>,
    _ items: UnsafePointer<LogEntry>,
    _ count: Int
  ) {
    var menu = UnsafeBufferPointer<UInt32>(start: nil, count: 0)
    for index in 0..<count where timeline[index].isPublicMessage {
      let tokens = UnsafeBufferPointer(
        start: items[index].tokens,
        count: Int(items[index].tokenCount)
      )
      switch timeline[index].role {
      case .bot:
        if timeline[index].kind == .menu { menu = tokens }
      case .customer:
        if timeline[index].marks.contains(.humanRequest), holds(menu, tokens) {
          timeline[index].flags.insert(.humanButton)
        }
      case .human, .system, .unknown: break
      }
    }
  }

  /// Whether some words stand in a menu, side by side.
  private static func holds(
    _ menu: UnsafeBufferPointer<UInt32>,
    _ words: UnsafeBufferPointer<UInt32>
  ) -> Bool {
    guard (1...longest).contains(words.count), words.count <= menu.count else { return false }
    for start in 0...menu.count - words.count {
      var same = 0
      while same < words.count, menu[start + same] == words[same] { same += 1 }
      if same == words.count { return true }
    }
    return false
  }
}
