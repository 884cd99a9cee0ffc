import Comparisons
import Facts

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What the comparison stage costs on invented facts.
///
///     comparison-benchmark CONTACTS [headline]
///
/// Prints one line per figure. With `headline` the table has the columns of the headline measures
/// alone; without it every measure, every reply.
@main
enum ComparisonBenchmark {
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    let contacts = arguments.lazy.compactMap { Int($0) }.first ?? 1_000_000
    let kind: InventedTable.Kind = arguments.contains("headline") ? .headline : .all
    let table = InventedTable(contacts: contacts, customers: contacts * 2 / 5, kind).table
    let before = Usage.now
    let findings = await Comparisons.findings(
      table: table,
      run: RunFacts(version: "", dictionaryVersion: dictionaryVersion, lexiconVersion: ""),
      quality: DataQuality(),
      options: ComparisonOptions()
    )
    let after = Usage.now
    print("contacts \(contacts)")
    print("cpu_seconds \(after.seconds - before.seconds)")
    print("table_megabytes \(before.peak / 1_000_000)")
    print("peak_megabytes \(after.peak / 1_000_000)")
    print("summaries \(findings.summaries.count)")
    print("headline \(findings.headline)")
  }
}

/// What the process has used so far.
private struct Usage {
  /// Processor time, user and system.
  var seconds: Double
  /// The largest resident size in bytes.
  var peak: Int

  static var now: Usage {
    var usage = rusage()
    #if canImport(Darwin)
    let (unit, own) = (1, RUSAGE_SELF)
    #else
    let (unit, own) = (1024, __rusage_who_t(RUSAGE_SELF.rawValue))
    #endif
    getrusage(own, &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return Usage(
      seconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      peak: Int(usage.ru_maxrss) * unit
    )
  }
}
