import ArgumentParser
import Mappings
import Pipeline

/// Where the parameters of a run come from: a file, and flags, which go before it.
struct SettingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "File of parameters; onpar.yaml of the current folder without it.",
      discussion: "`onpar config` prints one with every parameter.",
      valueName: "file"
    ),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var config: String?

  @Flag(name: .customLong("no-config"), help: "Do not read onpar.yaml of the current folder.")
  var noConfig = false

  @Option(
    name: .customLong("set"),
    parsing: .singleValue,
    help: ArgumentHelp(
      "Set any parameter, such as contact_gap=12h. Repeatable.",
      valueName: "name=value"
    )
  )
  var changes: [String] = []

  /// The file that is read where no other is named.
  static let usualFile = "onpar.yaml"

  func validate() throws {
    if noConfig, config != nil {
      throw ValidationError("--config and --no-config exclude each other.")
    }
    for change in changes where change.firstIndex(of: "=") == nil {
      throw ValidationError("--set is \(change); expected name=value, such as contact_gap=12h.")
    }
    _ = try Settings.checked(assignments)
  }

  /// What `--set` says.
  var assignments: [Settings.Assignment] {
    changes.map { change in
      let parts = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return Settings.Assignment(String(parts[0]), String(parts.last ?? ""), .flag("--set"))
    }
  }

  /// The settings of file and flags; says what is wrong with the file and ends with 64 if anything is.
  func settings(_ flags: [Settings.Assignment], quiet: Bool) throws -> Settings {
    let given = try fileAssignments()
    let (settings, wrong) = Settings.read(
      given.entries + flags + assignments,
      gates: given.gates
    )
    let faults = (given.faults + wrong).sorted { $0.source.precedes($1.source) }
    guard faults.isEmpty else {
      for fault in faults {
        if case .flag = fault.source { throw ValidationError(fault.detail) }
        Terminal.say(fault.message)
      }
      throw ExitStatus.usage.error
    }
    if let file = given.file, config == nil, !quiet {
      Terminal.say("onpar: parameters are taken from \(file) (--no-config leaves it alone)")
    }
    var named = settings
    named.configFile = given.file
    return named
  }

  /// What a file gives.
  private struct Given {
    var file: String?
    var entries: [Settings.Assignment] = []
    var gates: [Settings.GateText] = []
    /// What is wrong with the form of the file.
    var faults: [Settings.Fault] = []
  }

  private func fileAssignments() throws -> Given {
    if noConfig { return Given() }
    let path = config ?? Self.usualFile
    guard let bytes = SmallFile.read(path, limit: 1 << 20) else {
      guard config != nil || SmallFile.exists(path) else { return Given() }
      Terminal.say("onpar: error: the configuration \(path) cannot be read")
      throw ExitStatus.noInput.error
    }
    let found = ConfigFile.read(String(decoding: bytes, as: UTF8.self), file: path) { name in
      if name == Settings.gatesName { return .tables }
      return Parameter.named(name).map { parameter -> ConfigFile.Shape in
        switch parameter.shape {
        case .single: .single
        case .list: .list
        case .table: .table
        }
      }
    }
    func assignment(_ entry: ConfigFile.Entry) -> Settings.Assignment {
      Settings.Assignment(entry.name, entry.text, source(entry.line, entry.column))
    }
    func source(_ line: Int?, _ column: Int?) -> Settings.Source {
      .file(path, line: line ?? 1, column: column ?? 1)
    }
    let gates = found.entries.first { $0.name == Settings.gatesName }?.inside ?? []
    return Given(
      file: path,
      entries: found.entries.filter { $0.name != Settings.gatesName }.map(assignment),
      gates: gates.map {
        Settings.GateText($0.name, source($0.line, $0.column), $0.inside.map(assignment))
      },
      faults: found.faults.map {
        Settings.Fault(source: source($0.line, $0.column), detail: $0.detail)
      }
    )
  }
}

extension Settings.Source {
  /// In a file the place decides; flags come behind it.
  fileprivate func precedes(_ other: Self) -> Bool {
    switch (self, other) {
    case (.file(_, let line, let column), .file(_, let otherLine, let otherColumn)):
      (line, column) < (otherLine, otherColumn)
    case (.file, _): true
    default: false
    }
  }
}

extension Settings {
  /// The settings that flags alone give; the first that cannot be is wrong usage.
  static func checked(_ flags: [Assignment]) throws -> Settings {
    let (settings, faults) = read(flags)
    if let first = faults.first { throw ValidationError(first.detail) }
    return settings
  }
}
