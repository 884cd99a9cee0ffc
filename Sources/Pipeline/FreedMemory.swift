#if canImport(Glibc)
import Glibc
#endif

/// Gives memory that was freed back to the system, between two stages.
///
/// The C library keeps what it thinks it will need again, for every thread apart: after a stage with several workers that
/// may be more than all that is still in use. Does nothing where the library has no such function.
func giveBackFreedMemory() {
  #if canImport(Glibc)
  // By name, since Swift does not see the header that declares it.
  guard let trim = dlsym(nil, "malloc_trim") else { return }
  _ = unsafeBitCast(trim, to: (@convention(c) (_ kept: Int) -> Int32).self)(0)
  #endif
}
