import CLexicons

/// The tables of the embedded lists as bytes of the program, so that no start has to compile the lists.
///
/// `Sources/CLexicons/phrases.tables`: arrays one after another, each behind the number of its elements and on a
/// multiple of eight bytes, numbers as the processor has them, lowest byte first. A test writes it, and compares it with
/// the lists.
enum TableImage {
  /// The bytes that are part of the program.
  static var embedded: UnsafeRawBufferPointer {
    let file = onpar_phrase_tables()
    return UnsafeRawBufferPointer(start: file.bytes, count: file.count)
  }

  static func tables(in image: UnsafeRawBufferPointer) -> Lexicon.Tables {
    var reader = Reader(image)
    let vocabulary = Vocabulary(&reader)
    // The words as they stand in the image, which both tables share.
    var words = Reader(image)
    let hashes = words.next(UInt64.self)
    let customer = PhraseTable(&reader, hashes)
    let responder = PhraseTable(&reader, hashes)
    return Lexicon.Tables(customer: customer, responder: responder, vocabulary: vocabulary)
  }

  static func bytes(of tables: borrowing Lexicon.Tables) -> [UInt8] {
    var writer = Writer()
    tables.vocabulary.write(to: &writer)
    tables.customer.write(to: &writer)
    tables.responder.write(to: &writer)
    return writer.bytes
  }

  struct Reader {
    private var rest: UnsafeRawBufferPointer

    init(_ image: UnsafeRawBufferPointer) { rest = image }

    /// The next array, where it stands; it must not be written to.
    mutating func next<Element: BitwiseCopyable>(
      _ type: Element.Type
    ) -> UnsafeMutableBufferPointer<Element> {
      let count = Int(rest.load(as: UInt64.self))
      let bytes = count * MemoryLayout<Element>.stride
      // Checked, so that nothing is ever read beyond the image.
      let own = UnsafeRawBufferPointer(rebasing: rest[8..<8 + bytes])
      rest = UnsafeRawBufferPointer(rebasing: rest[(8 + (bytes + 7) & ~7)...])
      return UnsafeMutableBufferPointer(mutating: own.bindMemory(to: type))
    }
  }

  struct Writer {
    private(set) var bytes: [UInt8] = []

    mutating func add<Element: BitwiseCopyable>(_ start: UnsafePointer<Element>, _ count: Int) {
      withUnsafeBytes(of: UInt64(count).littleEndian) { bytes += $0 }
      bytes += UnsafeRawBufferPointer(UnsafeBufferPointer(start: start, count: count))
      while !bytes.count.isMultiple(of: 8) { bytes.append(0) }
    }
  }
}

extension UnsafeMutableBufferPointer {
  /// Where it begins; of one without elements, somewhere.
  var start: UnsafeMutablePointer<Element> {
    baseAddress
      ?? UnsafeMutablePointer(bitPattern: MemoryLayout<Element>.alignment).unsafelyUnwrapped
  }
}
