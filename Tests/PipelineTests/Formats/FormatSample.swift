import ByteStreams
import Foundation
import Mappings
import Pipeline
import Records
import TestSupport
import Testing
import Wording

/// One folder of samples with the `expected.json` that describes them (FORMATS 2.7).
struct FormatSample: CustomTestStringConvertible {
  let folder: String
  var testDescription: String { folder.split(separator: "/").last.map(String.init) ?? folder }

  /// The samples that this repository holds, one folder a format.
  static let own: [FormatSample] = all(in: Repository.root + "/Tests/PipelineTests/Samples")

  /// Those beside the specification, if they are there: more shapes, and real files that may not be copied.
  static let shared: [FormatSample] = all(in: Repository.formatSamples)

  private static func all(in folder: String) -> [FormatSample] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().map { FormatSample(folder: folder + "/" + $0) }
      .filter { FileManager.default.fileExists(atPath: $0.folder + "/expected.json") }
  }

  /// What stands in `expected.json`; nil for folders that it describes in another way.
  func expected() throws -> [String: Any]? {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/expected.json"))
    let value = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return value?["format"] == nil ? nil : value
  }

  /// The mapping that the sample needs, if it has one.
  func mappings() throws -> [Mapping] {
    let path = folder + "/mapping.yaml"
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    return [try MappingFile.compile(String(decoding: data, as: UTF8.self), file: path)]
  }

  /// Every file but those that speak about the sample.
  var inputs: [Input] {
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let paths = files.filter { name in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
      return !isFolder.boolValue && !["SOURCE.txt", "expected.json", "mapping.yaml"].contains(name)
    }
    return resolveInputs(paths.map { folder + "/" + $0 }).inputs
  }

  /// What `onpar inspect --json` prints of some inputs.
  static func inspect(
    _ inputs: [Input],
    jobs: Int = 1,
    blockSize: Int? = nil,
    mappings: [Mapping] = [],
    adjust: (inout IngestOptions) -> Void = { _ in }
  ) async throws -> (json: [String: Any], transcripts: Transcripts) {
    var options = IngestOptions()
    options.jobs = jobs
    if let blockSize { options.blockSize = blockSize }
    options.mappings = mappings
    options.sideFiles = try SideFiles.load(&options.mappings)
    options.shippedMappings = { ShippedMappings.all }
    adjust(&options)
    let transcripts = await IngestRun.read(
      inputs,
      options: options,
      lexicon: try Lexicon.embedded()
    )
    let json = Inspection(transcripts).json()
    let value = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
    return (value ?? [:], transcripts)
  }

  /// Where two objects of FORMATS 2.7 differ, as far as the expected one goes.
  static func differences(_ found: [String: Any], _ expected: [String: Any]) -> [String] {
    var result: [String] = []
    for (key, wanted) in expected where key != "per_conversation" {
      if !same(found[key], wanted) {
        result.append("\(key): \(found[key] ?? "absent"), expected \(wanted)")
      }
    }
    let rows = found["per_conversation"] as? [[String: Any]] ?? []
    for wanted in expected["per_conversation"] as? [[String: Any]] ?? [] {
      let id = wanted["id"] as? String ?? ""
      guard let row = rows.first(where: { $0["id"] as? String == id }) else {
        result.append("\(id): absent")
        continue
      }
      for (key, value) in wanted where !same(row[key], value) {
        result.append("\(id) \(key): \(row[key] ?? "absent"), expected \(value)")
      }
    }
    return result.sorted()
  }

  private static func same(_ left: Any?, _ right: Any) -> Bool {
    guard let left = left as? NSObject, let right = right as? NSObject else { return false }
    return left.isEqual(right)
  }
}
