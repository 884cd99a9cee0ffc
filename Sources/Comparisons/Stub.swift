package import Facts
package func findings(table: ContactTable, run: RunFacts, quality: DataQuality, options: ComparisonOptions) -> Findings {
  Findings(run: run, quality: quality, headline: "", headlineFamily: [], secondary: [], hides: [], cannotSay: [], lookNext: [], caseMix: CaseMix(), topics: [], heterogeneity: nil, containedOnly: nil, summaries: [], notes: [])
}
