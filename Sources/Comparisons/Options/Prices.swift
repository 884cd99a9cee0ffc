/// What contacts cost, in one currency (M61); all given by the user, none has a default.
package struct Prices: Sendable, Hashable {
  /// The fee for a contact in which the bot takes part.
  package var botContact: Double?
  /// The fee for a contact that the vendor counts as resolved by the bot.
  package var botResolution: Double?
  /// An hour of a person's work on contacts.
  package var humanHour: Double?
  /// The currency's name, for the report alone.
  package var currency: String?

  package init(
    botContact: Double? = nil,
    botResolution: Double? = nil,
    humanHour: Double? = nil,
    currency: String? = nil
  ) {
    self.botContact = botContact
    self.botResolution = botResolution
    self.humanHour = humanHour
    self.currency = currency
  }

  var hasBotFee: Bool { botContact != nil || botResolution != nil }
}
