import Synchronization

/// An export format that Onpar reads, by its name in FORMATS.md section 1.
public struct Format: Sendable, Hashable {
  /// Onpar's own first, then those of `FormatCatalogue`, then mapping files of this run.
  public let rawValue: UInt8

  package static let onparMessages = Format(rawValue: 0)
  package static let onparConversations = Format(rawValue: 1)
  package static let onparXML = Format(rawValue: 2)

  private static let own = [
    ("onpar-jsonl-messages", "JSONL, a line per message", false),
    ("onpar-jsonl-conversations", "JSONL, a line per conversation", true),
    ("onpar-xml", "XML", true),
  ].map { name, container, isWhole in
    FormatProfile(
      name,
      tier: 1,
      confidence: "A",
      container: container,
      sides: .structural,
      tellsHandoff: true,
      tellsRating: true,
      recordsAreWhole: isWhole
    )
  }
  private static let mapped = Mutex<[String]>([])
}

extension Format {
  /// Every format that needs no mapping file.
  public static var allCases: [Format] {
    (0..<own.count + FormatCatalogue.readers.count).map { Format(rawValue: UInt8($0)) }
  }

  package init(reader index: Int) {
    self.init(rawValue: UInt8(Self.own.count + index))
  }

  /// The format that a mapping file describes.
  public init(mapping name: String) {
    let index = Self.mapped.withLock { names in
      if let known = names.firstIndex(of: name) { return known }
      guard names.count < 200 else { return names.count - 1 }
      names.append(name)
      return names.count - 1
    }
    // More mapping files than fit share the last number, which only matters if their ids are the same.
    self.init(
      rawValue: UInt8(clamping: Self.own.count + FormatCatalogue.readers.count + index)
    )
  }

  /// Which of `FormatCatalogue.readers` reads it; nil for Onpar's own and for mappings.
  public var reader: Int? {
    let index = Int(rawValue) - Self.own.count
    return FormatCatalogue.readers.indices.contains(index) ? index : nil
  }

  /// What is known of the format; nil for mappings, which say it themselves.
  package var profile: FormatProfile? {
    if Int(rawValue) < Self.own.count { return Self.own[Int(rawValue)] }
    return reader.map { FormatCatalogue.readers[$0].profile }
  }

  /// One of Onpar's own layouts.
  public var isOwn: Bool { Int(rawValue) < Self.own.count }

  /// Whether its exports can say that a hand-off was begun.
  public var tellsHandoff: Bool { profile?.tellsHandoff ?? true }

  /// The name that `inspect`, reports and `--input-format` use.
  public var name: String {
    if let profile { return profile.name }
    let index = Int(rawValue) - Self.own.count - FormatCatalogue.readers.count
    return Self.mapped.withLock { $0.indices.contains(index) ? $0[index] : "mapping" }
  }
}
