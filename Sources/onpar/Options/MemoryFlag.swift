import ArgumentParser
import Pipeline

/// How much memory reading may take; for commands that read each input once.
struct MemoryFlag: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Memory for reading messages of Onpar's own JSON, such as 256M; the rest waits on disk.",
      discussion:
        "In a nameless file below TMPDIR or /var/tmp. The output is the same. Docs/Limits.md says what this bounds.",
      valueName: "size"
    )
  )
  var memory: ByteSize?

  func validate() throws {
    guard let memory, memory.bytes < ByteSize.least.bytes else { return }
    throw ValidationError("--memory is \(memory.bytes) bytes; expected 1M or more.")
  }

  /// Where messages wait; nil without a bound.
  func spill() throws -> Spill? {
    guard let memory else { return nil }
    return Spill(descriptor: try SpillFile.open(), memory: memory.bytes)
  }
}

/// A number of bytes, or of units of 1,024: 500000, 64K, 256M, 2G.
struct ByteSize: ExpressibleByArgument {
  static let least = Self(bytes: 1 << 20)

  let bytes: Int

  private init(bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    let units = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
    let unit = argument.last.flatMap { units[$0.uppercased()] }
    let digits = unit == nil ? argument[...] : argument.dropLast()
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits) else {
      return nil
    }
    let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: unit ?? 1)
    guard !isTooLarge else { return nil }
    self.bytes = bytes
  }
}
