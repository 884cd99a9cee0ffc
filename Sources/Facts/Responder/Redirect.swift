extension MetricDefinition {
  /// M58.
  package static let redirectRate = MetricDefinition(
    "M58",
    "redirect_rate",
    "Sent elsewhere",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: """
      A responding message sends the customer to another place or party, or is nothing but a link.
      """,
    ratio: "such contacts / engaged contacts with a responding message",
    edgeCases:
      "A link in an answer is no redirect. A language without the list: null language_unsupported.",
    reason: "Customers of a well-known reversal were bounced between pages."
  )

  /// M58.
  package static let redirectChainRate = MetricDefinition(
    "M58",
    "redirect_chain_rate",
    "Sent from one place to the next",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "Redirecting messages of one contact have links to at least two different places.",
    ratio: "such contacts / engaged contacts with a responding message",
    edgeCases: """
      A place is host and path; the first link of a message counts. A redirect without a link makes no chain.
      """,
    reason: "Bouncing is worse than one hint."
  )

  /// M58.
  package static let deadLinkRate = MetricDefinition(
    "M58",
    "dead_link_rate",
    "Broken links",
    unit: .proportion,
    level: .reply,
    better: .lower,
    formula: "The file given with --link-status says that a link fails.",
    ratio: "such links / links in responding messages",
    edgeCases: """
      Without the file: null not_in_export. Links that the file does not name count as sent, so the rate is a lower \
      bound. Of a message, three links count. No network request is made. Checks more than 7 days from the message \
      are flagged.
      """,
    reason: "Customers of a well-known reversal were given invalid links."
  )

  /// M58.
  package static let malformedLinkRate = MetricDefinition(
    "M58",
    "malformed_link_rate",
    "Malformed links",
    unit: .proportion,
    level: .reply,
    better: .lower,
    formula: """
      A link cannot be read as an address, is a placeholder, or leads to a host that --link-host does not name.
      """,
    ratio: "such links / links in responding messages",
    edgeCases: "Of a message, three links count. Without --link-host every host is accepted.",
    reason: "What can be seen without a check."
  )
}
