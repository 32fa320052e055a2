"""The register has another release or implementation date.

Why it matters: Parties change their systems for the release that the report names.

Not judged: reports for which there is no snapshot of their time (releases move), modifications whose
release is blank there, deliveries in parts, and reports that print the register's release too.

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

from collections.abc import Iterator

from pipeline.checks.finding import Severity
from pipeline.checks.model import Model
from pipeline.checks.register import NO_SNAPSHOT, near_entry, nothing_near, release_key, why_not
from pipeline.checks.releases import ReleaseSaid, in_release, releases_said
from pipeline.checks.said import Found, Unjudged, Verdicts
from pipeline.checks.views import Report, Snapshot
from pipeline.checks.wording import day
from pipeline.register.entries import RegisterEntry

CODE = "R308"
NAME = "implementation-conflict"
SEVERITY: Severity = "error"


def find(model: Model) -> Verdicts:
    """Every modification none of whose printed releases is the register's."""
    for report in model.reports:
        if nothing_near(model, report):
            yield Unjudged(period=report.period, reason=NO_SNAPSHOT)
            continue
        for who, said in releases_said(report).items():
            known = near_entry(model, report, who, "release", "implementation_date")
            if known is None or not _told(known[1]):
                unknown = "the register has no release or implementation date of it"
                reason = why_not(model, report, who, unknown)
                yield Unjudged(period=report.period, reference=said[0].reference, reason=reason)
            else:
                yield from _conflicts(report, *known, said)


def _told(entry: RegisterEntry) -> bool:
    return release_key(entry.release) is not None or entry.implementation_date is not None


def _conflicts(
    report: Report, snapshot: Snapshot, entry: RegisterEntry, said: list[ReleaseSaid]
) -> Iterator[Found]:
    """Another release or, where the release is the same or not given, another day."""
    known, as_of = release_key(entry.release), f"the register of {day(snapshot.as_of)}"
    named = [one for one in said if one.key]
    days = [(one, one.on) for one in said if one.on]
    if named and known and all(one.key != known for one in named):
        one = named[0]
        yield Found(
            period=report.period,
            reference=one.reference,
            message=f"The report has {one.reference} {in_release(one.release)}; "
            f"{as_of} has it {in_release(entry.release)}.",
            stated={"release": one.release},
            expected={"release": entry.release},
            evidence=report.see([each.fact for each in named]) + snapshot.see(entry, "release"),
        )
    elif days and entry.implementation_date and all(on != entry.implementation_date for _, on in days):
        one, on = days[0]
        yield Found(
            period=report.period,
            reference=one.reference,
            message=f"The report gives {day(on)} for the implementation of {one.reference}; "
            f"{as_of} says {day(entry.implementation_date)}.",
            stated={"implementation_date": str(on)},
            expected={"implementation_date": str(entry.implementation_date)},
            evidence=report.see([each.fact for each, _ in days]) + snapshot.see(entry, "implementation_date"),
        )
