import ArgumentParser
import ByteStreams

/// What is read, standard input included.
struct InputPaths: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, folders, globs, or - for standard input.",
      discussion: inputKinds,
      valueName: "input"
    ),
    completion: .file()
  )
  var inputs: [String]

  /// Finds the inputs; says which are missing and ends with 66 if any is.
  func resolve() throws -> [Input] { try Self.resolve(inputs) }

  /// The same for files that are no transcripts.
  static func resolve(_ arguments: [String]) throws -> [Input] {
    let (found, errors) = resolveInputs(arguments)
    for error in errors { Terminal.say("onpar: error: \(error)") }
    guard errors.isEmpty else { throw ExitStatus.noInput.error }
    guard !found.isEmpty else {
      Terminal.say("onpar: error: no input was given")
      throw ExitStatus.noInput.error
    }
    return found
  }
}

/// What is read twice, or by several processes: files alone.
struct FilePaths: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, folders or globs; no standard input, which cannot be read again.",
      discussion: inputKinds,
      valueName: "input"
    ),
    completion: .file()
  )
  var inputs: [String]

  func validate() throws {
    guard !inputs.contains("-") else {
      throw ValidationError(
        "- is standard input, which cannot be read twice; write it to a file and give that."
      )
    }
  }

  func resolve() throws -> [Input] { try InputPaths.resolve(inputs) }
}

private let inputKinds = """
  JSONL, JSON or XML (CSV with --mapping), plain or gzip; told by content, never by name.
  """
