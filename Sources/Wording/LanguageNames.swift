/// Names and three-letter codes (ISO 639-2 and 639-3) of the languages that can be told apart, in small letters.
enum LanguageNames {
  static let codes: [String: LanguageCode] = {
    var codes: [String: LanguageCode] = [:]
    for (code, names) in all {
      for name in names.split(separator: " ") { codes[String(name)] = LanguageCode(letters: code) }
    }
    return codes
  }()

  private static let all: [(code: String, names: String)] = [
    ("en", "eng english"),
    ("de", "deu ger german deutsch"),
    ("es", "spa spanish español espanol castellano castilian"),
    ("fr", "fra fre french français francais"),
    ("pt", "por portuguese português portugues"),
    ("it", "ita italian italiano"),
    ("nl", "nld dut dutch nederlands flemish vlaams"),
    ("zh", "zho chi cmn yue chinese mandarin cantonese 中文 汉语 漢語 简体中文 繁體中文 繁体中文"),
    ("ja", "jpn japanese 日本語"),
    ("ko", "kor korean 한국어"),
    ("ru", "rus russian русский"),
    ("uk", "ukr ukrainian українська"),
    ("ar", "ara arabic العربية"),
    ("pl", "pol polish polski"),
    ("sv", "swe swedish svenska"),
    ("da", "dan danish dansk"),
    ("nb", "nob nor norwegian norsk bokmål"),
    ("fi", "fin finnish suomi"),
    ("tr", "tur turkish türkçe"),
    ("cs", "ces cze czech čeština"),
    ("ro", "ron rum romanian română"),
    ("hu", "hun hungarian magyar"),
  ]
}

extension LanguageCode {
  /// Two small letters.
  fileprivate init(letters: String) {
    let bytes = letters.utf8.map { UInt16($0) - 0x61 }
    self.init(rawValue: bytes[0] * 26 + bytes[1] + 1)
  }
}
