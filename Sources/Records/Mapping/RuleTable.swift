/// The lists of a mapping in memory that never moves: looking there counts no references and checks no bounds.
///
/// It has no owner, since the borrowing of one that has is noted at run time: whoever makes it calls `deallocate`.
struct RuleTable {
  /// The paths of the mapping by number, then that to its records, then those of its joins.
  let paths: PathTable
  let values: UnsafeBufferPointer<ValueRule>
  let cases: UnsafeBufferPointer<MappingCase>
  let conditions: UnsafeBufferPointer<MappingCondition>
  let constants: UnsafeBufferPointer<MappingConstant>
  let readings: UnsafeBufferPointer<TimeRule.Reading>
  let times: UnsafeBufferPointer<TimeRule>
  let words: UnsafeBufferPointer<ByteSlice>

  init(_ mapping: Mapping) {
    paths = PathTable(mapping.paths + [mapping.records] + mapping.joins.map(\.records))
    values = Self.keep(mapping.values)
    cases = Self.keep(mapping.cases)
    conditions = Self.keep(mapping.conditions)
    constants = Self.keep(mapping.constants)
    readings = Self.keep(mapping.readings)
    times = Self.keep(mapping.times)
    words = Self.keep(
      mapping.words.map { ByteSlice(start: Self.keep($0).baseAddress, count: $0.count) }
    )
  }

  func deallocate() {
    paths.deallocate()
    for word in words { word.start?.deallocate() }
    words.deallocate()
    values.deallocate()
    cases.deallocate()
    conditions.deallocate()
    constants.deallocate()
    readings.deallocate()
    times.deallocate()
  }

  private static func keep<Part>(_ list: [Part]) -> UnsafeBufferPointer<Part> {
    // One more, so that an empty word has a place too.
    let room = UnsafeMutableBufferPointer<Part>.allocate(capacity: list.count + 1)
    _ = room.initialize(from: list)
    return UnsafeBufferPointer(rebasing: room[0..<list.count])
  }
}
