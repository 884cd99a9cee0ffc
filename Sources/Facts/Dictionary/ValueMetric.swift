/// An amount per contact that has a column in `ContactTable.values`.
///
/// Times are in seconds.
///
/// The raw value is the column's index.
public enum ValueMetric: Int, Sendable, CaseIterable {
  case firstResponseTime, timeToHuman, handoffWait, handoffWaitTotal
  case queueWait
  case firstResolutionTime, fullResolutionTime
  case contactDuration, customerWaitTotal
  case handleTime, handleTimeAdjusted, turns
  case humanRequestEffortSeconds, humanRequestEffortMessages
  case contactsPerIssue
  case csatScore
  case frustrationFamilies
  case talkRatio
  case humanClaimCount
  case firstResponseTimeBusiness, timeToHumanBusiness, handoffWaitBusiness, queueWaitBusiness
  case firstResolutionTimeBusiness, fullResolutionTimeBusiness, customerWaitTotalBusiness

  /// All columns in table order, which is dictionary order; second figures stand last.
  public static let all = allCases

  /// The column's place in `ContactTable.values`.
  public var index: Int { rawValue }

  /// Made once: a facts file asks for it in every row.
  private static let ids = allCases.map(\.definition.id)

  package var id: String { Self.ids[rawValue] }

  package init?(id: String) {
    guard let found = Self.allCases.first(where: { $0.definition.id == id }) else { return nil }
    self = found
  }

  package var definition: MetricDefinition {
    switch self {
    case .firstResponseTime: .firstResponseTime
    case .timeToHuman: .timeToHuman
    case .handoffWait: .handoffWait
    case .handoffWaitTotal: .handoffWaitTotal
    case .queueWait: .queueWait
    case .firstResolutionTime: .firstResolutionTime
    case .fullResolutionTime: .fullResolutionTime
    case .contactDuration: .contactDuration
    case .customerWaitTotal: .customerWaitTotal
    case .handleTime: .handleTime
    case .handleTimeAdjusted: .handleTimeAdjusted
    case .turns: .turns
    case .humanRequestEffortSeconds: .humanRequestEffortSeconds
    case .humanRequestEffortMessages: .humanRequestEffortMessages
    case .contactsPerIssue: .contactsPerIssue
    case .csatScore: .csatScore
    case .frustrationFamilies: .frustrationFamilies
    case .talkRatio: .talkRatio
    case .humanClaimCount: .humanClaimCount
    case .firstResponseTimeBusiness: .firstResponseTimeBusiness
    case .timeToHumanBusiness: .timeToHumanBusiness
    case .handoffWaitBusiness: .handoffWaitBusiness
    case .queueWaitBusiness: .queueWaitBusiness
    case .firstResolutionTimeBusiness: .firstResolutionTimeBusiness
    case .fullResolutionTimeBusiness: .fullResolutionTimeBusiness
    case .customerWaitTotalBusiness: .customerWaitTotalBusiness
    }
  }
}
