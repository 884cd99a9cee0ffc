/// A word that the report counts in or judges by and that is no metric; `Docs/Glossary.md` has them all.
enum Term: String, CaseIterable, Sendable {
  case contact, record, side, comparable, interval, verdict, outcome, evidence, identity
  case languageSource = "language-source"
  case clockFault = "clock-fault"
  case remark, week, parameter, gate, claim, exchange

  var title: String {
    switch self {
    case .contact: "Contact"
    case .record: "Record"
    case .side: "Side of a contact"
    case .comparable: "Comparable contacts"
    case .interval: "Interval"
    case .verdict: "Verdict"
    case .outcome: "Outcome"
    case .evidence: "Evidence"
    case .identity: "Known customer"
    case .languageSource: "Source of a language"
    case .clockFault: "Clock fault"
    case .remark: "Remark"
    case .week: "Week"
    case .parameter: "Parameter"
    case .gate: "Gate"
    case .claim: "Claim"
    case .exchange: "Exchange"
    }
  }

  /// `T1` and so on, beside the `M1` of metrics.
  var number: String { "T\((Self.allCases.firstIndex(of: self) ?? 0) + 1)" }

  var meaning: String {
    switch self {
    case .contact:
      "One matter that a customer came with. Conversations of the export are freed of doubles, joined where a hand-off "
        + "cut them, and cut where a thread was taken up again. Metrics count contacts that the customer began and in "
        + "which he wrote more than a courtesy; the others are counted once, by reason."
    case .record:
      "One message, event or conversation as the export holds it. Read = used + set aside: what could not be "
        + "understood is set aside with its reason, and nothing else is lost."
    case .side:
      "A contact belongs to the side that answered first, or that it was assigned to when nobody answered; a field of "
        + "the export that says so wins. It stays there when others take over. Who took part in the end is a second "
        + "view, which is selected on the result."
    case .comparable:
      "Contacts of a kind that both sides had: alike in all that the adjustment uses and that was known before the first "
        + "reply. Adjusted figures are averages over all such kinds, weighted to where both sides had many. The "
        + "comparable share is stricter: it counts kinds of which each side had at least 5. Below 90 % a verdict states "
        + "it, below half there is no comparison."
    case .interval:
      "The range that the data support. Contacts of one customer count for less than as many strangers."
    case .verdict:
      "Better or worse: the interval leaves out equality. Equivalent: it lies inside a margin that was set before "
        + "looking. Inconclusive: the data do not settle it, which is not equality. Not comparable: the sides "
        + "had contacts of different kinds. Not measurable: one side has no figure. q allows for all that was tested."
    case .outcome:
      "How a contact ended; exactly one of twelve values, the first that fits. Resolved in the strict sense is what "
        + "customers confirmed; in the lenient sense also what was declared, or followed by silence after an answer."
    case .evidence:
      "What decided a value: explicit, a field of the export; event, something that happened; inferred, from order, "
        + "times and roles; heuristic, from words. A figure has the weakest that it rests on."
    case .identity:
      "The export says who the customer was. Without it a return cannot be seen."
    case .languageSource:
      "Where the language of a contact is known from: a field of the export, or the words that were written."
    case .clockFault:
      "A time that is missing, lies before the one it should follow, has no time zone, or cannot be."
    case .remark:
      "Something about a counted contact that makes a figure less sure; the contact stays in. One contact can have "
        + "several."
    case .week:
      "From Monday, in the report\u{2019}s time zone; a contact belongs to the week in which it began. A week is complete "
        + "when it is over and the windows of its contacts have closed. Limits of ordinary variation are p\u{2032} limits for "
        + "shares (Laney, 2002) and XmR limits for times."
    case .parameter:
      "A number or a rule that figures depend on; flags and onpar.yaml change it."
    case .gate:
      "A limit that a figure must keep. It is broken when the whole interval lies beyond it."
    case .claim:
      "What somebody says of the bot. Supported or contradicted only when the interval leaves no doubt; else undecided, "
        + "or not measurable in this log."
    case .exchange:
      "The messages around what a figure rests on, redacted; chosen by a hash of their ids."
    }
  }
}
