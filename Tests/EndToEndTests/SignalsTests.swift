import Foundation
import TestSupport
import Testing

/// `onpar signals`, as a person uses it.
@Suite struct SignalsTests {
  private static let talk = """
    {"schema":"onpar/1","type":"conversation","conversation_id":"=1+1","language":"en"}
    {"conversation_id":"=1+1","message_id":"1","timestamp":"2025-03-03T10:00:00Z","role":"customer","text":"WHERE IS MY ORDER NOW"}
    {"conversation_id":"=1+1","message_id":"2","timestamp":"2025-03-03T10:00:05Z","role":"bot","text":"Your order is on its way to you."}
    {"type":"event","conversation_id":"=1+1","event":"action","timestamp":"2025-03-03T10:00:06Z","actor":"bot"}
    {"conversation_id":"=1+1","message_id":"3","timestamp":"2025-03-03T10:01:00Z","role":"customer","text":"That did not help. I want to talk to a human"}
    {"conversation_id":"=1+1","message_id":"4","timestamp":"2025-03-03T10:01:05Z","role":"human","visibility":"private","text":"angry"}
    {"conversation_id":"=1+1","message_id":"5","timestamp":"2025-03-03T10:02:00Z","role":"human","text":"Hello, how can I help you today?"}
    """

  private static let other = """
    {"conversation_id":"2","language":"fi","timestamp":"2025-03-03T11:00:00Z","role":"customer","text":"Missä tilaukseni on!!!"}
    """

  private static let heading =
    "conversation_id,contact_id,position,time,role,phase,families,evidence,language,phrase_lists"

  @Test func `every public message has a row, and formulas are defused`() throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Self.talk + "\n" + Self.other)
    let outcome = try Program.run(["signals", "a.jsonl", "--rules", "-q"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.text.split(separator: "\r\n").map(String.init) == [
        Self.heading,
        "'=1+1,'=1+1,1,2025-03-03T10:00:00.000Z,customer,before_reply,shouting,heuristic,en,1",
        "'=1+1,'=1+1,2,2025-03-03T10:00:05.000Z,bot,after_reply,,,en,1",
        "'=1+1,'=1+1,3,2025-03-03T10:01:00.000Z,customer,after_reply,human_request stated_failure,heuristic,en,1",
        "'=1+1,'=1+1,5,2025-03-03T10:02:00.000Z,human,after_reply,,,en,1",
        "2,2,1,2025-03-03T11:00:00.000Z,customer,before_reply,shouting,heuristic,fi,0",
      ]
    )
    // No word of any message.
    #expect(!outcome.text.contains("ORDER") && !outcome.text.contains("angry"))
  }

  @Test func `families choose rows, in CSV and in JSONL`() throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Self.talk)
    let some = try Program.run(
      ["signals", "a.jsonl", "--rules", "--family", "any", "-q"],
      in: folder
    )
    #expect(some.text.split(separator: "\r\n").count == 3)
    let one = try Program.run(
      ["signals", "a.jsonl", "--rules", "--family", "stated_failure", "--format", "jsonl", "-q"],
      in: folder
    )
    #expect(
      one.text
        == #"{"conversation_id":"=1+1","contact_id":"=1+1","position":3,"time":"2025-03-03T10:01:00.000Z","#
        + #""role":"customer","phase":"after_reply","families":["human_request","stated_failure"],"#
        + #""evidence":"heuristic","language":"en","phrase_lists":true}"# + "\n"
    )
    let none = try Program.run(
      ["signals", "a.jsonl", "--rules", "--family", "loop", "-q"],
      in: folder
    )
    #expect(none.text == Self.heading + "\r\n")
    let wrong = try Program.run(["signals", "a.jsonl", "--rules", "--family", "anger"], in: folder)
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("human_request, repetition"))
  }

  @Test func `the bytes are the same for any number of workers, and from standard input`() throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Sample.messages)
    let one = try Program.run(["signals", "a.jsonl", "--rules", "--jobs", "1", "-q"], in: folder)
    #expect(one.output.count > 10_000)
    for jobs in ["2", "7"] {
      let many = try Program.run(
        ["signals", "a.jsonl", "--rules", "--jobs", jobs, "--block-size", "700", "-q"],
        in: folder
      )
      #expect(many.output == one.output)
    }
    let piped = try Program.run(
      ["signals", "-", "--rules", "-o", "-", "-q"],
      input: Sample.messages,
      in: folder
    )
    #expect(piped.output == one.output)
    let file = try Program.run(["signals", "a.jsonl", "--rules", "-o", "s.csv"], in: folder)
    #expect(file.status == 0)
    #expect(file.errors.contains("signals in s.csv"))
    #expect(try folder.read("s.csv") == one.output)
  }

  @Test func `joined and cut contacts name the message in its own conversation`() throws {
    let folder = try Scratch()
    func line(_ id: String, _ number: Int, _ time: String, _ role: String, _ text: String) -> String
    {
      """
      {"conversation_id":"\(id)","customer_id":"c","message_id":"\(number)","timestamp":"2025-03-0\(time)Z","role":"\(role)",\
      "language":"en","text":"\(text)"}
      """
    }
    let lines = [
      line("a", 1, "3T10:00:00", "customer", "my parcel is lost, where can it be"),
      line("a", 2, "3T10:00:05", "bot", "It is on its way to you."),
      // More than a day later: another contact.
      line("a", 3, "6T10:00:00", "customer", "I WANT MY PARCEL RIGHT NOW"),
      line("a", 4, "6T10:00:05", "bot", "It is on its way to you."),
    ]
    try folder.write("a.jsonl", lines.joined(separator: "\n"))
    let outcome = try Program.run(
      ["signals", "a.jsonl", "--rules", "--family", "shouting", "-q"],
      in: folder
    )
    #expect(
      outcome.text.contains("a,a#2,3,2025-03-06T10:00:00.000Z,customer,before_reply,shouting"),
      "\(outcome.text)"
    )
  }

  @Test func `flags of inputs work as everywhere`() throws {
    let folder = try Scratch()
    let samples = Repository.root + "/Tests/PipelineTests/Samples/"
    let mapped = try Program.run(
      [
        "signals", "--rules", samples + "mapped-json/helpline.json", "--mapping",
        samples + "mapped-json/mapping.yaml", "-q",
      ],
      in: folder
    )
    #expect(mapped.status == 0, "\(mapped.errors)")
    #expect(mapped.text.contains("1001,1001,1,2025-03-03T09:15:00.000Z,customer"))
    let chat = samples + "liveperson-chat"
    let guessed = try Program.run(
      ["signals", chat, "--rules", "--max-loss", "1", "-q"],
      in: folder
    )
    let given = try Program.run(
      ["signals", chat, "--rules", "--max-loss", "1", "--human-author", "nordlicht", "-q"],
      in: folder
    )
    #expect(guessed.text.contains(",bot,"))
    #expect(!given.text.contains(",bot,"))
    let missing = try Program.run(["signals", "nothing.jsonl", "--rules"], in: folder)
    #expect(missing.status == 66)
    let broken = try Program.run(
      ["signals", "-", "--rules"],
      input: Array("nonsense".utf8),
      in: folder
    )
    #expect(broken.status == 65)
    let nowhere = try Program.run(
      [
        "signals", samples + "openai-chat", "--rules", "-o", "no/such/folder/s.csv", "--max-loss",
        "1",
      ],
      in: folder
    )
    #expect(nowhere.status == 73)
  }

  @Test func `completions offer the families`() throws {
    let folder = try Scratch()
    let script = try Program.run(["--generate-completion-script", "bash"], in: folder)
    #expect(script.text.contains("stated_failure"))
  }
}
