"""The register has another release or implementation date.

Why it matters: Parties change their systems for the release that the report names.

Every release item is compared, also where another sentence of the report is right.

May be lawful: a release that was moved after the snapshot or the report, and a standalone release that the
register names by its month.

Not judged: reports for which there is no snapshot of their time (releases move), modifications whose
release is blank there, deliveries in parts, and a standalone release that one side names by its month. A
vote for another release or day is no conflict where the report has the register's too: it was superseded
since.

Passes:

    report 2020-05
    release_item MP087 approved release='November 2020 SEC Release' release_date=2020-11-29
    register 2020-05-07
    entry MP087 release='Nov 20 SEC Release' implementation_date=2020-11-29

Fails:

    report 2020-05
    release_item MP087 approved release='November 2020 SEC Release' release_date=2020-11-29
    register 2020-05-07
    entry MP087 release='February 2021 SEC Release' implementation_date=2021-02-25

Says: The report has MP087 in the November 2020 SEC Release; the register of 7 May 2020 has it in the
February 2021 SEC Release.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import partial

from extractors.contract import ReleaseItem
from pipeline.basics.calendar import month_of
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report, Snapshot
from pipeline.checks.support.register_match import (
    NO_SNAPSHOT,
    brought_up_to_date,
    is_late,
    lasting,
    near_entry,
    nothing_near,
    release_key,
    why_not,
)
from pipeline.checks.support.releases import ReleaseSaid, in_release, only_proposed, releases_said
from pipeline.checks.support.wording import day
from pipeline.checks.verdicts import Found, Unjudged, Verdicts
from pipeline.register.entries import RegisterEntry
from pipeline.register.files.events import kind_of

CODE = "R308"
NAME = "implementation-conflict"
SEVERITY: Severity = "error"
REPEATS = True

_SAME_EVENT = 31


def find(model: CheckModel) -> Verdicts:
    """Every release or day of implementation in a report that is not the register's."""
    for report in model.reports:
        if nothing_near(model, report):
            yield Unjudged(period=report.period, reason=NO_SNAPSHOT)
            continue
        for who, every in releases_said(report).items():
            said = [one for one in every if not only_proposed(model, report, one)]
            if not said:
                continue
            yield from _by_timeline(model, report, who)
            known = near_entry(model, report, who, "release", "implementation_date")
            if known is None or not _told(known[1]):
                unknown = "the register has no release or implementation date of it"
                reason = why_not(model, report, who, unknown)
                yield Unjudged(period=report.period, reference=said[0].reference, reason=reason)
            else:
                yield from _conflicts(model, who, report, *known, said)


def _by_timeline(model: CheckModel, report: Report, who: str) -> Iterator[Found]:
    """An implementation that a page dates in its timeline alone, within a month of the report's day."""
    items = [one for one in report.facts(ReleaseItem) if identity(one.reference) == who and not one.part]
    done = next((one for one in items if one.status == "implemented" and one.release_date), None)
    for snapshot in lasting(model, report, who) if done else ():
        entry = snapshot.entries.get(who)
        lines = [one for one in entry.events if kind_of(one) == "implemented"] if entry else []
        if entry is None or done is None or done.release_date is None or not lines:
            continue
        days = [one.happened_on for one in lines if one.happened_on]
        if entry.implementation_date or done.release_date in days or len(days) != 1:
            return
        if abs((days[0] - done.release_date).days) <= _SAME_EVENT:
            yield Found(
                period=report.period,
                reference=done.reference,
                message=f"The report says that {done.reference} was implemented on {day(done.release_date)}; "
                f"the timeline in the register of {day(snapshot.as_of)} says {day(days[0])}.",
                stated={"implementation_date": str(done.release_date)},
                expected={"implementation_date": str(days[0])},
                evidence=(*report.see(done), snapshot.see_event(entry, lines[0])),
            )
        return


def _told(entry: RegisterEntry) -> bool:
    return release_key(entry.release) is not None or entry.implementation_date is not None


def _conflicts(
    model: CheckModel,
    who: str,
    report: Report,
    snapshot: Snapshot,
    entry: RegisterEntry,
    said: list[ReleaseSaid],
) -> Iterator[Found]:
    """Each other release, and each other day where the release is the same or not given."""
    known, as_of = release_key(entry.release), f"the register of {day(snapshot.as_of)}"
    releases: dict[str, list[ReleaseSaid]] = defaultdict(list)
    days: dict[date, list[ReleaseSaid]] = defaultdict(list)
    for one in said:
        if one.key and known and one.key != known and not _named_by_month(one, known, entry):
            releases[one.key].append(one)
        elif one.on:
            days[one.on].append(one)
    right = [one for one in said if one.key and one.key == known]
    for wrong in releases.values():
        if _superseded(wrong, right) or _in_steps(wrong, right):
            continue
        one = wrong[0]
        late = brought_up_to_date(model, who, snapshot, partial(_has_release, one.key))
        yield Found(
            period=report.period,
            reference=one.reference,
            severity="info" if late else None,
            message=f"The report has {one.reference} {in_release(one.release)}; "
            f"{as_of} has it {in_release(entry.release)}{is_late(late)}.",
            stated={"release": one.release},
            expected={"release": entry.release},
            evidence=report.see([each.fact for each in wrong]) + snapshot.see(entry, "release"),
        )
    if entry.implementation_date is None:
        return
    right = days.pop(entry.implementation_date, [])
    for on, wrong in days.items():
        if _superseded(wrong, right):
            continue
        one = wrong[0]
        late = brought_up_to_date(model, who, snapshot, partial(_has_day, on))
        yield Found(
            period=report.period,
            reference=one.reference,
            severity="info" if late else None,
            message=f"The report gives {day(on)} for the implementation of {one.reference}; "
            f"{as_of} says {day(entry.implementation_date)}{is_late(late)}.",
            stated={"implementation_date": str(on)},
            expected={"implementation_date": str(entry.implementation_date)},
            evidence=report.see([each.fact for each in wrong]) + snapshot.see(entry, "implementation_date"),
        )


def _named_by_month(one: ReleaseSaid, known: str, entry: RegisterEntry) -> bool:
    """Whether one side calls standalone what the other calls by the month of its day."""
    if "standalone" not in (one.key, known):
        return False
    on = one.on if one.key == "standalone" else entry.implementation_date
    return on is not None and month_of(on) in (one.key, known)


def _superseded(wrong: list[ReleaseSaid], right: list[ReleaseSaid]) -> bool:
    """Whether it was only voted so, and the report itself has what holds now."""
    return bool(right) and not any(isinstance(one.fact, ReleaseItem) for one in wrong)


def _in_steps(wrong: list[ReleaseSaid], right: list[ReleaseSaid]) -> bool:
    """Whether one release has it implemented and another is to come, as when it is delivered in steps."""
    statuses = [
        {one.fact.status for one in side if isinstance(one.fact, ReleaseItem)} for side in (wrong, right)
    ]
    return all(statuses) and statuses[0].isdisjoint(statuses[1])


def _has_release(key: str | None, _: Snapshot, entry: RegisterEntry) -> bool:
    return key is not None and release_key(entry.release) == key


def _has_day(on: date, _: Snapshot, entry: RegisterEntry) -> bool:
    return entry.implementation_date == on
