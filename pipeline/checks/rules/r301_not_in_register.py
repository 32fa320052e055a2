"""The register has no such modification.

Why it matters: the reference is mistyped, or the register is incomplete.

May be lawful: a proposal that was raised after the snapshot, and one that the register has under its parts.

Not judged: a report for which there is no snapshot of the register or only a part of it, and a snapshot that
lacks more than a quarter of what the report names: that is a part of the register, not the register.

Passes:

    report 2020-08
    mention MP117
    register 2020-08-07
    entry MP117

Fails:

    report 2020-08
    mention MP117
    mention MP103
    mention MP118
    mention MP124
    mention MP711
    register 2020-08-07
    entry MP117
    entry MP103
    entry MP118
    entry MP124

Says: The register of 7 August 2020 has no MP711; the report names it once.
"""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from pipeline.basics.identity import identity, number
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel, after, until
from pipeline.checks.report_and_snapshot import Report, Snapshot, places
from pipeline.checks.support.register_match import NO_SNAPSHOT
from pipeline.checks.support.wording import day, quoted, times
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "R301"
NAME = "not-in-register"
SEVERITY: Severity = "error"
REPEATS = True
EXPLAINED = False


def find(model: CheckModel) -> Verdicts:
    """Every modification of a report that the register of its time, or of soon after, does not have."""
    for report in model.judged_papers:
        later = after(model.wholes, report.known_on)
        nearest = next(iter((*until(model.wholes, report.known_on)[-1:], *later)), None)
        if nearest is None:
            reason = "of the register there are only parts, which prove no absence"
            yield Unjudged(period=report.period, reason=reason if model.snapshots else NO_SNAPSHOT)
            continue
        # A snapshot from before the report cannot know the newest proposals; the next one would.
        second = next(iter(later), None)
        older = nearest.as_of < report.known_on
        asked = [one for one in (nearest, second if older else None) if one]
        asked += [one for one in model.snapshots if not one.whole]
        missing = [who for who in report.references if not any(_knows(s, report, who) for s in asked)]
        if len(missing) * 4 > len(report.references):
            yield Unjudged(
                period=report.period,
                reason=f"the register of {day(nearest.as_of)} lacks {len(missing)} of the "
                f"{len(report.references)} modifications that the report names: it is not the whole register",
            )
            continue
        for who in missing:
            reference, facts = next(iter(report.references[who].items()))
            if older and second is None:
                yield Unjudged(
                    period=report.period,
                    reference=reference,
                    reason=f"the newest register, of {day(nearest.as_of)}, is older than the report",
                )
                continue
            named = places(facts)
            yield Found(
                period=report.period,
                reference=reference,
                message=f"The register of {day(nearest.as_of)} has no {reference}; "
                f"the report names it {times(named)}"
                f"{_namesake(nearest, report.titles.get(who, ()))}.",
                stated={"reference": reference},
                expected={"register": None},
                evidence=report.see(facts),
            )


def _namesake(snapshot: Snapshot, titles: Iterable[str]) -> str:
    """Which modification the register has under the title, or a near one: a reference may be mistyped."""
    for title in titles:
        known = {entry: entry.title for entry in snapshot.all_entries if entry.title}
        found = process.extractOne(title, known, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=90)
        if found:
            _, score, entry = found
            return f"; {quoted(title)} is {entry.reference} there ({int(score)} of 100 alike)"
    return ""


def _knows(snapshot: Snapshot, report: Report, who: str) -> bool:
    """Whether the register has the modification, or the one that it was split from or into."""
    if who in snapshot.entries:
        return True
    printed = next(iter(report.references[who]))
    whole = number(printed)
    return (whole in snapshot.entries) or (whole == identity(printed) and whole in snapshot.numbers)
