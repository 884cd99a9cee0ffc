extension Settings {
  /// The file that gives these settings, with a comment for every parameter.
  ///
  /// Read back, it gives the same settings.
  package var file: String {
    text(gates: gateLines)
  }

  /// The file of the defaults with the examples of gates in force.
  package static var fileWithGates: String {
    Settings().text(gates: gateLead + exampleGates)
  }

  private func text(gates: [String]) -> String {
    let defaults = Settings()
    var lines = [
      "# The parameters of Onpar. Every value can be left out; this file holds them all.",
      "# Flags of the command line go before it.",
    ]
    for parameter in Parameter.all {
      let parts = parameter.parts(self)
      let usual = parameter.parts(defaults)
      lines += ["", "# " + parameter.meaning, "# Expected: " + parameter.expected + "."]
      if parts != usual { lines.append("# Changed; the default is \(parameter.words(defaults)).") }
      guard !parts.isEmpty else {
        lines.append("# \(parameter.name): (\(parameter.none))")
        continue
      }
      switch parameter.shape {
      case .single: lines.append("\(parameter.name): " + parts[0])
      case .list: lines.append("\(parameter.name): [" + parts.joined(separator: ", ") + "]")
      case .table:
        lines.append(parameter.name + ":")
        for part in parts {
          let pair = part.split(separator: "=", maxSplits: 1)
          lines.append("  " + pair.joined(separator: ": "))
        }
      }
    }
    return (lines + [""] + gates).joined(separator: "\n") + "\n"
  }
}
