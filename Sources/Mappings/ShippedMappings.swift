package import Records

/// The mappings that come with Onpar: simple formats that need no code (FORMATS sections 6 and 7).
package enum ShippedMappings {
  /// Compiled when first asked for: most runs never need them.
  package static let all: [Mapping] = files.map { name, bytes in
    do {
      var mapping = try MappingFile.compile(String(decoding: bytes, as: UTF8.self), file: name)
      mapping.isShipped = true
      return mapping
    } catch {
      preconditionFailure("\(name): \(error)")
    }
  }

  /// What they are, for `onpar formats`.
  package static var profiles: [FormatProfile] { all.map(\.profile) }

  static let files: [(name: String, bytes: [UInt8])] = [
    ("filedump-xml.yaml", PackageResources.filedump_xml_yaml),
    ("freshdesk.yaml", PackageResources.freshdesk_yaml),
    // Threads hold messages, which are not asked for their own sign then.
    ("hubspot-threads.yaml", PackageResources.hubspot_threads_yaml),
    ("hubspot-messages.yaml", PackageResources.hubspot_messages_yaml),
    ("skype-compliance-xml.yaml", PackageResources.skype_compliance_xml_yaml),
  ]
}
