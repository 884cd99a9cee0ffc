import ByteStreams
import Records

/// What the first bytes of an input show, without reading the rest.
struct InputSigns {
  /// Nil where nothing is recognised.
  var format: Format?
  /// What shows the format.
  var why = ""
  /// One JSON object a line.
  var isLines = false
  var isGzip: Bool
  /// Lines that `onpar facts` wrote.
  var isFacts: Bool
  /// No record at all.
  var isEmpty = false

  init(_ input: Input, _ options: IngestOptions) throws(StreamError) {
    let reader = try ByteReader(input, limits: options.limits)
    isGzip = reader.isGzip
    isFacts = reader.peek().starts(with: Array("{\"schema\":\"onpar-facts/".utf8))
    let isWhole = reader.peek().count < ByteReader.peekSize
    func look(_ head: UnsafeRawBufferPointer) -> Recognition {
      Recognition.recognise(
        head,
        isWhole: isWhole,
        mappings: options.mappings,
        shipped: options.shippedMappings,
        named: options.format
      )
    }
    var seen = look(reader.peek())
    if let (found, _) = ByteTable.recognise(reader.peek(), isWhole: isWhole, options.mappings) {
      seen = found
    } else if case .recognised(let container, _, _) = seen, container.isXML {
      // XML says itself how it is encoded.
    } else if reader.decodesText {
      seen = reader.peekText().withUnsafeBytes { look($0) }
    }
    switch seen {
    case .recognised(let container, let format, let why):
      self.format = format
      self.why = why
      isLines = container == .lines
    case .unrecognised, .unreadable: break
    case .empty: isEmpty = true
    }
  }

  /// Nil where nothing is recognised.
  var needs: UnitNeeds? { isEmpty ? .nothing : format?.needs(isLines: isLines) }
}
