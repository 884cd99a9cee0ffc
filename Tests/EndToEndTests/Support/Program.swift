import Foundation
import TestSupport

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The built program, run as a person runs it.
enum Program {
  /// The file `onpar` beside the tests, or the one that `ONPAR_PROGRAM` names.
  static let path: String = {
    if let given = ProcessInfo.processInfo.environment["ONPAR_PROGRAM"] { return given }
    var folder = CommandLine.arguments[0]
    #if canImport(Glibc)
    folder =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? folder
    #endif
    for _ in 0..<4 {
      folder = (folder as NSString).deletingLastPathComponent
      if FileManager.default.isExecutableFile(atPath: folder + "/onpar") {
        return folder + "/onpar"
      }
    }
    return Repository.root + "/.build/debug/onpar"
  }()

  /// Runs `onpar` to its end, in a folder to which names in the arguments are relative.
  static func run(
    _ arguments: [String],
    input: [UInt8] = [],
    in folder: Scratch
  ) throws -> Outcome {
    try execute([path] + arguments, input: input, in: folder)
  }

  /// Runs a line of shell in which `$ONPAR` is the program.
  static func shell(_ line: String, in folder: Scratch) throws -> Outcome {
    try execute(["/bin/bash", "-c", "ONPAR='\(path)'; " + line], input: [], in: folder)
  }

  private static func execute(
    _ words: [String],
    input: [UInt8],
    in folder: Scratch
  ) throws -> Outcome {
    let source = try unnamedFile(holding: input)
    let output = try unnamedFile()
    let errors = try unnamedFile()
    defer { for descriptor in [source, output, errors] { close(descriptor) } }
    let child = try start(words, in: folder, streams: [source, output, errors])
    let status = child.wait()
    return Outcome(status: status, output: contents(of: output), errors: contents(of: errors))
  }

  /// Starts a program whose standard streams are the given descriptors.
  static func start(_ words: [String], in folder: Scratch, streams: [Int32]) throws -> Child {
    #if canImport(Glibc)
    var actions = posix_spawn_file_actions_t()
    #else
    var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    // The shell only changes the folder; the program takes its place and its process number.
    let whole = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder.path] + words
    var arguments: [UnsafeMutablePointer<CChar>?] = whole.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var identifier = pid_t()
    let code = posix_spawn(&identifier, whole[0], &actions, nil, arguments, environ)
    guard code == 0 else { throw Failure(what: words[0], code: code) }
    return Child(identifier: identifier)
  }

  struct Failure: Error {
    var what: String
    var code: Int32
  }
}

/// A program that runs.
struct Child {
  let identifier: pid_t

  /// - Returns: The exit status, or 128 and the signal that ended it, as a shell says it.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}

/// What a run left behind.
struct Outcome {
  /// The exit status; 128 and more when a signal ended the run.
  var status: Int32
  var output: [UInt8]
  private var errorBytes: [UInt8]

  init(status: Int32, output: [UInt8], errors: [UInt8]) {
    self.status = status
    self.output = output
    errorBytes = errors
  }

  var text: String { String(decoding: output, as: UTF8.self) }
  var errors: String { String(decoding: errorBytes, as: UTF8.self) }
  var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
}

/// A file without a name, so that a full pipe can never hold a run up.
func unnamedFile(holding bytes: [UInt8] = []) throws -> Int32 {
  var name = Array((NSTemporaryDirectory() + "/onpar-e2e-XXXXXX").utf8CString)
  let descriptor = mkstemp(&name)
  guard descriptor >= 0 else { throw Program.Failure(what: "mkstemp", code: errno) }
  unlink(name)
  _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { throw Program.Failure(what: "write", code: errno) }
    rest = rest.dropFirst(count)
  }
  lseek(descriptor, 0, SEEK_SET)
  return descriptor
}

/// Everything in a file, from its start.
func contents(of descriptor: Int32) -> [UInt8] {
  lseek(descriptor, 0, SEEK_SET)
  return Array(FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).readDataToEndOfFile())
}
