import ArgumentParser
import ByteStreams
import Comparisons
import Diagnostics
import Facts
import Pipeline
import Wording

extension InputOptions {
  /// The options that say how inputs are read.
  ///
  /// What was read in other ways may differ for that reason alone. Where the files of options lie does not matter, and is
  /// nobody's business where this is written down.
  func manner(_ settings: Settings, _ lexicon: String) -> String {
    let given = given { path in path.split(separator: "/").last.map(String.init) ?? path }
    let named = (settings.ofMessages + given).map { "\($0.name)=\($0.value)" }
    return (["phrase lists \(lexicon)"] + named).joined(separator: ", ")
  }

  /// Reads summaries in place of transcripts: what one run over their units would have read.
  func readSummaries(_ inputs: [Input], _ settings: Settings) throws -> Transcripts {
    let union = try SummaryFault.orSay { () throws(SummaryFault) in
      try SummaryUnion(inputs, hash: .sha256)
    }
    // A report names the options of its run, which must be those under which units were read.
    let manner = manner(settings, try lexicon().version)
    guard union.head.manner == manner else {
      throw ValidationError(
        "The units were read with \(union.head.manner); this report would say \(manner). "
          + "Give the options of `onpar summarize` here too."
      )
    }
    let options = try ingest(settings, of: inputs)
    let read = try SummaryFault.orSay { () throws(SummaryFault) in
      try union.transcripts(options: options)
    }
    sayProblems(of: read)
    if strict, !read.ledger.isEmpty {
      Terminal.say("onpar: stopped at the first problem (--strict); nothing was written")
      throw ExitStatus.dataError.error
    }
    return read
  }
}

extension SummaryFault {
  /// Says what is wrong and ends with 65.
  static func orSay<Result>(_ act: () throws(SummaryFault) -> Result) throws -> Result {
    do throws(SummaryFault) {
      return try act()
    } catch {
      Terminal.say("onpar: error: \(error.reason); nothing was written")
      throw ExitStatus.dataError.error
    }
  }
}
