/// Turns the arguments of the command line into inputs, in input order.
///
/// Files are taken as they are, folders with all files below them. A pattern that the shell left alone is
/// expanded, `**` for any number of folders; a file of exactly that name wins. Hidden names are passed over
/// unless written out, and a folder is entered once for each argument, so that links in a circle end. "-" is
/// standard input.
///
/// A file reached twice, by whatever name, counts once. Inputs are ordered by the bytes of the file name,
/// then of the path, so the order of the arguments changes nothing.
package func resolveInputs(_ arguments: [String]) -> (inputs: [Input], errors: [InputError]) {
  var resolution = InputResolution()
  for argument in arguments { resolution.add(argument) }
  return (resolution.inputs(), resolution.errors)
}

/// The places of paths in input order, with what people are shown of each.
package func orderedInputs(_ paths: [String]) -> [(place: Int, name: String)] {
  let ordered = paths.enumerated()
    .map { (last: String($0.element.lastComponent), path: $0.element, place: $0.offset) }
    .sortedBytewise(by: \.last, then: \.path)
  return Array(zip(ordered.map(\.place), inputNames(ordered.map { ($0.last, $0.path) })))
}

/// What people are shown of inputs: the file's own name, or the path where two inputs share a name.
private func inputNames(_ inputs: [(last: String, path: String)]) -> [String] {
  var uses: [String: Int] = [:]
  uses.reserveCapacity(inputs.count)
  for input in inputs { uses[input.last, default: 0] += 1 }
  return inputs.map { last, path in
    path == "-" ? "standard input" : uses[last] == 1 ? last : path
  }
}

/// The work of `resolveInputs`.
private struct InputResolution {
  private struct Found {
    var path: String
    /// What stands behind the path's last slash.
    var last: String
    var status: FileStatus
  }

  private var found: [Found] = []
  private(set) var errors: [InputError] = []

  /// Takes in one argument.
  mutating func add(_ argument: String) {
    do {
      let status = try FileStatus(path: argument)
      let before = (found.count, errors.count)
      addPath(argument, status: status)
      if status.isFolder, (found.count, errors.count) == before {
        errors.append(.emptyDirectory(path: argument))
      }
    } catch {
      guard error.meansAbsent else {
        errors.append(.unreadable(path: argument, reason: systemMessage(error.code)))
        return
      }
      guard GlobPattern.isPattern(argument) else {
        errors.append(.notFound(path: argument))
        return
      }
      let before = (found.count, errors.count)
      for path in expand(argument) {
        // What vanishes between listing and looking is as if it had never matched.
        if let status = status(of: path) { addPath(path, status: status) }
      }
      // Empty folders among what fits do not matter as long as something else does.
      if (found.count, errors.count) == before { errors.append(.noMatch(glob: argument)) }
    }
  }

  /// What stands at a path; nil where nothing does, and where it cannot be looked at, which is noted.
  private mutating func status(of path: String) -> FileStatus? {
    do {
      return try FileStatus(path: path)
    } catch {
      if !error.meansAbsent, !error.isCircle {
        errors.append(.unreadable(path: path, reason: systemMessage(error.code)))
      }
      return nil
    }
  }

  /// The inputs in input order, each file once.
  func inputs() -> [Input] {
    let ordered = found.count > 1 ? orderedOnce() : found
    let names = inputNames(ordered.map { ($0.last, $0.path) })
    return zip(ordered, names).map { found, name in
      Input(
        path: found.path,
        name: name,
        bytes: found.status.isRegular ? found.status.bytes : nil
      )
    }
  }

  private func orderedOnce() -> [Found] {
    var seen: Set<FileStatus.Identity> = []
    seen.reserveCapacity(found.count)
    return found.sortedBytewise(by: \.last, then: \.path)
      .filter { seen.insert($0.status.identity).inserted }
  }

  private mutating func addPath(_ path: String, status: FileStatus) {
    guard status.isFolder, path != "-" else {
      found.append(Found(path: path, last: String(path.lastComponent), status: status))
      return
    }
    var entered: Set<FileStatus.Identity> = [status.identity]
    addFolder(path, entered: &entered)
  }

  // An explicit list instead of recursion: depth costs no stack.
  /// Takes in all files below a folder.
  private mutating func addFolder(_ root: String, entered: inout Set<FileStatus.Identity>) {
    var folders = [root]
    while let folder = folders.popLast() {
      let prefix = folder.appendingComponent("")
      var below: [(name: String, status: FileStatus)] = []
      let before = found.count
      do throws(SystemError) {
        try eachName(inFolder: folder) { name, descriptor in
          guard let name else { return noteUnreadableName(in: folder) }
          guard name.utf8.first != UInt8(ascii: ".") else { return }
          let status: FileStatus
          do throws(SystemError) {
            status = try FileStatus(of: name, in: descriptor)
          } catch {
            // A link to nowhere, or to itself, is no file.
            if !error.meansAbsent, !error.isCircle {
              errors.append(.unreadable(path: prefix + name, reason: systemMessage(error.code)))
            }
            return
          }
          if status.isFolder {
            below.append((name, status))
          } else if status.isRegular {
            // Pipes and devices only when named: opening one could wait for ever.
            found.append(Found(path: prefix + name, last: name, status: status))
          }
        }
      } catch {
        found.removeSubrange(before...)
        below = []
        errors.append(.unreadable(path: folder, reason: systemMessage(error.code)))
      }
      // In order: of two links to one folder the first is followed. The last on the list comes next.
      let fresh = below.sortedBytewise(by: \.name)
        .filter { entered.insert($0.status.identity).inserted }
      folders += fresh.reversed().map { prefix + $0.name }
    }
  }

  private mutating func noteUnreadableName(in folder: String) {
    errors.append(.unreadable(path: folder, reason: "a file's name in it is not UTF-8"))
  }

  /// The paths that fit a pattern, part by part.
  private mutating func expand(_ pattern: String) -> [String] {
    var paths = [pattern.hasPrefix("/") ? "/" : ""]
    let parts = pattern.split(separator: "/")
    for (index, part) in parts.enumerated() {
      var next: [String] = []
      for path in paths {
        if part == "**" {
          next += foldersBelow(path)
        } else if GlobPattern.isPattern(part) {
          let glob = GlobPattern(part)
          next += allNames(path).filter(glob.matches).map { path.appendingComponent($0) }
        } else {
          next.append(path.appendingComponent(part))
        }
      }
      let isLast = index == parts.count - 1
      // `**` at the end means the folder itself, which is then taken in with all that is below.
      paths = isLast && part == "**" ? paths.map { $0.isEmpty ? "." : $0 } : next
      var there: [String] = []
      for path in paths where path.isEmpty || status(of: path) != nil { there.append(path) }
      paths = there
    }
    return paths
  }

  /// The names in a folder; none of what is no folder, and of one that cannot be read, which is noted.
  private mutating func allNames(_ folder: String) -> [String] {
    do {
      return try names(inFolder: folder.isEmpty ? "." : folder).compactMap(\.self)
    } catch {
      if !error.meansAbsent {
        errors.append(.unreadable(path: folder, reason: systemMessage(error.code)))
      }
      return []
    }
  }

  /// The folder and all folders below it, hidden ones and circles left out.
  private mutating func foldersBelow(_ root: String) -> [String] {
    guard let status = status(of: root.isEmpty ? "." : root), status.isFolder else { return [] }
    var entered: Set<FileStatus.Identity> = [status.identity]
    var result: [String] = []
    var folders = [root]
    while let folder = folders.popLast() {
      result.append(folder)
      for name in allNames(folder) where !name.hasPrefix(".") {
        let path = folder.appendingComponent(name)
        guard let below = self.status(of: path), below.isFolder else { continue }
        if entered.insert(below.identity).inserted { folders.append(path) }
      }
    }
    return result
  }
}
