import ArgumentParser
import Facts
import Pipeline

/// Which metrics are computed; only reports and facts can do with fewer.
struct MetricsFlag: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Which metrics are computed: all (the default) or core, which reads less and takes less time.",
      discussion:
        "Core: counts, hand-off, repeat contact, first reply, resolution, what phrases show.",
      valueName: "all|core"
    )
  )
  var metrics: MetricSelection?

  /// What the flag says.
  var assignments: [Settings.Assignment] {
    [Settings.Assignment("metrics", metrics?.rawValue, "--metrics")].compactMap(\.self)
  }
}

extension MetricSelection: ExpressibleByArgument {}
