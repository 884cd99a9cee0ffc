import Diagnostics
import Records

/// JSON of other formats: recognised or not, cut out of any container, walked by any reader.
struct RecordsTarget {
  private let knob: UInt8

  init(_ knob: UInt8) { self.knob = knob }

  /// The reader that content or the knob asks for; from 128 on, the knob does.
  private func choose(_ text: UnsafeRawBufferPointer) -> (Int, Container) {
    let count = FormatCatalogue.readers.count
    let seen = Recognition.recognise(
      UnsafeRawBufferPointer(rebasing: text.prefix(Recognition.window)),
      isWhole: true
    )
    var container = Container.values(depth: Int(knob) % 4)
    var reader = Int(knob) % count
    if case .recognised(let found, let format, _) = seen {
      if found == .lines { container = found }
      if case .values = found { container = found }
      if knob < 128, let number = format.reader { reader = number }
    }
    return (reader, container)
  }

  func run(_ text: UnsafeRawBufferPointer) throws(Broken) {
    let (reader, container) = choose(text)
    let type = FormatCatalogue.readers[reader]
    func read(_ pieces: Pieces) throws(Broken) -> Digest {
      let run = ForeignRun(type.init())
      var losses: [Int] = []
      switch container {
      case .lines:
        for (number, line) in text.split(separator: 0x0A).enumerated() {
          Pieces.whole.each(of: UnsafeRawBufferPointer(rebasing: line)) { line in
            run.read(json: line, line: number)
          }
        }
      case .values(let depth):
        var splitter = ValueSplitter(recordDepth: depth, limit: 8_192)
        pieces.each(of: text) { piece in
          splitter.consume(piece) { start, end, line, array in
            let record = UnsafeRawBufferPointer(start: start, count: end - start)
            Pieces.whole.each(of: record) { run.read(json: $0, line: line, array: array) }
          }
        }
        losses = splitter.tooLong + splitter.garbage + [splitter.finish().line]
      default: break
      }
      run.finish()
      try run.check(bytes: text.count)
      var digest = run.digest
      for loss in losses { digest.add(Int64(loss)) }
      return digest
    }
    let whole = try read(.whole)
    let cut = try read(Pieces(knob: knob))
    try Broken.unlessSame("\(type.profile.name) in one piece and in many", whole, cut)
  }
}
