import ArgumentParser
import Facts
import Pseudonyms

/// The file with the key of the pseudonyms.
enum KeyFile {
  /// Reads the key; says what is wrong and ends with 66 or 64.
  static func read(_ path: String) throws -> PseudonymKey {
    guard let bytes = SmallFile.read(path, limit: 1 << 16) else {
      Terminal.say("onpar: error: the key file \(path) cannot be read")
      throw ExitStatus.noInput.error
    }
    guard let key = PseudonymKey(bytes) else {
      throw ValidationError(
        "\(path) is too short; a key has at least \(PseudonymKey.shortest) bytes."
      )
    }
    return key
  }
}

extension FactRowKeys {
  /// Names and hashes under a key.
  init(_ key: PseudonymKey) {
    self.init(
      customer: { key.pseudonym(of: $0) },
      author: { key.keyed($0, for: "author:") },
      wording: { key.keyed($0, for: "wording:") },
      fingerprint: key.fingerprint
    )
  }
}
