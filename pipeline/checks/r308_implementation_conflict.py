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

from pipeline.checks.finding import Severity
from pipeline.checks.model import Model
from pipeline.checks.register import NO_SNAPSHOT, near, release_key
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
        snapshot = near(model, report)
        if snapshot is None:
            yield Unjudged(period=report.period, reason=NO_SNAPSHOT)
            continue
        for who, said in releases_said(report).items():
            entry = snapshot.entries.get(who)
            if entry is None or (release_key(entry.release) is None and entry.implementation_date is None):
                yield Unjudged(
                    period=report.period,
                    reference=said[0].reference,
                    reason="the register has no release or implementation date of it",
                )
            elif all(_differs(one, entry) for one in said):
                yield _found(report, snapshot, entry, said)


def _differs(said: ReleaseSaid, entry: RegisterEntry) -> bool:
    """Whether the two name different releases or, where they name the same or none, different days."""
    known = release_key(entry.release)
    if said.key and known and said.key != known:
        return True
    return bool(said.on and entry.implementation_date and said.on != entry.implementation_date)


def _found(report: Report, snapshot: Snapshot, entry: RegisterEntry, said: list[ReleaseSaid]) -> Found:
    one, known = said[0], release_key(entry.release)
    as_of = f"the register of {day(snapshot.as_of)}"
    if one.key and known and one.key != known:
        return Found(
            period=report.period,
            reference=one.reference,
            message=f"The report has {one.reference} {in_release(one.release)}; "
            f"{as_of} has it {in_release(entry.release)}.",
            stated={"release": one.release},
            expected={"release": entry.release},
            evidence=report.see([each.fact for each in said]) + snapshot.see(entry, "release"),
        )
    dated = next(each for each in said if each.on)
    return Found(
        period=report.period,
        reference=one.reference,
        message=f"The report has {one.reference} implemented on {day(dated.on or report.known_on)}; "
        f"{as_of} says {day(entry.implementation_date or snapshot.as_of)}.",
        stated={"implementation_date": str(dated.on)},
        expected={"implementation_date": str(entry.implementation_date)},
        evidence=report.see(dated.fact) + snapshot.see(entry, "implementation_date"),
    )
