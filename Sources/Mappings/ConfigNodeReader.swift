/// Makes values of YAML's events, and refuses where it stands what these files may not hold.
struct ConfigNodeReader {
  /// A list or a table that is not yet closed.
  private struct Level {
    var place: YAMLEvents.Place
    var isTable: Bool
    var list: [ConfigNode] = []
    var table: [(key: ConfigNode, value: ConfigNode)] = []
    /// The key whose value comes next.
    var key: ConfigNode?
    /// The words of the keys so far.
    var known: Set<String> = []

    var node: ConfigNode {
      ConfigNode(
        content: isTable ? .table(table) : .list(list),
        line: place.line,
        column: place.column
      )
    }
  }

  private var open: [Level] = []
  private var root: ConfigNode?
  private var values = 0
  private var documents = 0

  private init() {}

  /// The value of the only document; nil when there is none.
  static func read(_ text: String) throws(YAMLEvents.Problem) -> ConfigNode? {
    var reader = Self()
    var events = try YAMLEvents(Array(text.utf8))
    while true {
      let (event, place) = try events.next()
      switch event {
      case .streamStart, .documentEnd: break
      case .streamEnd: return reader.root
      case .documentStart(let hasTagDirectives):
        try reader.begin(hasTagDirectives, place)
      case .alias: try Self.refuseMark(place)
      case .scalar(let text, let isQuoted, let isAnchored):
        if isAnchored { try Self.refuseMark(place) }
        try reader.count(place)
        if Self.isPiled(text) {
          throw YAMLEvents.Problem(
            detail: "more than \(ConfigNode.markLimit) accents stand on one letter",
            place: place
          )
        }
        try reader.take(
          ConfigNode(
            content: .scalar(text, isQuoted: isQuoted),
            line: place.line,
            column: place.column
          )
        )
      case .listStart(let isAnchored): try reader.open(place, isTable: false, isAnchored)
      case .tableStart(let isAnchored): try reader.open(place, isTable: true, isAnchored)
      case .end:
        if let closed = reader.open.popLast() { try reader.take(closed.node) }
      }
    }
  }

  private mutating func begin(
    _ hasTagDirectives: Bool,
    _ place: YAMLEvents.Place
  ) throws(YAMLEvents.Problem) {
    if hasTagDirectives {
      throw YAMLEvents.Problem(detail: "%TAG is not allowed: tags mean nothing here", place: place)
    }
    documents += 1
    if documents > 1 {
      throw YAMLEvents.Problem(
        detail: "a second document begins here, and the file is read as one",
        place: place
      )
    }
  }

  private static func refuseMark(_ place: YAMLEvents.Place) throws(YAMLEvents.Problem) {
    throw YAMLEvents.Problem(
      detail:
        "anchors (&) and aliases (*) are not allowed; a value that begins with one is put in quotes",
      place: place
    )
  }

  private static func isPiled(_ text: String) -> Bool {
    var marks = 0
    for scalar in text.unicodeScalars {
      // Nothing before U+0300 is an accent by itself.
      guard scalar.value >= 0x300, scalar.properties.canonicalCombiningClass != .notReordered
      else {
        marks = 0
        continue
      }
      marks += 1
      if marks > ConfigNode.markLimit { return true }
    }
    return false
  }

  private mutating func count(_ place: YAMLEvents.Place) throws(YAMLEvents.Problem) {
    values += 1
    if values > ConfigNode.nodeLimit {
      throw YAMLEvents.Problem(
        detail: "more than \(ConfigNode.nodeLimit) values: this one is too many",
        place: place
      )
    }
  }

  private mutating func open(
    _ place: YAMLEvents.Place,
    isTable: Bool,
    _ isAnchored: Bool
  ) throws(YAMLEvents.Problem) {
    if isAnchored { try Self.refuseMark(place) }
    try count(place)
    if open.count == ConfigNode.depthLimit {
      throw YAMLEvents.Problem(
        detail: "lists and tables are nested deeper than \(ConfigNode.depthLimit)",
        place: place
      )
    }
    if let outer = open.last, outer.isTable, outer.key == nil {
      throw YAMLEvents.Problem(
        detail: "a \(isTable ? "table" : "list") stands where a name is expected",
        place: place
      )
    }
    open.append(Level(place: place, isTable: isTable))
  }

  /// Puts a value where it belongs: into what is open, or at the root.
  private mutating func take(_ node: ConfigNode) throws(YAMLEvents.Problem) {
    guard let last = open.indices.last else {
      root = node
      return
    }
    guard open[last].isTable else {
      open[last].list.append(node)
      return
    }
    if let key = open[last].key {
      open[last].key = nil
      open[last].table.append((key, node))
      return
    }
    if case .scalar(let name, _) = node.content, !open[last].known.insert(name).inserted {
      throw YAMLEvents.Problem(
        detail: "\"" + name + "\" stands twice",
        place: YAMLEvents.Place(line: node.line, column: node.column)
      )
    }
    open[last].key = node
  }
}
