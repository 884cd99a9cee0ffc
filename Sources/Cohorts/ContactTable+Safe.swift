package import Facts

/// Columns that are always as long as the table, whatever the export held.
///
/// A table without contacts has no columns at all, and an export may lack what a column needs. Both
/// read as "not in the export", never as false or zero; what `--metrics` left out reads as "not computed".
extension ContactTable {
  /// The column of a rate; nil when the table has none.
  package func column(of metric: RateMetric) -> [RateCell]? {
    guard rates.indices.contains(metric.index) else { return nil }
    let column = rates[metric.index]
    return column.count == count ? column : nil
  }

  /// The column of an amount; nil when the table has none.
  package func column(of metric: ValueMetric) -> ValueCells? {
    guard values.indices.contains(metric.index) else { return nil }
    let column = values[metric.index]
    return column.count == count ? column : nil
  }

  /// The column of a rate; null throughout when the table has none.
  package func cells(of metric: RateMetric) -> [RateCell] {
    column(of: metric) ?? [RateCell](repeating: .null(metrics.absence), count: count)
  }

  /// The column of an amount; null throughout when the table has none.
  package func cells(of metric: ValueMetric) -> ValueCells {
    column(of: metric) ?? ValueCells(repeatElement(.null(metrics.absence), count: count))
  }

  /// The replies of a measure that belong to contacts of this table.
  package func list(of metric: ReplyMetric) -> ReplyList {
    guard replies.indices.contains(metric.index) else { return ReplyList() }
    let list = self[metric]
    let isWhole = list.contact.count == list.value.count && list.isBot.count == list.value.count
    return isWhole ? list : ReplyList()
  }

  /// The column, or `fill` throughout when it is not as long as the table.
  package func whole<Element>(_ column: [Element], fill: Element) -> [Element] {
    column.count == count ? column : [Element](repeating: fill, count: count)
  }
}
