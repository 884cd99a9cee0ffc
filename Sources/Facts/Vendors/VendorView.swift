/// M40: the same log under vendors' rules, one definition a rule.
extension MetricDefinition {
  private static func vendor(
    _ id: String,
    _ title: String,
    _ formula: String,
    of denominator: String,
    edges: String
  ) -> Self {
    Self(
      "M40",
      id,
      title,
      unit: .proportion,
      level: .cohort,
      better: .neither,
      formula: formula,
      ratio: "such contacts / " + denominator,
      edgeCases: "Approximation from logs. " + edges,
      reason: "Shows at a glance how far the definition alone moves the figure."
    )
  }

  /// After Intercom's rule for resolutions.
  package static let vendorIntercom = vendor(
    "intercom_like",
    "Resolved, as Intercom counts",
    """
    The last responding message is a substantive reply by the bot, and the customer then wrote only \
    courtesies or that it worked, or nothing for 24 hours.
    """,
    of: "bot_first contacts with at least one substantive reply by the bot",
    edges: "Silent for less than 24 hours when observation ends: null open_censored."
  )

  /// After Copilot Studio's rule for resolved sessions.
  package static let vendorCopilot = vendor(
    "copilot_like",
    "Resolved, as Copilot Studio counts",
    """
    Not escalated, and ended on a solved event, a confirmation, or silence after a closing question for \
    30 minutes.
    """,
    of: "engaged bot_first contacts",
    edges: """
      A customer who says that it is not resolved is not. Courtesies do not break the silence. Silent for less \
      than 30 minutes when observation ends: null open_censored. No phrase list: null.
      """
  )

  /// After Cognigy's containment.
  package static let vendorCognigy = vendor(
    "containment_cognigy",
    "Contained, as Cognigy counts",
    "No human message and no hand-off.",
    of: "engaged bot_first contacts",
    edges: "Open contacts are counted, as vendors do; containment_rate leaves them out."
  )

  /// After Sprinklr's deflection.
  package static let vendorSprinklr = vendor(
    "deflected_sprinklr",
    "Deflected, as Sprinklr counts",
    "No assignment to a human, and the bot's last message is no no_match.",
    of: "engaged bot_first contacts",
    edges: "A human who wrote counts as assigned. No phrase list for no_match: null."
  )

  /// After the session metric of Dialogflow CX.
  package static let vendorNoCallback = vendor(
    "contained_no_callback_24h",
    "Contained without callback, as Dialogflow CX counts",
    "Contained, and the customer did not come back within 24 hours.",
    of: "bot_first index contacts that are eligible for 24 hours",
    edges: "Unknown customers and censoring as repeat_contact_rate_24h_any."
  )

  /// After Ultimate's deflection rate.
  package static let vendorUltimate = vendor(
    "deflected_ultimate",
    "Deflected, as Ultimate counts",
    "No attempt to escalate, whatever the bot answered last.",
    of: "engaged bot_first contacts",
    edges: "A human who wrote counts as an escalation. Contacts that end on a no_match are in."
  )

  /// After Ultimate's bot-handled rate.
  package static let vendorUltimateHandled = vendor(
    "bot_handled_ultimate",
    "Handled by the bot, as Ultimate counts",
    "No attempt to escalate, and the contact does not end on a no_match of the bot.",
    of: "engaged bot_first contacts",
    edges: "No phrase list for no_match: null."
  )
}
