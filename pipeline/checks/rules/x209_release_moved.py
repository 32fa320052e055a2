"""A modification changed release, and no decision in between explains it.

Why it matters: Parties plan for the release that they were told.

Not judged: deliveries in parts, releases whose name has no month, and modifications that no earlier
report puts into a release.

Passes:

    report 2020-07
    release_item MP118 approved release='November 2020 SEC Release'
    report 2020-08
    release_item MP118 approved release='November 2020 SEC Release'

Fails:

    report 2020-07
    release_item MP118 approved release='November 2020 SEC Release'
    report 2020-08
    release_item MP118 approved release='February 2021 SEC Release'

Says: MP118 is in the February 2021 SEC Release; the report for July 2020 had it in the November 2020
SEC Release, and no decision in between is reported.
"""

from extractors.contract import Decision, Section
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.releases import ReleaseSaid, in_release, releases_said
from pipeline.checks.support.wording import month
from pipeline.checks.verdicts import Found, Verdicts

CODE = "X209"
NAME = "release-moved"
SEVERITY: Severity = "warning"
ABSENCE: tuple[Section, ...] = ("releases", "opine")


def find(model: CheckModel) -> Verdicts:
    """Every modification that a report puts into other releases than the last report that named one."""
    last_said: dict[str, tuple[Report, list[ReleaseSaid]]] = {}
    for report in model.series:
        for who, everything in releases_said(report).items():
            now = [said for said in everything if said.key]
            if not now:
                continue
            before = last_said.get(who)
            last_said[who] = (report, now)
            if before is None:
                continue
            earlier, then = before
            if {said.key for said in now} & {said.key for said in then} or _decided(
                report, who, now, earlier
            ):
                continue
            new, old = now[0], then[0]
            yield Found(
                period=report.period,
                reference=new.reference,
                message=f"{new.reference} is {in_release(new.release)}; the report for "
                f"{month(earlier.period)} had it {in_release(old.release)}, and no decision in between is "
                "reported.",
                stated={"release": new.release},
                expected={"release": old.release},
                evidence=report.see([said.fact for said in now]) + earlier.see([said.fact for said in then]),
            )


def _decided(report: Report, who: str, now: list[ReleaseSaid], earlier: Report) -> bool:
    """Whether the report tells of a decision since the earlier one that puts it into that release."""
    keys = {said.key for said in now}
    return any(
        identity(vote.reference) == who
        and vote.decided_on is not None
        and vote.decided_on > (earlier.cut_off or earlier.known_on)
        and any(said.fact is vote and said.key in keys for said in now)
        for vote in report.facts(Decision)
    )
