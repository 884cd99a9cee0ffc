import StatisticsCases

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Runs golden cases through the library that the reports use.
///
///     statcheck FILE...            prints {"results": [...]}
///     statcheck --check FILE...    prints disagreements and "N passed, N failed"
///
/// Exit status: 0, 1 if a case fails under `--check`, 2 if a file cannot be read or none is named.
@main
enum StatCheck {
  static func main() {
    var paths = Array(CommandLine.arguments.dropFirst())
    let isCheck = paths.contains("--check")
    paths.removeAll { $0 == "--check" }
    guard !paths.isEmpty, !paths.contains(where: { $0.hasPrefix("-") }) else {
      complain("usage: statcheck [--check] FILE...")
      exit(2)
    }
    do {
      let cases = try paths.flatMap { try CaseFile.cases(at: $0) }
      if isCheck { exit(check(cases) ? 0 : 1) }
      print(results(cases).text)
    } catch {
      complain("statcheck: error: \(error)")
      exit(2)
    }
  }

  /// The outputs of all cases; an error stays with its case.
  private static func results(_ cases: [Case]) -> JSONValue {
    let results = cases.map { one -> JSONValue in
      do {
        return .object(["id": .string(one.id), "output": try one.run()])
      } catch {
        return .object(["id": .string(one.id), "error": .string("\(error)")])
      }
    }
    return .object(["results": .array(results)])
  }

  /// Prints what disagrees; true if nothing does.
  private static func check(_ cases: [Case]) -> Bool {
    var failed = 0
    for one in cases {
      guard let disagreement = one.disagreement() else { continue }
      failed += 1
      print("\(one.id): \(disagreement)")
    }
    print("\(cases.count - failed) passed, \(failed) failed")
    return failed == 0
  }

  /// One line to standard error.
  private static func complain(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }
}
