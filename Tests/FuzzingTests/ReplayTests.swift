import Foundation
import FuzzTargets
import TestSupport
import Testing

/// Every input that the fuzzer kept, through the same bodies: what broke once stays whole.
struct ReplayTests {
  /// The inputs of a target in one of the folders of `Fuzzing`.
  private static func inputs(_ folder: String, _ target: FuzzTarget) throws -> [(String, [UInt8])] {
    let path = "\(Repository.root)/Fuzzing/\(folder)/\(target.rawValue)"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return try names.sorted().map { name in
      (name, Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))))
    }
  }

  private static func replay(_ target: FuzzTarget, _ name: String, _ input: [UInt8]) async {
    do throws(Broken) {
      let result = input.withUnsafeBytes { bytes in
        Result { () throws(Broken) in try target.run(bytes) }
      }
      try result.get()
      try await target.runTasks(input)
    } catch {
      Issue.record("\(name): \(error)")
    }
  }

  @Test(arguments: FuzzTarget.allCases)
  func `the corpus keeps what every target promises`(target: FuzzTarget) async throws {
    let inputs = try Self.inputs("Corpus", target)
    #expect(inputs.count >= 10)
    for (name, input) in inputs { await Self.replay(target, name, input) }
  }

  @Test(arguments: FuzzTarget.allCases)
  func `what broke a target once does so no more`(target: FuzzTarget) async throws {
    for (name, input) in try Self.inputs("Crashers", target) {
      await Self.replay(target, name, input)
    }
  }

  @Test func `what broke a target once is kept`() throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: "\(Repository.root)/Fuzzing/Crashers"
    )
    #expect(names.contains("xml"))
    for name in names {
      let target = try #require(FuzzTarget(rawValue: name), "\(name) is no target")
      #expect(try !Self.inputs("Crashers", target).isEmpty, "\(name)")
    }
  }

  /// Half of each input, and each with its knob turned: inputs that no fuzzer chose.
  @Test(arguments: FuzzTarget.allCases)
  func `inputs cut short keep the promises as well`(target: FuzzTarget) async throws {
    for (name, input) in try Self.inputs("Corpus", target) {
      let half = input.prefix(input.count / 2)
      await Self.replay(target, name + ", first half", Array(half))
      await Self.replay(
        target,
        name + ", another knob",
        input.dropLast() + [UInt8(half.count % 256)]
      )
    }
  }

  @Test func `the corpus is small`() throws {
    for target in FuzzTarget.allCases {
      let inputs = try Self.inputs("Corpus", target) + Self.inputs("Crashers", target)
      #expect(inputs.reduce(0) { $0 + $1.1.count } <= 256 << 10, "\(target)")
      #expect(inputs.allSatisfy { $0.1.count <= 16 << 10 }, "\(target)")
    }
  }
}
