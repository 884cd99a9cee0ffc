/// One file, pipe or standard input to be read.
package struct Input: Sendable, Hashable {
  /// The path as it is opened: the argument as given, and below a folder the rest of the way.
  ///
  /// "-" is standard input.
  package let path: String
  /// What people are shown: the file's own name, or the path where two inputs share a name.
  package let name: String
  /// The size on disk in bytes; nil where there is none, as for a pipe.
  package let bytes: Int?

  package init(path: String, name: String, bytes: Int?) {
    self.path = path
    self.name = name
    self.bytes = bytes
  }
}

/// Why an argument gave no input.
package enum InputError: Error, Sendable, Hashable {
  /// There is nothing of that name.
  case notFound(path: String)
  /// The system refused to look at a path or into a folder; `reason` is in its own words.
  case unreadable(path: String, reason: String)
  /// A folder holds no file that is not hidden, however deep.
  case emptyDirectory(path: String)
  /// A pattern fits no file.
  case noMatch(glob: String)
}

extension InputError: CustomStringConvertible {
  /// What was found and what to do, in words for a person.
  package var description: String {
    switch self {
    case .notFound(let path): "there is no file or folder \"\(path)\""
    case .unreadable(let path, let reason): "\"\(path)\" cannot be read: \(reason)"
    case .emptyDirectory(let path):
      "the folder \"\(path)\" holds no files; hidden files are not read"
    case .noMatch(let glob): "no file fits the pattern \"\(glob)\""
    }
  }
}
