extension MetricDefinition {
  /// D1.
  package static let flaggedFrustration = flagged(
    .frustration,
    "D1",
    "flagged_frustration_rate",
    "Flagged: frustration",
    """
    After the first reply, a customer message sounds angry or annoyed: valence lists written by hand, capitals, runs of \
    marks, phrases of failure, its length, the message before and a learned head for negative wording add up to 7 points \
    or more.
    """,
    "Null language_unsupported unless the customer's words are English, German, Portuguese or of no known language."
  )

  /// D2.
  package static let flaggedDissatisfaction = flagged(
    .dissatisfaction,
    "D2",
    "flagged_dissatisfaction_rate",
    "Flagged: dissatisfaction",
    """
    After the first reply, a customer message is discontent with the course so far: as flagged_frustration_rate, without \
    the length, with less of the learned head and with the reply before, from 2 points on.
    """,
    "As flagged_frustration_rate. A weak sign: where words do not show it, it is missed."
  )

  /// D3.
  package static let flaggedHumanRequest = flagged(
    .humanRequest,
    "D3",
    "flagged_human_request_rate",
    "Flagged: asks for a person",
    """
    A customer message asks for a person with a calibrated chance of one half or more, in the judgement of a learned \
    model, of which the phrase list of M30 is one feature.
    """,
    """
    Before the first reply too, as in M30; buttons are not read. Null language_unsupported where the language has no \
    list of requests.
    """,
    ratio: "such contacts / engaged contacts with bot participation"
  )

  /// D4.
  package static let flaggedAbuse = flagged(
    .abuse,
    "D4",
    "flagged_abuse_rate",
    "Flagged: abuse",
    """
    After the first reply, a customer message is abusive with a calibrated chance of one half or more, in the judgement \
    of a learned model.
    """,
    """
    Learned from English: null language_unsupported unless the customer's language is English or not known.
    """
  )

  private static func flagged(
    _ detector: Detector,
    _ number: String,
    _ id: String,
    _ title: String,
    _ formula: String,
    _ edges: String,
    ratio: String = "such contacts / engaged contacts in a language that the detector knows"
  ) -> Self {
    Self(
      number,
      id,
      title,
      unit: .proportion,
      level: .cohort,
      better: .lower,
      formula: formula,
      ratio: ratio,
      edgeCases: edges
        + " No customer message with a text: null not_in_export. Parameter detectors off: null "
        + "not_computed. On labelled messages of public corpora it "
        + detector.checks.map(\.words).joined(separator: ", ")
        + "; that is a hint, and no verdict without an audit of both sides.",
      reason:
        "Sees more than lists of phrases do; how much more in this export, only an audit tells."
    )
  }
}
