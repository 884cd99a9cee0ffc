import Comparisons
import Conversations
import Facts
import Records

/// One parameter: its name, what it means, and how it is read and written.
package struct Parameter: Sendable {
  /// How a value is written in a file.
  package enum Shape: Sendable { case single, list, table }

  package let name: String
  /// One line for the file that `onpar config` prints.
  package let meaning: String
  /// What a value looks like, after "expected".
  package let expected: String
  /// What the machine lacks to read a value; nil when it lacks nothing.
  let advice: @Sendable () -> String?
  package let shape: Shape
  /// What stands for no value at all in reports.
  let none: String
  let read: @Sendable (_ text: String, _ settings: inout Settings) -> Bool
  /// The value in parts: one, the elements of a list, or `key=value`; empty when there is none.
  package let parts: @Sendable (_ settings: Settings) -> [String]

  init(
    _ name: String,
    _ meaning: String,
    expected: String,
    advice: @escaping @Sendable () -> String? = { nil },
    shape: Shape = .single,
    none: String = "none",
    read: @escaping @Sendable (String, inout Settings) -> Bool,
    parts: @escaping @Sendable (Settings) -> [String]
  ) {
    self.name = name
    self.meaning = meaning
    self.expected = expected
    self.advice = advice
    self.shape = shape
    self.none = none
    self.read = read
    self.parts = parts
  }

  /// The value as reports print it.
  func words(_ settings: Settings) -> String {
    let parts = parts(settings)
    return parts.isEmpty ? none : parts.joined(separator: ", ")
  }

  package static func named(_ name: String) -> Parameter? { all.first { $0.name == name } }
}

// MARK: - Kinds of values

/// Where a parameter is kept.
typealias Place<Value> = WritableKeyPath<Settings, Value> & Sendable

extension Parameter {
  /// A span of time in milliseconds.
  static func span(
    _ name: String,
    _ place: any Place<Int64>,
    _ range: ClosedRange<Int64>,
    _ meaning: String
  ) -> Self {
    Self(
      name,
      meaning,
      expected: "a duration from \(SpanText.text(range.lowerBound)) to "
        + "\(SpanText.text(range.upperBound)), such as 90 s, 10 min, 24 h or 7 d",
      read: { text, settings in
        guard let span = SpanText.milliseconds(text), range.contains(span) else { return false }
        settings[keyPath: place] = span
        return true
      },
      parts: { [SpanText.text($0[keyPath: place])] }
    )
  }

  static func count(
    _ name: String,
    _ place: any Place<Int>,
    _ range: ClosedRange<Int>,
    _ meaning: String
  ) -> Self {
    Self(
      name,
      meaning,
      expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      read: { text, settings in
        guard let number = Int(text), range.contains(number) else { return false }
        settings[keyPath: place] = number
        return true
      },
      parts: { ["\($0[keyPath: place])"] }
    )
  }

  static func share(
    _ name: String,
    _ place: any Place<Double>,
    _ range: ClosedRange<Double>,
    _ meaning: String
  ) -> Self {
    Self(
      name,
      meaning,
      expected:
        "a share from \(range.lowerBound) to \(range.upperBound), such as 0.8 or 80%",
      read: { text, settings in
        guard let share = ShareText.share(text), range.contains(share) else { return false }
        settings[keyPath: place] = share
        return true
      },
      parts: { ["\($0[keyPath: place])"] }
    )
  }

  /// A number, whose unit the words name.
  static func number(
    _ name: String,
    _ place: any Place<Double>,
    _ range: ClosedRange<Double>,
    _ unit: String,
    _ meaning: String
  ) -> Self {
    Self(
      name,
      meaning,
      expected: "\(unit), \(Int(range.lowerBound)) to \(Int(range.upperBound))",
      read: { text, settings in
        guard let number = Double(text), range.contains(number) else { return false }
        settings[keyPath: place] = number
        return true
      },
      parts: { [DecimalText.text($0[keyPath: place])] }
    )
  }

  /// An amount of money; none without one.
  static func amount(_ name: String, _ place: any Place<Double?>, _ meaning: String) -> Self {
    Self(
      name,
      meaning,
      expected: "an amount such as 0.99",
      read: { text, settings in
        guard let amount = Double(text), (0...1_000_000).contains(amount) else { return false }
        settings[keyPath: place] = amount
        return true
      },
      parts: { $0[keyPath: place].map { [DecimalText.text($0)] } ?? [] }
    )
  }

  static func truth(_ name: String, _ place: any Place<Bool>, _ meaning: String) -> Self {
    Self(
      name,
      meaning,
      expected: "true or false",
      read: { text, settings in
        guard let truth = Bool(text) else { return false }
        settings[keyPath: place] = truth
        return true
      },
      parts: { ["\($0[keyPath: place])"] }
    )
  }

  /// One of a few words.
  static func word<Value: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String,
    _ place: any Place<Value>,
    _ meaning: String
  ) -> Self {
    let words = Value.allCases.map(\.rawValue)
    return Self(
      name,
      meaning,
      expected: words.dropLast().joined(separator: ", ") + " or " + (words.last ?? ""),
      read: { text, settings in
        guard let value = Value(rawValue: text) else { return false }
        settings[keyPath: place] = value
        return true
      },
      parts: { [$0[keyPath: place].rawValue] }
    )
  }

  static func zone(_ name: String, _ place: any Place<CalendarZone>, _ meaning: String) -> Self {
    Self(
      name,
      meaning,
      expected: "UTC or a zone of the IANA database such as Europe/Berlin",
      advice: { CalendarZone.advice },
      read: { text, settings in
        guard let zone = CalendarZone(named: text) else { return false }
        settings[keyPath: place] = zone
        return true
      },
      parts: { [$0[keyPath: place].name] }
    )
  }

  /// A day or an instant in the reporting zone, which must have been read before.
  static func time(
    _ name: String,
    _ place: any Place<Instant?>,
    written: any Place<String?>,
    none: String,
    _ meaning: String
  ) -> Self {
    Self(
      name,
      meaning,
      expected: "a date such as 2026-03-29 or an ISO 8601 time",
      none: none,
      read: { text, settings in
        var whole = text.utf8.count == 10 ? text + "T00:00:00" : text
        var parser = TimestampParser(assumed: settings.facts.rules.zone)
        let parsed = whole.withUTF8 { parser.parse(UnsafeRawBufferPointer($0)) }
        guard let parsed else { return false }
        settings[keyPath: place] = parsed.instant
        settings[keyPath: written] = text
        return true
      },
      parts: { $0[keyPath: written].map { [$0] } ?? [] }
    )
  }
}
