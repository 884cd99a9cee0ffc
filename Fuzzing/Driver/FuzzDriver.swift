import Dispatch
import FuzzTargets

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Entry point of libFuzzer, which `-sanitize=fuzzer` links in.
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
  _ argc: UnsafeMutablePointer<CInt>,
  _ argv: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The target that `ONPAR_FUZZ_TARGET` names; a C function can catch nothing else.
private let target: FuzzTarget = {
  guard let name = getenv("ONPAR_FUZZ_TARGET"),
    let target = FuzzTarget(rawValue: String(cString: name))
  else {
    fatalError("ONPAR_FUZZ_TARGET: one of \(FuzzTarget.allCases.map(\.rawValue))")
  }
  return target
}()

/// What libFuzzer calls with every input.
private func runOnce(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeRawBufferPointer(start: start, count: count)
  do throws(Broken) {
    if target == .inspect { try FuzzDriver.wait(for: Array(input)) } else { try target.run(input) }
  } catch {
    fatalError("\(error)")
  }
  return 0
}

@main struct FuzzDriver {
  static func main() {
    var argc = CommandLine.argc
    var argv = CommandLine.unsafeArgv
    exit(runDriver(&argc, &argv, runOnce))
  }

  private final class Result: @unchecked Sendable {
    var broken: Broken?
  }

  /// The main thread has nothing else to do until the tasks have ended.
  static func wait(for input: [UInt8]) throws(Broken) {
    let done = DispatchSemaphore(value: 0)
    let result = Result()
    Task.detached {
      do throws(Broken) { try await target.runTasks(input) } catch { result.broken = error }
      done.signal()
    }
    done.wait()
    if let broken = result.broken { throw broken }
  }
}
