/// The sentences of one language: written for this purpose, about a shop that does not exist.
///
/// A bot answers one question with one or two templates; people have more ways to say a thing. That
/// difference is what the signals for canned replies and loops look for.
struct Phrasebook: Sendable {
  var language: String
  var decimalSeparator: String
  /// What follows a day's number: " March".
  var months: [String]
  var products: [String]
  /// In the order of `Subject.allCases`; one entry serves all subjects where there is only one.
  var subjects: [SubjectPhrases]

  // What customers say, whatever the subject.
  var greetings: [Template]
  /// Put before the opening of a contact that begins angry.
  var angryBeginnings: [Template]
  var confirmations: [Template]
  /// Only thanks or a farewell: no verdict on the answer.
  var courtesies: [Template]
  var failures: [Template]
  var humanRequests: [Template]
  var humanRequestsAgain: [Template]
  var shouts: [Template]
  /// Put after a message said a second time.
  var repetitionEndings: [Template]
  /// A further question that is neither thanks nor a complaint.
  var furtherQuestions: [Template]

  // What the bot says, whatever the subject.
  var botGreeting: Template
  var botMenu: Template
  var botDeflections: [Template]
  var handoffNotice: Template
  var handoffFailed: Template
  var closingNotice: Template

  // What people say, whatever the subject.
  var humanIntroductions: [Template]
  var humanPromises: [Template]
  var humanQuestions: [Template]
  var humanApologies: [Template]
  var queueNotice: Template
  var notes: [Template]

  func phrases(_ subject: Subject) -> SubjectPhrases {
    subjects[min(subject.rawValue, subjects.count - 1)]
  }

  /// The book of a language; English for a language without one.
  static func book(_ language: String) -> Phrasebook {
    switch language {
    case "de": german
    case "es": spanish
    case "fr": french
    default: english
    }
  }
}

/// The sentences of one subject.
struct SubjectPhrases: Sendable {
  var openings: [Template]
  /// What the customer adds when asked.
  var details: [Template]
  /// Indices of details that can be taken for a complaint.
  ///
  /// Real customers write such sentences. Where arithmetic is judged they are left out, or what is planted
  /// would not be what can be read.
  var doubtful: [Int] = []
  var botQuestion: Template
  var botAnswers: [Template]
  var humanAnswers: [Template]

  /// The details that nobody takes for a complaint.
  var plainDetails: [Template] {
    details.indices.filter { !doubtful.contains($0) }.map { details[$0] }
  }
}

/// What a contact is about.
///
/// The raw value is its place in the tables of a scenario.
enum Subject: Int, CaseIterable, Sendable {
  case orderStatus, passwordReset, invoiceCopy, deliveryChange
  case damagedItem, refundDisputed, openingHours, businessOrder

  /// The value of `topic` in the export.
  var name: String {
    switch self {
    case .orderStatus: "order_status"
    case .passwordReset: "password_reset"
    case .invoiceCopy: "invoice_copy"
    case .deliveryChange: "delivery_change"
    case .damagedItem: "damaged_item"
    case .refundDisputed: "refund_disputed"
    case .openingHours: "opening_hours"
    case .businessOrder: "business_order"
    }
  }
}
