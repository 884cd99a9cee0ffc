#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A value behind a lock whose waiters sleep.
///
/// `Synchronization.Mutex` lets its waiters spin at first. That suits locks held for an instant; this one is
/// held while a block is read and inflated, for a millisecond or so, and with two workers on one gzip file
/// the waiting alone was seen to double the processor time.
package final class SleepingLock<Value: ~Copyable>: @unchecked Sendable {
  // Unchecked: the value is reached under the lock only. The lock must not move, hence the pointer.
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private var value: Value

  package init(_ value: consuming sending Value) {
    self.value = value
    lock = .allocate(capacity: 1)
    lock.initialize(to: pthread_mutex_t())
    let status = pthread_mutex_init(lock, nil)
    precondition(status == 0, "a plain lock needs nothing that could be lacking")
  }

  deinit {
    pthread_mutex_destroy(lock)
    lock.deinitialize(count: 1)
    lock.deallocate()
  }

  /// Runs `body` while no one else has the value.
  package func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body(&value)
  }
}
