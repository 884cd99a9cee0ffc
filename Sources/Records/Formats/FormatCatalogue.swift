/// The export formats that Onpar reads beside its own, in the order in which their signs are looked for.
///
/// FORMATS 4.2. A new format is a folder beside this file and a line here.
package enum FormatCatalogue {
  package static let readers: [any FormatReader.Type] = [
    LivePersonMessagingReader.self,
    LivePersonChatReader.self,
    ContactLensReader.self,
    AmazonConnectReader.self,
    SalesforceMessagingReader.self,
    SalesforceLiveChatReader.self,
    IntercomReader.self,
    // Before tickets: of a ticket and its chat, the chat wins.
    ZendeskChatReader.self,
    LiveChatReader.self,
    ZendeskTicketsReader.self,
    GenesysCloudReader.self,
    CopilotStudioReader.self,
    DynamicsReader.self,
    BotFrameworkReader.self,
    GoogleInsightsReader.self,
    DialogflowCXReader.self,
    GoogleUploadReader.self,
    RasaTrackerReader.self,
    OTelGenAIReader.self,
    LangfuseReader.self,
    LexV2Reader.self,
    WatsonReader.self,
    ChatwootReader.self,
    FreshchatReader.self,
    SunshineReader.self,
    TwilioReader.self,
    VoiceflowReader.self,
    BotpressReader.self,
    ConvoKitReader.self,
    OpenAIChatReader.self,
    GenesysChatReader.self,
    XMPPReader.self,
    AdiumReader.self,
    ZendeskXMLReader.self,
  ]

  /// By reader, `signNames`; all where any record may show the sign.
  static let signNames: [NameSet] = readers.map { $0.signNames.map { NameSet($0) } ?? .all }
}
