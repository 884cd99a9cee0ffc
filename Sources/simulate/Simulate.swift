import ByteStreams
import Samples
import Simulation
import Wording

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Makes samples with a planted truth and lets the pipeline judge them; `Scripts/simulate.py` reads the result.
///
///     simulate scenarios                                    prints the names
///     simulate truth SCENARIO topic,language                prints what is planted on those strata
///     simulate reports SCENARIO FIRST LAST FILE [CONTACTS]  prints one line per seed
///
/// FILE is where each sample is put for the pipeline to read. Exit status: 0, 2 on a wrong argument or a file that
/// cannot be written.
@main
enum Simulate {
  static func main() async {
    var words = CommandLine.arguments.dropFirst()
    switch words.popFirst() {
    case "scenarios":
      for scenario in Scenario.all where scenario.name != "bench" { print(scenario.name) }
    case "truth":
      let scenario = scenario(words.popFirst())
      let strata = (words.popFirst() ?? "").split(separator: ",").map(String.init)
      put(Planted(of: scenario, strata: strata).json())
    case "reports":
      let scenario = scenario(words.popFirst())
      guard let first = words.popFirst().flatMap({ UInt64($0) }),
        let last = words.popFirst().flatMap({ UInt64($0) }), first <= last,
        let path = words.popFirst()
      else { usage() }
      let size = words.popFirst()
      let contacts = size.flatMap { Int($0) }
      guard size == nil || contacts != nil else { usage() }
      await reports(scenario, first...last, path, contacts)
    default: usage()
    }
  }

  private static func reports(
    _ scenario: Scenario,
    _ seeds: ClosedRange<UInt64>,
    _ path: String,
    _ contacts: Int?
  ) async {
    let lexicon: Lexicon
    do { lexicon = try Lexicon.embedded() } catch {
      fail("the phrase lists cannot be read: \(error)")
    }
    defer { unlink(path) }
    for seed in seeds {
      let bytes = SimulatedReport.bytes(scenario, seed: seed, contacts: contacts)
      let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
      guard descriptor >= 0, writeAll(bytes, to: descriptor) == 0, close(descriptor) == 0 else {
        fail("\(path) cannot be written: \(String(cString: strerror(errno)))")
      }
      let input = Input(path: path, name: "sample.jsonl", bytes: bytes.count)
      let report = await SimulatedReport(
        of: scenario,
        seed: seed,
        contacts: contacts,
        input: input,
        lexicon: lexicon
      )
      put(report.json())
    }
  }

  private static func scenario(_ name: String?) -> Scenario {
    guard let name else { usage() }
    guard let scenario = Scenario.named(name) else { fail("no scenario is called \(name)") }
    return scenario
  }

  private static func put(_ bytes: [UInt8]) {
    guard writeAll(bytes, to: 1) == 0 else { exit(2) }
  }

  private static func usage() -> Never {
    fail("usage: simulate scenarios | truth NAME STRATA | reports NAME FIRST LAST FILE [CONTACTS]")
  }

  private static func fail(_ line: String) -> Never {
    _ = writeAll(Array("simulate: \(line)\n".utf8), to: 2)
    exit(2)
  }
}
