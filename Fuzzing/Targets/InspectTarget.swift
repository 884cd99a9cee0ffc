import ByteStreams
import Diagnostics
import Mappings
import Pipeline
import Records
import Wording

/// A whole file through reading, with one worker and with three: the same bytes, and every problem has a place.
struct InspectTarget {
  private let knob: UInt8

  init(_ knob: UInt8) { self.knob = knob }

  private static let lexicon = Result { () throws(LexiconError) in try Lexicon.embedded() }

  func run(_ text: [UInt8]) async throws(Broken) {
    let file = try TemporaryFile(text)
    var one = IngestOptions()
    one.limits = StreamLimits(
      maxExpansionRatio: 50,
      freeExpansion: 256 << 10,
      maxLineBytes: 512 + Int(knob) * 64
    )
    one.shippedMappings = { ShippedMappings.all }
    var many = one
    many.jobs = 3
    many.blockSize = 1 + Int(knob)
    let (first, problems) = try await read(file, one)
    let (second, others) = try await read(file, many)
    try Broken.unlessSame("inspection", first, second)
    try Broken.unlessSame("problems", problems, others)
  }

  private func read(
    _ file: TemporaryFile,
    _ options: IngestOptions
  ) async throws(Broken) -> (json: String, problems: [String]) {
    guard case .success(let lexicon) = Self.lexicon else {
      throw Broken(description: "the phrase lists do not compile")
    }
    let found = await IngestRun.read([file.input], options: options, lexicon: lexicon)
    for problem in found.ledger.first {
      let place = problem.position
      let hasPlace = place.line != nil || place.byte != nil || problem.kind.concernsWholeInput
      try Broken.unless(hasPlace, "no place: \(problem)")
    }
    let size = file.input.bytes ?? 0
    let most = Swift.max(size * 50, 256 << 10) * 2
    try Broken.unless(found.recordsUsed + found.recordsSetAside <= most, "more records than bytes")
    let json = String(decoding: Inspection(found).json(), as: UTF8.self)
    return (json, found.ledger.first.map { "\($0)" })
  }
}
