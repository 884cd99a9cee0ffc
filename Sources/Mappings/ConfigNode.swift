/// A value in a YAML file, with its place.
struct ConfigNode {
  enum Content {
    /// Whether it was written in quotes decides if `1` is a number.
    case scalar(String, isQuoted: Bool)
    case list([ConfigNode])
    case table([(key: ConfigNode, value: ConfigNode)])
  }

  var content: Content
  var line: Int
  var column: Int

  var isNull: Bool {
    guard case .scalar(let text, false) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  var text: String? {
    guard case .scalar(let text, _) = content, !isNull else { return nil }
    return text
  }

  var truth: Bool? {
    guard case .scalar(let text, false) = content else { return nil }
    switch text {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: return nil
    }
  }

  var number: Double? {
    guard case .scalar(let text, false) = content,
      text.utf8.allSatisfy({ (0x2B...0x39).contains($0) || $0 | 0x20 == 0x65 })
    else { return nil }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  /// What messages call it.
  var kind: String {
    switch content {
    case .scalar: "a single value"
    case .list: "a list"
    case .table: "a table"
    }
  }
}

extension ConfigNode {
  /// Bytes of the largest file.
  static let sizeLimit = 256 << 10
  /// Tables and lists inside each other.
  static let depthLimit = 32
  /// Values in one file.
  static let nodeLimit = 20_000
  /// Accents on one letter, as in the Stream-Safe Text Format of UAX #15.
  ///
  /// The time of comparing two texts grows with the square of their number.
  static let markLimit = 30

  /// Reads one YAML document.
  ///
  /// Anchors and aliases are refused: nothing in these files needs them, and a few lines of them can stand for more
  /// values than fit into memory.
  init(yaml text: String, file: String) throws(MappingFault) {
    guard let node = try Self.orNothing(yaml: text, file: file) else {
      throw MappingFault(file: file, detail: "the file is empty")
    }
    self = node
  }

  /// Nil for a file that holds nothing but comments.
  static func orNothing(yaml text: String, file: String) throws(MappingFault) -> ConfigNode? {
    guard text.utf8.count <= Self.sizeLimit else {
      throw MappingFault(file: file, detail: "the file has more than \(Self.sizeLimit) bytes")
    }
    // What is no UTF-8 was replaced when the file was read; what begins with it is none at all.
    guard text.unicodeScalars.first != "\u{FFFD}" else {
      throw MappingFault(file: file, detail: "the file is not UTF-8; save it as UTF-8")
    }
    do throws(YAMLEvents.Problem) {
      return try ConfigNodeReader.read(text)
    } catch {
      throw MappingFault(
        file: file,
        line: error.place?.line,
        column: error.place?.column,
        detail: error.detail
      )
    }
  }
}
