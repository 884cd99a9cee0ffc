/// Gives bytes in memory of exactly their size, without the room that arrays have behind their end.
func withExactBytes<Result>(
  _ bytes: [UInt8],
  _ body: (_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Result
) -> Result {
  let room = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
  defer { room.deallocate() }
  for (index, byte) in bytes.enumerated() { room[index] = byte }
  return body(room, room + bytes.count)
}
