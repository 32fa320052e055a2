"""The register has it approved for a release whose lists in the reports omit it.

The register is the newest one up to the report; where there is only a later one, it counts for what was
decided before the end of the report's figures. It is one finding, in the first report whose list omits it.

Why it matters: Parties read the list, and prepare for what is on it.

May be lawful: an approval that is not the last word, or that no report has told of yet because it is of this
month.

Not judged: what the reports themselves say was approved or decided otherwise (X210, R304), what another
release lists (R308), parts of a modification that is listed, releases that no report lists, and parts of the
register.

Passes:

    report 2020-08
    release_item MP101 approved release='November 2020 SEC Release'
    register 2020-08-07
    entry MP101 decision=Approved decision_date=2020-05-27 release='November 2020 SEC Release'

Fails:

    report 2020-08
    release_item MP101 approved release='November 2020 SEC Release'
    register 2020-08-07
    entry MP104 decision=Approved decision_date=2020-05-27 release='November 2020 SEC Release'

Says: The register of 7 August 2020 has MP104 approved for the November 2020 SEC Release; the list of that
release in the report for August 2020 omits it.
"""

from collections.abc import Iterator

from extractors.contract import Decision
from pipeline.basics.identity import identity, number
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel, after, until
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.process.stages import is_closed
from pipeline.checks.report_and_snapshot import Report, Snapshot
from pipeline.checks.scope import MONTHS_AROUND
from pipeline.checks.support.register_match import NO_SNAPSHOT, release_key
from pipeline.checks.support.release_lists import ReleaseList, implemented, release_lists
from pipeline.checks.support.releases import releases_said
from pipeline.checks.support.wording import day, month
from pipeline.checks.verdicts import Found, Unjudged, Verdicts
from pipeline.register.entries import RegisterEntry

CODE = "R315"
NAME = "unreleased"
SEVERITY: Severity = "warning"
ABSENCE = ("releases",)


def find(model: CheckModel) -> Verdicts:
    """Every entry that is approved for a release that the report lists without it."""
    for report in model.reports:
        snapshot = _register_of(model, report)
        if snapshot is None:
            yield Unjudged(period=report.period, reason=NO_SNAPSHOT)
            continue
        lists = release_lists(report)
        near = model.before(report)[-MONTHS_AROUND:]
        before = [name for earlier in near for name in _omitted(model, earlier)]
        for entry in _owed(model, report, snapshot):
            key = release_key(entry.release)
            if key is None or (identity(entry.reference), key) in before:
                continue
            yield _found(report, snapshot, entry, lists[key])


def _register_of(model: CheckModel, report: Report) -> Snapshot | None:
    """The newest whole register up to the report, else the first after it."""
    known = until(model.wholes, report.known_on)[-1:] or after(model.wholes, report.known_on)[:1]
    return known[0] if known else None


def _omitted(model: CheckModel, report: Report) -> Iterator[tuple[str, str | None]]:
    snapshot = _register_of(model, report)
    for entry in _owed(model, report, snapshot) if snapshot else ():
        yield identity(entry.reference), release_key(entry.release)


def _owed(model: CheckModel, report: Report, snapshot: Snapshot) -> Iterator[RegisterEntry]:
    """The entries approved for a release of which the report has a list that does not name them."""
    lists = release_lists(report)
    if not lists:
        return
    there = {number(who) for who in releases_said(report)} | implemented(report)
    there |= {number(who) for listed in lists.values() for who in listed.items}
    for who, entry in snapshot.entries.items():
        if release_key(entry.release) not in lists or number(who) in there:
            continue
        if _is_approved(report, snapshot, entry) and not _decided(model, report, who):
            yield entry


def _is_approved(report: Report, snapshot: Snapshot, entry: RegisterEntry) -> bool:
    """Whether it was approved in time for this report, and is not closed since."""
    if dated.register_outcome(entry.decision, snapshot.as_of) != "approved" or entry.decision_date is None:
        return False
    stage = dated.register_stage(entry.stage, snapshot.as_of)
    over = stage is not None and is_closed(stage, snapshot.as_of)
    return not over and entry.decision_date <= (report.cut_off or report.known_on)


def _decided(model: CheckModel, report: Report, who: str) -> bool:
    """Whether any report up to this one tells of a decision on it: then that is held against the list."""
    return any(
        number(vote.reference) == number(who) and vote.subject == "modification"
        for one in model.papers_until(report)
        for vote in one.facts(Decision)
    )


def _found(report: Report, snapshot: Snapshot, entry: RegisterEntry, listed: ReleaseList) -> Found:
    return Found(
        period=report.period,
        reference=entry.reference,
        message=f"The register of {day(snapshot.as_of)} has {entry.reference} approved for the "
        f"{listed.name}; the list of that release in the report for {month(report.period)} omits it.",
        stated={"listed": False, "release": listed.name},
        expected={"release": entry.release},
        evidence=report.see(list(listed.items.values())) + snapshot.see(entry, "decision", "release"),
    )
