/// Spans of model calls after OpenTelemetry's conventions, in OTLP/JSON.
///
/// FORMATS 6.15. Each call repeats the talk so far, so that only its last question and its answer are new.
package final class OTelGenAIReader: FormatReader {
  package static let profile = FormatProfile(
    "otel-genai",
    tier: 2,
    confidence: "B",
    container: "OTLP/JSON lines",
    sides: .botOnly,
    tellsHandoff: false,
    tellsRating: false,
    blindSpots: [
      "Only the model's side is here: nothing tells whether a human took over.",
      "The conventions still change; calls without recorded messages are left out.",
    ]
  )

  package static var signNames: [StaticString]? { ["resourceSpans"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    record["resourceSpans"].isArray ? "\"resourceSpans\"" : nil
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    for resource in record["resourceSpans"].elements {
      for scope in resource.first("scopeSpans", "instrumentationLibrarySpans").elements {
        for span in scope["spans"].elements { OTelCall(span, out).emit() }
      }
    }
  }
}
