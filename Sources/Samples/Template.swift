/// A sentence with places for the facts of one contact.
///
/// Places are written `{o}` order number, `{m}` amount, `{d}` day, `{p}` product, `{n}` first name of the
/// person who answers, `{k}` a small number.
struct Template: Sendable, ExpressibleByStringLiteral {
  private enum Piece: Sendable {
    case text([UInt8])
    case place(UInt8)
  }

  private let pieces: [Piece]

  init(stringLiteral text: String) {
    var pieces: [Piece] = []
    var plain: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "{"), let place = bytes.popFirst() {
        if !plain.isEmpty { pieces.append(.text(plain)) }
        plain = []
        pieces.append(.place(place))
        bytes = bytes.dropFirst()
      } else {
        plain.append(byte)
      }
    }
    if !plain.isEmpty { pieces.append(.text(plain)) }
    self.pieces = pieces
  }

  func append(to bytes: inout [UInt8], filling values: Particulars) {
    for piece in pieces {
      switch piece {
      case .text(let text): bytes += text
      case .place(UInt8(ascii: "o")): bytes += values.order
      case .place(UInt8(ascii: "m")): bytes += values.amount
      case .place(UInt8(ascii: "d")): bytes += values.day
      case .place(UInt8(ascii: "p")): bytes += values.product
      case .place(UInt8(ascii: "n")): bytes += values.agentName
      case .place: bytes += values.number
      }
    }
  }
}

/// What the places of a contact's sentences hold; the same from its first message to its last.
struct Particulars: Sendable {
  var order: [UInt8]
  var amount: [UInt8]
  var day: [UInt8]
  var product: [UInt8]
  var agentName: [UInt8]
  var number: [UInt8]

  init(_ book: Phrasebook, agentName: String, _ chance: inout Chance) {
    order = Array(String(20_000 + chance.below(70_000)).utf8)
    amount = Array(
      (String(5 + chance.below(190)) + book.decimalSeparator
        + ["00", "50", "90", "95", "99"][chance.below(5)]).utf8
    )
    day = Array((String(1 + chance.below(28)) + chance.pick(book.months)).utf8)
    product = Array(chance.pick(book.products).utf8)
    self.agentName = Array(agentName.utf8)
    number = Array(String(2 + chance.below(8)).utf8)
  }
}
