#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The two functions that a logarithmic axis needs.
func exponential(_ value: Double) -> Double { exp(value) }
func naturalLogarithm(_ value: Double) -> Double { log(value) }
