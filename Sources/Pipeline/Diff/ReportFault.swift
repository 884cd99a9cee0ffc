/// Why a file is no report that can be compared: what is wrong, where, and what was expected.
package struct ReportFault: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
