"""The figures as Markdown."""
import math
import statistics

from judge import FEWEST, HIDDEN, VERDICTS, checked, wilson

TITLES = {
    "durable_resolution_rate rate": "durable resolution",
    "repeat_contact_rate_7d_any rate": "repeat contact 7 d",
    "resolved_within_24h cif_24h": "resolved within 24 h",
    "first_response_time p50": "first response, median",
    "csat_top2 rate": "satisfied share of ratings",
    "full_resolution_time p50": "time to resolution, median",
    "handoff_rate rate": "bot: hand-off",
    "unmet_human_request_rate rate": "bot: request for a person unmet",
}
ORDER = list(TITLES)
WORDS = {"not_comparable": "not comparable", "not_measurable": "not measurable"}


def points(value, places=1):
    return f"{100 * value:+.{places}f}" if abs(value) >= 5 * 10 ** -(places + 3) else f"{0:.{places}f}"


def truth(cell):
    if cell.ratio:
        return f"× {cell.truth:.3g}"
    return f"{100 * cell.truth:.1f} %" if cell.name.startswith(("handoff", "unmet")) else points(cell.truth)


def bias(cell):
    mean, error = cell.bias
    if math.isnan(mean):
        return "–"
    return f"{points(mean, 2)} ± {100 * error:.2f}" + (" %" if cell.ratio else "")


def share(hits, trials):
    low, high = wilson(hits, trials)
    return f"{100 * hits / trials:.1f} ({100 * low:.1f}–{100 * high:.1f})"


def width(cell):
    mean = statistics.fmean(cell.widths)
    return f"× {math.exp(mean):.2f}" if cell.ratio else f"{100 * mean:.1f}"


def crude(cell):
    if not cell.crude_errors:
        return "–"
    mean = statistics.fmean(cell.crude_errors)
    return f"{points(mean)}{' %' if cell.ratio else ''}, {100 * cell.crude_covered / len(cell.crude_errors):.0f} %"


def verdicts(cell):
    if not cell.of_family:
        return "none given"
    total = sum(cell.verdicts.values())

    def of(count):
        return f"{100 * count / total:.0f}" if 200 * count >= total else "<1"

    return ", ".join(
        f"{WORDS.get(word, word)} {of(cell.verdicts[word])}" for word in VERDICTS if cell.verdicts[word]
    )


def rows(scenario):
    cells = sorted(scenario.cells, key=lambda c: (ORDER.index(c.name), not c.of_family))
    yield "| measure | truth | seeds | bias | covers | width | raw figures: bias, covers | verdicts in % of seeds |"
    yield "|---|---|---|---|---|---|---|---|"
    for cell in cells:
        title = TITLES[cell.name]
        if cell.seeds < FEWEST:
            yield f"| {title} | {truth(cell)} | {cell.seeds} | – | – | – | – | {verdicts(cell)} |"
            continue
        covers = share(cell.covered, cell.seeds) + ("" if checked(cell) else " *")
        yield (
            f"| {title} | {truth(cell)} | {cell.seeds} | {bias(cell)} | {covers} | {width(cell)}"
            f" | {crude(cell)} | {verdicts(cell)} |"
        )


def section(scenario, summary):
    yield f"### {scenario.name}"
    yield ""
    yield f"{summary} {scenario.seeds} seeds of about {scenario.contacts} contacts."
    yield ""
    yield from rows(scenario)
    yield ""
    if scenario.name in HIDDEN:
        shown = [c for c in scenario.cells if c.seeds and not c.identified and not c.ratio and c.of_family]
        yield (
            "\\* not checked: hard contacts go to people unseen, so no adjustment can show the truth. What strata "
            "can show is "
            + "; ".join(
                f"{points(c.adjusted)} for {TITLES[c.name]}, covered in {share(c.covered_adjusted, c.seeds)} %"
                for c in shown
            )
            + "."
        )
        yield ""
    elif any(c.seeds >= FEWEST and not checked(c) for c in scenario.cells):
        yield "\\* not checked: it happens on neither side, so that every interval is right."
        yield ""
    if scenario.name == "survey-bias":
        held = ", ".join(f"{arm} {share(*counts)} %" for arm, counts in scenario.bounds.items() if counts[1])
        yield (
            "The satisfied share of *all* contacts lies within the bounds that the silent leave open, in each arm: "
            f"{held}."
        )
        yield ""
    if scenario.name not in HIDDEN:
        mean = statistics.fmean(scenario.false_share)
        yield (
            f"False alarms: {100 * mean:.1f} % of the verdicts “better” and “worse” are false (mean over seeds); "
            f"{100 * scenario.any_false / scenario.seeds:.1f} % of seeds have one."
        )
    else:
        yield (
            "False alarms are planted here and not counted. No report uses a causal word, and every one says that "
            "routing was not random."
            if not scenario.causal and not scenario.without_reserve
            else "The words of some reports break the rule; see below."
        )
    yield ""


def document(scenarios, summaries, broken, watched, checks):
    """The lines of the part of Docs/Statistics.md that is written by the program."""
    for scenario in scenarios:
        yield from section(scenario, summaries.get(scenario.name, ""))
    yield "### Limits"
    yield ""
    yield f"{checks} checks. " + ("No limit is broken." if not broken else "Broken:")
    yield ""
    if broken:
        yield from (f"- {text}" for text in broken)
        yield ""
    if watched:
        yield "Outside the limits, but no further than chance explains:"
        yield ""
        yield from (f"- {text}" for text in watched)
        yield ""
