extension ValenceLexicon {
  /// The lists that are part of the program, by the two letters of their language.
  package static var embedded: [(language: String, bytes: [UInt8])] {
    [
      ("de", PackageResources.de_valence), ("en", PackageResources.en_valence),
      ("pt", PackageResources.pt_valence),
    ]
  }
}
