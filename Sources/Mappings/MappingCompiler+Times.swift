internal import Diagnostics
internal import Records

extension MappingCompiler {
  /// A moment: a value with `time`, `zone` and `from`.
  mutating func time(_ node: ConfigNode) -> TimeRule? {
    guard case .table(let members) = node.content else {
      return value(node).map { TimeRule(value: $0) }
    }
    let own = ["time", "zone", "from"]
    var bare = node
    bare.content = .table(members.filter { !own.contains($0.key.text ?? "") })
    guard let source = value(bare) else { return nil }
    var rule = TimeRule(value: source)
    let keys = Dictionary(
      members.map { ($0.key.text ?? "", $0.value) },
      uniquingKeysWith: { _, last in last }
    )
    if let zone = keys["zone"] { rule.zone = zoneNumber(zone) }
    var readings: [TimeRule.Reading] = []
    if let time = keys["time"] {
      var list = [time]
      if case .list(let all) = time.content { list = all }
      readings = list.compactMap { reading($0) }
      if readings.isEmpty { return nil }
      // Of several units the size of the number decides.
      let isEpoch = readings.map { if case .epoch = $0 { true } else { false } }
      if isEpoch.count(where: { $0 }) > 1 {
        readings = zip(readings, isEpoch).filter { !$0.1 }.map(\.0)
        readings.insert(.epoch(.guessed), at: 0)
      }
    }
    rule.readings = mapping.add(readings)
    let isOffset = readings.contains { if case .offset = $0 { true } else { false } }
    if let from = keys["from"] {
      if !isOffset { fault(from, "\"from\" goes with offset_s or offset_ms") }
      if from.text == "previous" {
        rule.base = .previous
      } else if let base = self.time(from) {
        rule.base = .time(mapping.add(base))
      }
    } else if isOffset {
      fault(keys["time"] ?? node, "an offset needs \"from\": a time, or previous")
    }
    return rule
  }

  private mutating func zoneNumber(_ node: ConfigNode) -> Int? {
    if let known = mapping.zones.firstIndex(where: { $0.name == node.text }) { return known }
    guard let name = node.text, let zone = CalendarZone(named: name) else {
      fault(
        node,
        "the zone \"\(node.text ?? "")\" is not known; expected a name such as Europe/Berlin"
          + (CalendarZone.advice.map { "; " + $0 } ?? "")
      )
      return nil
    }
    mapping.zones.append(zone)
    return mapping.zones.count - 1
  }

  private mutating func reading(_ node: ConfigNode) -> TimeRule.Reading? {
    switch node.text {
    case "iso": return .iso
    case "epoch_s": return .epoch(.seconds)
    case "epoch_ms": return .epoch(.milliseconds)
    case "epoch_us": return .epoch(.microseconds)
    case "epoch_ns": return .epoch(.nanoseconds)
    case "offset_s": return .offset(1_000)
    case "offset_ms": return .offset(1)
    case let pattern?:
      var detail = ""
      let words = ["iso", "epoch_s", "epoch_ms", "epoch_us", "epoch_ns", "offset_s", "offset_ms"]
      if let near = Spelling.nearest(to: pattern, among: words) {
        fault(node, "the time \"\(pattern)\" is not known; did you mean \(near)?")
        return nil
      }
      if let pattern = DatePattern(pattern, fault: &detail) {
        return .pattern(mapping.add(pattern))
      }
      fault(node, detail)
      return nil
    case nil:
      fault(
        node,
        "expected iso, epoch_s, epoch_ms, epoch_us, epoch_ns, offset_s, offset_ms or a date pattern"
      )
      return nil
    }
  }
}
