#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The text that training writes, taken apart.
///
/// By bytes, and only what is asked for: it is larger than a small export, and read at every start.
struct WeightFile {
  /// What the text says of itself.
  private(set) var notes: [String] = []
  /// The chances of the signals of distress, in the order of `Distress.Point.all`.
  private(set) var distress: [Chance] = []
  /// Of the heads that were asked for, what they have beside their weights.
  private(set) var heads: [Head: SignalModel.Constants] = [:]

  /// Called with the number of a head among those that are wanted, a place, and the steps of its weight there.
  typealias Take = (Int, Int, Int8) -> Void

  private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  /// Reads the heads that are wanted; nil where one is missing or the text is broken.
  init?(
    _ text: UnsafeBufferPointer<UInt8>,
    _ wanted: [Head],
    customer: Take,
    responder: Take
  ) {
    var head: Head?
    var rest = text[...]
    while let line = Self.nextLine(&rest) {
      if line.first == UInt8(ascii: "#") {
        notes.append(Self.word(line.dropFirst().drop { $0 == 0x20 }))
        continue
      }
      let parts = line.split(separator: 0x20, maxSplits: 1)
      let values = parts.count == 2 ? parts[1] : line[line.endIndex...]
      if Self.word(parts[0]) == "head" {
        head = Head(rawValue: Self.word(values))
        guard head != nil else { return nil }
        continue
      }
      guard let head else { return nil }
      guard let number = wanted.firstIndex(of: head) else { continue }
      var own = heads[head] ?? SignalModel.Constants()
      let isRead = read(
        Self.word(parts[0]),
        values,
        into: &own,
        customer: { customer(number, $0, $1) },
        responder: { responder(number, $0, $1) }
      )
      guard isRead else { return nil }
      heads[head] = own
    }
    guard wanted.allSatisfy({ heads[$0] != nil }),
      !wanted.contains(.negativity) || distress.count == Distress.Point.all.count
    else { return nil }
  }

  /// The next line that holds anything.
  private static func nextLine(_ rest: inout Bytes) -> Bytes? {
    while let base = rest.base.baseAddress, !rest.isEmpty {
      let end =
        memchr(base + rest.startIndex, 0x0A, rest.count)
        .map { UnsafeRawPointer(base).distance(to: $0) } ?? rest.endIndex
      let line = rest[..<end]
      rest = rest[min(end + 1, rest.endIndex)...]
      if !line.isEmpty { return line }
    }
    return nil
  }

  private static func word(_ bytes: Bytes) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func numbers(_ values: Bytes) -> [Float] {
    values.split(separator: 0x20).compactMap { Float(word($0)) }
  }

  private mutating func read(
    _ name: String,
    _ values: Bytes,
    into own: inout SignalModel.Constants,
    customer: (Int, Int8) -> Void,
    responder: (Int, Int8) -> Void
  ) -> Bool {
    switch name {
    case "constants":
      let numbers = Self.numbers(values)
      guard numbers.count == 4 else { return false }
      own.bias = numbers[0]
      (own.scale.slope, own.scale.offset) = (numbers[1], numbers[2])
      own.scale.threshold = numbers[3]
    case "chances":
      let numbers = Self.numbers(values)
      guard numbers.count.isMultiple(of: 2) else { return false }
      distress = stride(from: 0, to: numbers.count, by: 2).map {
        Chance(slope: numbers[$0], offset: numbers[$0 + 1])
      }
    case "shape": own.shape = Self.numbers(values)
    case "customer":
      guard let step = Self.weights(values, customer) else { return false }
      own.customerStep = step
    case "responder":
      guard let step = Self.weights(values, responder) else { return false }
      own.responderStep = step
    default: return false
    }
    return true
  }

  /// The size of a step, which stands before the weights.
  private static func weights(_ values: Bytes, _ take: (Int, Int8) -> Void) -> Float? {
    let parts = values.split(separator: 0x20, maxSplits: 1)
    if parts.count == 2 {
      // As a buffer of its own: bytes of a slice are read more slowly.
      guard WeightText.read(UnsafeBufferPointer(rebasing: parts[1]), take) else { return nil }
    }
    return parts.first.flatMap { Float(word($0)) } ?? 0
  }
}
