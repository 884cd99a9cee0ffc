import ByteStreams
import Testing
import TestSupport

/// The shared samples hold one text in every packing; what they say is compared with the plain one.
@Suite(.enabled(if: Repository.hasFormatSamples, "\(Repository.noFormatSamples)"))
struct SampleContainersTests {
  private static let folder = Repository.formatSamples + "/containers"

  private func read(_ name: String) -> Drained { drain(Self.folder + "/" + name, readSize: 1_000) }

  @Test(
    arguments: [
      "09-utf16le-bom.jsonl", "11-gzip-one-member.jsonl.gz",
      "12-gzip-members-cut-inside-a-line.jsonl.gz", "13-gzip-without-gz-in-its-name.jsonl",
      "14-gzip-trailing-zero-bytes.jsonl.gz", "15-gzip-twice.jsonl.gz",
    ])
  func `a packed sample holds the plain one`(name: String) {
    let plain = read("01-plain.jsonl")
    #expect(plain.error == nil && plain.bytes.count > 9_000)
    #expect(read(name) == plain)
  }

  @Test func `a mark is dropped and line ends are kept`() {
    let got = read("02-bom-crlf.jsonl")
    #expect(got.error == nil && got.bytes.contains(13))
    #expect(got.bytes.filter { $0 != 13 } == read("01-plain.jsonl").bytes)
  }

  @Test func `a sample that is cut short gives the beginning and says so`() {
    let got = read("92-broken-gzip-cut-short.jsonl.gz")
    #expect(got.error == .endsEarly(decodedOffset: got.bytes.count))
    #expect(!got.bytes.isEmpty && read("01-plain.jsonl").bytes.starts(with: got.bytes))
  }

  @Test func `broken and odd text passes through for the next stage to judge`() {
    for input in resolveInputs([Self.folder + "/9*.json*"]).inputs
    where !input.name.hasSuffix(".gz") {
      let got = drain(input.path, readSize: 333)
      #expect(got.error == nil && got.bytes.count == input.bytes, "\(input.name)")
    }
  }
}
