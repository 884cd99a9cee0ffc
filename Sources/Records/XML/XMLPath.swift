/// Where records stand in an XML document: names from the root's children on, the root itself for none.
package struct XMLPath: Sendable, Hashable {
  package struct Step: Sendable, Hashable {
    /// The name without its prefix; nil for any element.
    package var name: String?
    /// The namespace's URI; nil when it does not matter.
    package var space: String?

    package init(_ name: String?, space: String? = nil) {
      self.name = name
      self.space = space
    }
  }

  package var steps: [Step]

  package init(_ steps: [Step]) {
    self.steps = steps
  }

  /// Names in any namespace.
  package init(_ names: String...) {
    steps = names.map { Step($0) }
  }
}

/// What a format says to an XML document that is its own.
package struct XMLClaim {
  package let why: String
  package let records: XMLPath

  package init(why: String, records: XMLPath) {
    self.why = why
    self.records = records
  }
}
