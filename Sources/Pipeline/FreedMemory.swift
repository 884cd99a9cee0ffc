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

/// Lets large blocks go back to the system as soon as they are freed, for the rest of the run.
///
/// With every such block that is freed the C library thinks larger ones worth keeping, up to 32 MB. Where many of them
/// come and go between small values that stay, as when buckets of messages are read one after the other, most of what
/// it keeps is of no use to anybody.
func returnLargeBlocks() {
  #if canImport(Glibc)
  guard let option = dlsym(nil, "mallopt") else { return }
  // M_MMAP_THRESHOLD: once it is set, the library leaves it where it is.
  let threshold: (name: Int32, bytes: Int32) = (-3, 256 << 10)
  _ = unsafeBitCast(option, to: (@convention(c) (_ name: Int32, _ value: Int32) -> Int32).self)(
    threshold.name,
    threshold.bytes
  )
  #endif
}
