/// Stands in until the scanner arrives; the option names are the real ones.
package struct Marks: OptionSet, Sendable, Hashable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }
  package static let humanRequest = Marks(rawValue: 1 << 0)
  package static let resolution = Marks(rawValue: 1 << 1)
  package static let failure = Marks(rawValue: 1 << 2)
  package static let noMatch = Marks(rawValue: 1 << 3)
  package static let handoffNotice = Marks(rawValue: 1 << 4)
  package static let autoAck = Marks(rawValue: 1 << 5)
  package static let menu = Marks(rawValue: 1 << 6)
  package static let survey = Marks(rawValue: 1 << 7)
  package static let closing = Marks(rawValue: 1 << 8)
  package static let farewell = Marks(rawValue: 1 << 9)
  package static let askRepeat = Marks(rawValue: 1 << 10)
  package static let courtesyOnly = Marks(rawValue: 1 << 16)
  package static let greetingOnly = Marks(rawValue: 1 << 17)
  package static let endsWithQuestion = Marks(rawValue: 1 << 18)
  package static let capitals = Marks(rawValue: 1 << 19)
  package static let punctuationRun = Marks(rawValue: 1 << 20)
  package static let allCapitals = Marks(rawValue: 1 << 21)
  package static let hasURL = Marks(rawValue: 1 << 22)
  package static let onlyNumbers = Marks(rawValue: 1 << 23)
  package static let languageSupported = Marks(rawValue: 1 << 24)
}
