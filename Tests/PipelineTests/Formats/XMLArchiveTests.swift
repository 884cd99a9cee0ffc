import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// Quirks of FORMATS 6.11 to 6.13 and 7: archives in XML.
@Suite struct XMLArchiveTests {
  private func stanza(
    _ id: String,
    from: String,
    _ stamp: String,
    _ body: String,
    to: String = "desk@help.example"
  ) -> String {
    """
    <result xmlns='urn:xmpp:mam:2' id='x\(id)'><forwarded xmlns='urn:xmpp:forward:0'>\
    <delay xmlns='urn:xmpp:delay' stamp='\(stamp)'/><message xmlns='jabber:client' from='\(from)' to='\(to)' \
    id='\(id)'>\(body)<thread>t</thread></message></forwarded></result>
    """
  }

  private func dump(_ users: [[String]]) -> String {
    let archives = users.enumerated().map { number, stanzas in
      "<user name='u\(number)'><archive xmlns='urn:xmpp:pie:0#mam'>\(stanzas.joined())</archive></user>"
    }
    return
      "<server-data xmlns='urn:xmpp:pie:0'><host jid='help.example'>\(archives.joined())</host></server-data>"
  }

  @Test func `each owner's archive of XMPP holds a copy, which counts once`() async throws {
    let one = stanza("1", from: "ana@home.example/web", "2025-03-03T10:00:00Z", "<body>hi</body>")
    let two = stanza(
      "2",
      from: "help-bot@help.example",
      "2025-03-03T10:00:01.250Z",
      "<body xml:lang='en'>hello</body><body xml:lang='de'>guten Tag allerseits</body>",
      to: "ana@home.example"
    )
    let found = try await InlineExport.read(["a.xml": dump([[one, two], [one, two]])])
    #expect(found.formats == ["xmpp"])
    #expect(found.rows["t"]?.messages == [1, 1, 0, 0, 0])
    #expect(found.conversations["t"]?.duplicateMessages == 2)
    // Stamps with and without a fraction; of several languages the first body.
    #expect(found.rows["t"]?.last.iso8601 == "2025-03-03T10:00:01.250Z")
    #expect(found.conversations["t"]?.timeline.last?.words == 1)
    #expect(found.conversations["t"]?.customer == "ana@home.example")
  }

  @Test func `XMPP's addresses without a local part are the system, and 1469 is no time`()
    async throws
  {
    let found = try await InlineExport.read([
      "a.xml": dump([
        [
          stanza("1", from: "ana@home.example", "1469-07-21T02:56:15Z", "<body>hi</body>"),
          stanza("2", from: "help.example", "2025-03-03T10:00:00Z", "<body>wait</body>"),
          stanza("3", from: "maren@help.example", "2025-03-03T10:00:01Z", "<body>hello</body>"),
        ]
      ])
    ])
    #expect(found.rows["t"]?.messages == [1, 0, 1, 1, 0])
    #expect(found.inspection.implausible == 1)
    #expect(found.problems == [])
  }

  @Test func `seconds of a collection count from the message before`() async throws {
    let xml = """
      <archive xmlns='urn:xmpp:archive'><chat with='ana@home.example' start='2025-03-03T10:00:00Z' thread='c'>
      <from secs='0'><body>hi</body></from><to secs='10'><body>hello</body></to>
      <from secs='5'><body>fine</body></from><to utc='2025-03-03T11:00:00Z'><body>bye</body></to></chat></archive>
      """
    let found = try await InlineExport.read(["a.xml": xml])
    #expect(
      found.conversations["c"]?.timeline.map(\.time.iso8601) == [
        "2025-03-03T10:00:00.000Z", "2025-03-03T10:00:10.000Z", "2025-03-03T10:00:15.000Z",
        "2025-03-03T11:00:00.000Z",
      ]
    )
  }

  @Test func `Zendesk's XML is read with dashes and underscores, and nil is nothing`() async throws
  {
    func ticket(_ id: Int, _ dash: String, publicName: String) -> String {
      """
      <ticket><nice\(dash)id>\(id)</nice\(dash)id><requester\(dash)id>1</requester\(dash)id>
      <created\(dash)at>2025-03-03T10:00:00Z</created\(dash)at><solved\(dash)at nil="true"/>
      <current\(dash)tags>refund vip</current\(dash)tags><satisfaction\(dash)score>good</satisfaction\(dash)score>
      <comments><comment><author\(dash)id>1</author\(dash)id><created\(dash)at>2025-03-03T10:00:00Z</created\(dash)at>
      <\(publicName)>true</\(publicName)><value>hi</value></comment>
      <comment><author\(dash)id>2</author\(dash)id><created\(dash)at>2025-03-03T10:00:05Z</created\(dash)at>
      <\(publicName)>false</\(publicName)><value>note</value></comment></comments></ticket>
      """
    }
    let found = try await InlineExport.read([
      "a.xml": "<tickets>" + ticket(1, "-", publicName: "is-public")
        + ticket(2, "_", publicName: "public") + "</tickets>"
    ])
    for id in ["1", "2"] {
      #expect(found.rows[id]?.messages == [1, 0, 0, 0, 0])
      #expect(found.rows[id]?.notes == 1)
      #expect(found.conversations[id]?.tags == ["refund", "vip"])
      #expect(found.conversations[id]?.rating?.score == 1)
      #expect(found.count(.solved, in: id) == 0)
    }
  }

  private func room(_ start: Int, _ messages: String) -> String {
    """
    <Conversation Perspective="chat"><RoomID>r</RoomID><StartTimeUTC>\(start)</StartTimeUTC>
    <ParticipantEntered><LoginName>ana</LoginName><UserType>user</UserType><InternalFlag>false</InternalFlag>
    <DateTimeUTC>\(start)</DateTimeUTC></ParticipantEntered>\(messages)</Conversation>
    """
  }

  private func said(
    _ id: Int,
    _ at: Int,
    _ who: String,
    _ text: String,
    _ more: String = ""
  ) -> String {
    """
    <Message><MessageId>\(id)</MessageId><LoginName>\(who)</LoginName><DateTimeUTC>\(at)</DateTimeUTC>
    <Content>\(text)</Content>\(more)</Message>
    """
  }

  @Test func `a room that goes on another day loses nothing, and edits replace`() async throws {
    func edit(_ word: String) -> String { "<UpdatedType>\(word)</UpdatedType>" }
    let first = room(
      1_740_996_000_000,
      said(1, 1_740_996_001, "ana", "hi")
        + said(2, 1_740_996_002, "maren", "helo", edit("EditedOriginalMsg"))
        + said(3, 1_740_996_003, "maren", "gone", edit("Deleted"))
        + said(2, 1_740_996_004, "maren", "hello there you", edit("EditedNewMsg"))
    )
    let sent =
      "<FileTransferStarted><LoginName>ana</LoginName><DateTimeUTC>1741082400500</DateTimeUTC></FileTransferStarted>"
    let second = room(
      1_741_082_400_000,
      said(9, 1_741_082_401_000, "ana", "still there?") + sent
        + "<EndTimeUTC>1741082500000</EndTimeUTC>"
    )
    let found = try await InlineExport.read(["a.xml": "<FileDump>\(first)\(second)</FileDump>"])
    #expect(found.formats == ["filedump-xml"])
    #expect(found.rows["r"]?.messages == [3, 0, 1, 0, 0])
    #expect(found.count(.closed, in: "r") == 1)
    // Seconds and milliseconds occur in one file.
    #expect(found.rows["r"]?.first.iso8601 == "2025-03-03T10:00:01.000Z")
    #expect(found.rows["r"]?.last.iso8601 == "2025-03-04T10:00:01.000Z")
    let edited = found.conversations["r"]?.timeline.first { $0.role == .human && $0.isMessage }
    #expect(edited?.words == 3)
  }

  @Test func `a log of Adium is named after its customer`() async throws {
    let xml = """
      <chat xmlns="http://purl.org/net/ulf/ns/0.4-02" account="desk@help.example" service="Jabber">
      <message sender="ana@home.example" time="2025-03-03T10:00:00+01:00"><div>hi <b>there</b></div></message>
      <message sender="desk@help.example" alias="Help Bot" time="2025-03-03T10:00:05+01:00"><div>hello</div></message>
      <event type="windowClosed" sender="desk@help.example" time="2025-03-03T10:01:00+01:00"/></chat>
      """
    let name = "ana@home.example (2025-03-03T10.00.00+0100)"
    let found = try await InlineExport.read([name + ".xml": xml])
    #expect(found.formats == ["adium-ulf"])
    #expect(found.conversations[name]?.customer == "ana@home.example")
    #expect(found.rows[name]?.messages == [1, 1, 0, 0, 0])
    #expect(found.rows[name]?.first.iso8601 == "2025-03-03T09:00:00.000Z")
    #expect(found.count(.closed, in: name) == 1)
  }

  @Test func `results of XMPP are known under a root that is not`() async throws {
    let stanzas = [
      stanza("1", from: "ana@home.example/web", "2025-03-03T10:00:00Z", "<body>hi</body>"),
      stanza("2", from: "help-bot@help.example", "2025-03-03T10:00:01Z", "<body>hello</body>"),
    ]
    for root in ["log", "mam", "archive-of-2025"] {
      let xml = "<?xml version='1.0'?><\(root) made-by='us'>\(stanzas.joined())</\(root)>"
      let found = try await InlineExport.read(["a.dat": xml])
      #expect(found.formats == ["xmpp"], "\(root)")
      // No server is named, so that nobody knows which address is a customer's.
      #expect(found.rows["t"]?.messages == [0, 1, 0, 0, 1], "\(root)")
      #expect(found.problems == [])
    }
    // Another root over elements of no known name is described by its own.
    let other = try await InlineExport.read(["a.xml": "<log><result id='1'/></log>"])
    #expect(other.formats == ["not recognised"])
  }

  @Test func `a Skype document has a room a conversation, and whispers are notes`() async throws {
    func said(_ type: String, _ who: String, _ second: Int, _ text: String, isOurs: Bool) -> String
    {
      """
      <Message type="\(type)" content="\(text)"><Sender UserName="\(who)" id="\(who.count)" internal="\(isOurs)"/>
      <DateTimeUTC since1970="\(1_740_996_000 + second)000" string="x" long="1"/></Message>
      """
    }
    let room = [
      said("JOIN", "Ana", 0, "", isOurs: false),
      said("CHAT", "Ana", 1, "hi &amp; bye", isOurs: false),
      said("CHAT", "Help Bot", 2, "hello", isOurs: true),
      said("JOIN", "Maren", 3, "", isOurs: true),
      said("BACKCHAT", "Maren", 4, "psst", isOurs: true),
      said("CHAT", "Maren", 5, "here", isOurs: true),
      said("FILEUPLOAD", "Ana", 6, "a.png", isOurs: false),
      said("PART", "Maren", 7, "", isOurs: true), said("PART", "Ana", 8, "", isOurs: false),
    ]
    let xml = """
      <Conversations><Conversation><Channel name="desk 1"/><Messages>\(room.joined())</Messages></Conversation>
      <Conversation><Channel name="desk 2"/><Messages>\(room[1])</Messages></Conversation></Conversations>
      """
    let found = try await InlineExport.read(["a.dat": xml])
    #expect(found.formats == ["skype-compliance-xml"])
    #expect(found.rows.keys.sorted() == ["desk 1", "desk 2"])
    #expect(found.rows["desk 1"]?.messages == [2, 1, 1, 0, 0])
    #expect(found.rows["desk 1"]?.notes == 1)
    #expect(found.rows["desk 1"]?.handedOff == true)
    #expect(found.rows["desk 1"]?.first.iso8601 == "2025-03-03T10:00:01.000Z")
    #expect(found.count(.agentJoined, in: "desk 1") == 1)
    #expect(found.count(.agentLeft, in: "desk 1") == 1)
    #expect(found.count(.customerLeft, in: "desk 1") == 1)
    #expect(found.problems == [])
  }
}
