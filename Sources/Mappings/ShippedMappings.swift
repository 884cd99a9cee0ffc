package import Records

/// The mappings that come with Onpar: simple formats that need no code (FORMATS sections 6 and 7).
package enum ShippedMappings {
  /// Compiled when first asked for: most runs never need them.
  package static let all: [Mapping] = files.compactMap { name, bytes in
    // A mapping of our own that cannot be read is a mistake that the tests find.
    var mapping = try? MappingFile.compile(String(decoding: bytes, as: UTF8.self), file: name)
    mapping?.isShipped = true
    return mapping
  }

  /// What they are, for `onpar formats`.
  package static var profiles: [FormatProfile] {
    all.map { mapping in
      FormatProfile(
        mapping.name,
        tier: mapping.name == "filedump-xml" ? 2 : 3,
        confidence: mapping.kind == .xml ? "A" : "C",
        container: (mapping.kind ?? .jsonl).rawValue.uppercased(),
        sides: .asMapped,
        tellsHandoff: mapping.tellsHandoff,
        tellsRating: mapping.conversation.rating != nil,
        blindSpots: [mapping.description]
      )
    }
  }

  static let files: [(name: String, bytes: [UInt8])] = [
    ("filedump-xml.yaml", PackageResources.filedump_xml_yaml),
    ("skype-compliance-xml.yaml", PackageResources.skype_compliance_xml_yaml),
  ]
}
