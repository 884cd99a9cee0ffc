"""From lines to figures: bias, coverage, verdicts, false alarms, and what breaks a limit.

Written without the statistics library under test.
"""
import collections
import dataclasses
import math
import re
import statistics

VERDICTS = ["better", "worse", "equivalent", "inconclusive", "not_comparable", "not_measurable"]

# Where something is at work that no export shows: the measures in which strata cannot show the truth.
HIDDEN = {"latent-confounding"}
SURVEY = "survey-bias"

COVERAGE = (0.93, 0.97)
FALSE_ALARMS = 0.05
# A mean error beyond its Monte-Carlo error: half a point, or 3 % of a ratio.
BIAS, RATIO_BIAS = 0.005, 0.03
# With fewer estimates than this a share of intervals says nothing.
FEWEST = 20

CAUSAL = re.compile(
    r"\b(caus\w+|proves?|proved|proven|significant\w*|due to|leads? to|led to|results? in|resulted in"
    r"|effects? of|impact\w*|thanks to|because of the (bot|human)s?|makes? (customers|people))\b",
    re.IGNORECASE,
)
RESERVE = "Routing was not random"


def number(value):
    return None if value is None else float(value)


def wilson(hits, trials, z=1.959964):
    """The score interval of a share, Wilson 1927."""
    if trials == 0:
        return 0.0, 1.0
    share, square = hits / trials, z * z
    middle = share + square / (2 * trials)
    half = z * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    scale = 1 + square / trials
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


@dataclasses.dataclass
class Cell:
    """One measure in one scenario."""

    scenario: str
    name: str
    ratio: bool
    of_family: bool
    truth: float = math.nan
    # What adjustment can show; the truth unless something unseen is at work.
    adjusted: float = math.nan
    rates: tuple = (math.nan, math.nan)
    errors: list = dataclasses.field(default_factory=list)
    widths: list = dataclasses.field(default_factory=list)
    covered: int = 0
    covered_adjusted: int = 0
    crude_errors: list = dataclasses.field(default_factory=list)
    crude_covered: int = 0
    verdicts: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    false_alarms: int = 0
    false_equal: int = 0
    is_different: bool = False
    beyond_margin: int = 0

    @property
    def seeds(self):
        return len(self.errors)

    @property
    def bias(self):
        """Mean error and its Monte-Carlo error."""
        if self.seeds < 2:
            return math.nan, math.nan
        return statistics.fmean(self.errors), statistics.stdev(self.errors) / math.sqrt(self.seeds)

    @property
    def identified(self):
        return self.scenario not in HIDDEN or self.name.startswith("first_response")

    @property
    def degenerate(self):
        """Nothing happens on either side: any interval around zero is right."""
        return not self.ratio and set(self.rates) <= {0.0, 1.0}

    @property
    def limits(self):
        # Limits of quantiles are rounded outward on purpose (STATISTICS 4.2).
        return (COVERAGE[0], 1.0) if self.ratio else COVERAGE

    def add(self, entry, truth):
        self.truth, self.adjusted = truth["effect"], truth["adjusted"]
        self.rates = truth["bot"], truth["human"]
        verdict = entry.get("verdict")
        value, lower, upper = map(number, entry["effect"])
        better = {"higher": 1, "lower": -1}.get(entry.get("better"), 0)
        null = 1.0 if self.ratio else 0.0
        direction = 0 if abs(self.truth - null) < 1e-9 else math.copysign(1, self.truth - null) * better
        self.is_different = direction != 0
        if self.of_family:
            self.verdicts[verdict] += 1
            if verdict in ("better", "worse"):
                self.false_alarms += direction != (1 if verdict == "better" else -1)
            margin = number(entry.get("margin"))
            if margin is not None:
                size = abs(math.log(self.truth) if self.ratio else self.truth)
                self.beyond_margin += size >= margin
                self.false_equal += size >= margin and verdict == "equivalent"
        if value is None:
            return
        lower = -math.inf if lower is None else lower
        upper = math.inf if upper is None else upper
        self.errors.append(self.error(value))
        self.widths.append(math.log(upper / lower) if self.ratio and lower > 0 else upper - lower)
        self.covered += lower <= self.truth <= upper
        self.covered_adjusted += lower <= self.adjusted <= upper
        crude = list(map(number, entry.get("crude") or [None] * 3))
        if crude[0] is not None:
            self.crude_errors.append(self.error(crude[0]))
            self.crude_covered += (crude[1] if crude[1] is not None else -math.inf) <= self.truth <= (
                crude[2] if crude[2] is not None else math.inf
            )

    def error(self, value):
        """On the scale of the estimate; of a ratio, its logarithm."""
        if not self.ratio:
            return value - self.truth
        return math.log(value / self.truth) if value > 0 else -math.inf


@dataclasses.dataclass
class Scenario:
    """Everything that one scenario shows."""

    name: str
    seeds: int
    contacts: int
    cells: list
    strata: collections.Counter
    # Share of false ones among better and worse, by seed (the false discovery rate is its mean).
    false_share: list
    any_false: int
    causal: dict
    without_reserve: int
    bounds: dict


def judged(name, lines, truth_of):
    """All figures of a scenario."""
    cells, strata = {}, collections.Counter()
    false_share, any_false, causal, without = [], 0, {}, 0
    bounds = {"bot": [0, 0], "human": [0, 0]}
    for line in lines:
        strata[", ".join(line["strata"])] += 1
        truth = truth_of(line["strata"])
        alarms = wrong = 0
        for kind in ("family", "others", "rates"):
            for entry in line[kind]:
                if kind == "others" and entry["name"].startswith("repeat"):
                    continue
                if entry["name"] not in truth or entry.get("cohort") == "human_first":
                    continue
                if kind == "rates" and truth[entry["name"]]["human"] is not None:
                    continue
                planted = truth[entry["name"]]
                # Whether the rate or the incidence carries the verdict depends on the follow-up; both estimate the same.
                title = entry["name"].replace(" cif_7d", " rate")
                cell = cells.setdefault(title, Cell(name, title, planted["ratio"], kind == "family"))
                before = cell.false_alarms
                cell.add(entry, planted)
                if kind == "family" and entry["verdict"] in ("better", "worse"):
                    alarms += 1
                    wrong += cell.false_alarms - before
        false_share.append(wrong / max(1, alarms))
        any_false += wrong > 0
        for word in CAUSAL.findall(line["words"]):
            causal.setdefault(word[0].lower(), line["seed"])
        without += RESERVE not in line["words"]
        add_bounds(bounds, line, truth["satisfied_of_all crude"])
    return Scenario(
        name, len(lines), lines[0]["contacts"], list(cells.values()), strata, false_share, any_false,
        causal, without, bounds,
    )


def add_bounds(bounds, line, planted):
    """Whether what the silent may think leaves room for what all think (STATISTICS 6.1)."""
    counts = {(e["name"], e["cohort"]): e for e in line["rates"]}
    for arm in ("bot", "human"):
        rated = counts.get(("csat_top2 rate", arm + "_first"))
        offered = counts.get(("survey_response_rate rate", arm + "_first"))
        if not rated or not offered or not offered["denominator"]:
            continue
        yes, all_offered = rated["numerator"], offered["denominator"]
        silent = all_offered - rated["denominator"]
        bounds[arm][1] += 1
        bounds[arm][0] += yes / all_offered <= planted[arm] <= (yes + silent) / all_offered


def checked(cell):
    """Whether the coverage of a cell must lie within the limits."""
    return cell.identified and cell.seeds >= FEWEST and not cell.degenerate


def faults(scenarios):
    """What breaks a limit beyond chance, and what lies outside within chance.

    A limit is broken when the Wilson interval of what was counted lies wholly beyond it. The level is
    95 % over all checks together (Bonferroni), so that a sound program passes 19 times in 20.
    """
    checks = 2 * sum(checked(cell) for s in scenarios for cell in s.cells) + 2 * len(scenarios)
    z = statistics.NormalDist().inv_cdf(1 - 0.025 / max(1, checks))
    broken, watched = [], []
    for scenario in scenarios:
        for cell in scenario.cells:
            where = f"{scenario.name}, {cell.name}"
            if checked(cell):
                low, high = wilson(cell.covered, cell.seeds, z)
                share = cell.covered / cell.seeds
                text = f"{where}: coverage {share:.1%} of {cell.seeds}"
                if high < cell.limits[0] or low > cell.limits[1]:
                    broken.append(text)
                elif not cell.limits[0] <= share <= cell.limits[1]:
                    watched.append(text)
                mean, error = cell.bias
                if abs(mean) - z * error > (RATIO_BIAS if cell.ratio else BIAS):
                    broken.append(f"{where}: off by {mean:+.4f} on average")
            if cell.of_family and cell.beyond_margin and cell.identified:
                if wilson(cell.false_equal, cell.beyond_margin, z)[0] > FALSE_ALARMS:
                    broken.append(f"{where}: called equivalent {cell.false_equal} times in {cell.beyond_margin}")
        if scenario.name not in HIDDEN:
            # Each seed's share is at most 1, so the interval of a yes/no share is no narrower.
            mean = statistics.fmean(scenario.false_share)
            text = f"{scenario.name}: {mean:.1%} of the verdicts better and worse are false"
            if wilson(sum(scenario.false_share), scenario.seeds, z)[0] > FALSE_ALARMS:
                broken.append(text)
            elif mean > FALSE_ALARMS:
                watched.append(text)
        for word, seed in sorted(scenario.causal.items()):
            broken.append(f"{scenario.name}: the report of seed {seed} says “{word}”")
        if scenario.without_reserve:
            broken.append(f"{scenario.name}: {scenario.without_reserve} reports do not say “{RESERVE}”")
        if scenario.name == SURVEY:
            for arm, (held, seeds) in scenario.bounds.items():
                if seeds and wilson(held, seeds, z)[1] < COVERAGE[1]:
                    broken.append(f"{SURVEY}: bounds of the {arm} hold the truth {held} times in {seeds}")
            for cell in scenario.cells:
                # The rule is twice the response rate of the other side, so now and then a sample is let through.
                given = scenario.seeds - cell.verdicts["not_measurable"]
                if cell.name.startswith("csat") and wilson(given, scenario.seeds, z)[0] > FALSE_ALARMS:
                    broken.append(f"{SURVEY}: satisfaction is given in {given} of {scenario.seeds} seeds")
    return broken, watched, checks
