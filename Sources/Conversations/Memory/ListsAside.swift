/// Lists that lie in a `PageFile`.
///
/// It holds them, so that nobody changes them where they lie: who changes a copy gets memory of its own.
package final class ListsAside: @unchecked Sendable {
  // Unchecked: filled by one task before others know of it; lists are only read.

  private var lists: [Any] = []
  private var regions: [PageFile.Region] = []

  package init() {}

  /// Nothing was long enough, or there is no file.
  package var isEmpty: Bool { regions.isEmpty }

  /// Sets a list aside; a short one stays as it is.
  package func take<Element>(_ list: [Element], in file: PageFile) {
    guard list.capacity * MemoryLayout<Element>.stride >= file.leastList else { return }
    let region = list.withUnsafeBytes { bytes in
      bytes.baseAddress.flatMap { file.setAside($0, bytes.count) }
    }
    guard let region else { return }
    lists.append(list)
    regions.append(region)
  }

  /// Holds the lists no longer; their pages rest as long as somebody else does and changes nothing but their ends.
  func letGo() -> [PageFile.Region] {
    lists = []
    return regions
  }

  /// Lets the pages go that were read since.
  package func rest() {
    for region in regions { region.rest() }
  }
}
