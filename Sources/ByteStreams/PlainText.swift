/// The UTF-8 of a text that is at hand as a whole, without its byte order mark.
///
/// The encoding is judged as `TextHandling.jsonText` judges that of an input; the text begins with an ASCII character.
package func plainText(_ raw: UnsafeRawBufferPointer) -> [UInt8] {
  let encoding = TextEncoding(raw)
  let text = UnsafeRawBufferPointer(rebasing: raw.dropFirst(encoding.markLength))
  guard let layer = UnicodeLayer(encoding.form) else { return Array(text) }
  // UTF-8 takes at most 3 bytes for 2 of UTF-16, and 4 for 4 of UTF-32.
  return [UInt8](unsafeUninitializedCapacity: text.count * 2 + 4) { buffer, count in
    var taken = 0
    count = layer.fill(UnsafeMutableRawBufferPointer(buffer)) { part in
      let size = min(part.count, text.count - taken)
      part.copyMemory(from: UnsafeRawBufferPointer(rebasing: text[taken..<taken + size]))
      taken += size
      return size
    }
  }
}
