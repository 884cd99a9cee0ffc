#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The operating system's words for an `errno`.
func systemMessage(_ code: Int32) -> String {
  guard let message = strerror(code) else { return "error \(code)" }
  return String(cString: message)
}

/// The `errno` that stands for memory that zlib could not get.
let outOfMemory = ENOMEM
