#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file for reading and writing that has no name; -1 where none can be made.
package func namelessFile() -> Int32 {
  let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  var name = Array("\(folder)/onpar-test-XXXXXX".utf8CString)
  let descriptor = mkstemp(&name)
  if descriptor >= 0 { unlink(name) }
  return descriptor
}
