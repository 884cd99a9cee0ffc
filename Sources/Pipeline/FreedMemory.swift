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

/// Lets large blocks go back to the system as soon as they are freed.
///
/// With every such block that is freed the C library thinks larger ones worth keeping, up to 32 MB. Where many of them
/// come and go between small values that stay, as when buckets of messages are read one after the other, most of what
/// it keeps is of no use to anybody.
func returnLargeBlocks() { mapBlocks(from: 256 << 10) }

/// Lets the C library keep blocks up to 32 MB, its own limit, for whoever asks next.
func keepLargeBlocks() {
  mapBlocks(from: 32 << 20)
  // M_TRIM_THRESHOLD: twice the other, as the library itself has it.
  setMalloc(-1, 64 << 20)
}

/// M_MMAP_THRESHOLD: once it is set, the library leaves it where it is.
private func mapBlocks(from bytes: Int32) { setMalloc(-3, bytes) }

private func setMalloc(_ name: Int32, _ value: Int32) {
  #if canImport(Glibc)
  guard let option = dlsym(nil, "mallopt") else { return }
  _ = unsafeBitCast(option, to: (@convention(c) (_ name: Int32, _ value: Int32) -> Int32).self)(
    name,
    value
  )
  #endif
}
