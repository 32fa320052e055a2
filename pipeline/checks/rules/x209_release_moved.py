"""A modification changed release, and no decision in between explains it.

Why it matters: Parties plan for the release that they were told.

May be lawful: a decision of the Authority or the Panel that moved the release, a conditional release, and a
delivery in parts.

Not judged: deliveries in parts, releases whose name has no month, and modifications that no earlier
report puts into a release. A vote under Authority Determination only proposes one; the Authority's
decision, or one on the release date, may name another.

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
from pipeline.checks.process.sayings import notes_on
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.register_match import release_key
from pipeline.checks.support.releases import ReleaseSaid, in_release, only_proposed, releases_said
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
            now = [said for said in everything if said.key and not only_proposed(model, report, said)]
            if not now:
                continue
            before = last_said.get(who)
            last_said[who] = (report, now)
            if before is None:
                continue
            earlier, then = before
            between = tuple(
                one for one in model.papers_until(report) if one.period > earlier.period or one is report
            )
            if {said.key for said in now} & {said.key for said in then} or _decided(
                between, who, now, earlier
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


def _decided(between: tuple[Report, ...], who: str, now: list[ReleaseSaid], earlier: Report) -> bool:
    """Whether the reports since the earlier one tell of a decision that may put it into another release."""
    since, keys = earlier.cut_off or earlier.known_on, {said.key for said in now}
    return any(
        notes_on(report, who, "release_moved")
        or any(
            identity(vote.reference) == who
            and vote.outcome in ("approved", "sent_back", "referred", "deferred")
            and (vote.release is None or release_key(vote.release) in keys)
            and vote.subject in ("modification", "release_date", "appeal", "progression")
            and (vote.decided_on is None or vote.decided_on > since)
            and (vote.decided_on is not None or vote.subject != "modification")
            for vote in report.facts(Decision)
        )
        for report in between
    )
