/// A value in OTLP/JSON, which wraps every value in an object that names its type; plain JSON is read as well.
struct OTelValue {
  private let node: TreeNode

  init(_ node: TreeNode) { self.node = node }

  /// The attribute of a span, event or resource; absent without it.
  static func attribute(_ name: StaticString, of owner: TreeNode) -> OTelValue {
    for attribute in owner["attributes"].elements where attribute["key"].equals(name) {
      return OTelValue(attribute["value"])
    }
    return OTelValue(.absent)
  }

  var isAbsent: Bool { node.isAbsent }

  var text: ByteSlice {
    node.isObject ? node.first("stringValue", "intValue", "doubleValue").text : node.text
  }

  /// JSON in a string is read too.
  func opened(_ out: Emitter) -> OTelValue {
    let parsed = out.store.parseJSON(in: text)
    return parsed.isArray || parsed.isObject ? OTelValue(parsed) : self
  }

  var elements: [OTelValue] {
    let values = node["arrayValue"]["values"]
    return (values.isArray ? values : node).elements.map { OTelValue($0) }
  }

  subscript(_ name: StaticString) -> OTelValue {
    let pairs = node["kvlistValue"]["values"]
    guard pairs.isArray else { return OTelValue(node[name]) }
    for pair in pairs.elements where pair["key"].equals(name) { return OTelValue(pair["value"]) }
    return OTelValue(.absent)
  }
}
