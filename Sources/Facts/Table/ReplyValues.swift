import Conversations

/// The values of a list of replies: amounts in 8 bytes each, or answers in one.
package struct ReplyValues: Sendable, RandomAccessCollection, Equatable, ExpressibleByArrayLiteral {
  // One of the two is empty
  private var amounts: [Double] = []
  /// 1 for yes and 0 for no.
  private var answers: [UInt8] = []

  package init() {}

  package init(_ amounts: [Double]) { self.amounts = amounts }

  package init(arrayLiteral amounts: Double...) { self.amounts = amounts }

  /// - Parameter answers: Each 1 for yes or 0 for no.
  package init(answers: [UInt8]) { self.answers = answers }

  package var startIndex: Int { 0 }
  package var endIndex: Int { amounts.count + answers.count }

  package subscript(reply: Int) -> Double {
    answers.isEmpty ? amounts[reply] : Double(answers[reply])
  }

  /// All of them in a list, for who reads many.
  package var doubles: [Double] { answers.isEmpty ? amounts : answers.map { Double($0) } }

  package static func == (left: Self, right: Self) -> Bool { left.elementsEqual(right) }

  mutating func reserve(amounts count: Int) { amounts.reserveDense(count) }

  mutating func reserve(answers count: Int) { answers.reserveDense(count) }

  @inline(__always)
  package mutating func append(answer: Bool) { answers.append(answer ? 1 : 0) }

  /// Calls with the two columns, one of which is empty.
  func forEachColumn(_ body: (any ColumnMemory) -> Void) {
    body(amounts)
    body(answers)
  }

  /// Adds values of the same kind.
  package mutating func append(_ other: Self) {
    amounts += other.amounts
    answers += other.answers
  }
}
