"""The decision's governance is not the register's path.

It is found in the first report that tells of the decision.

Why it matters: the path says who decides. Under Self-Governance the Change Board's vote is final and may be
appealed; under Authority Determination it only recommends.

May be lawful: a path that changed after a send-back or by a later decision, an urgent timetable, which is
apart from the path.

Not judged: decisions whose governance is not printed, or that another report tells otherwise (X208),
modifications whose path the register does not say, or in words that are not in the table, reports for which
there is no snapshot of their time, and a path that the snapshot before has as the report does. Where the
next one has it so, the register was merely late.

Passes:

    report 2020-08
    decision MP118 change_board modification approved decided_on=2020-07-22 governance=self_governance
    register 2020-08-07
    entry MP118 path='Path 3: Self-Governance'

Fails:

    report 2020-08
    decision MP118 change_board modification approved decided_on=2020-07-22 governance=self_governance
    register 2020-08-07
    entry MP118 path='Path 2: Authority-Determined'

Says: The report says that MP118 was approved under Self-Governance; the register of 7 August 2020 has it on
the path ‘Path 2: Authority-Determined’.
"""

from collections.abc import Callable

from extractors.contract import Decision
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel, after, until
from pipeline.checks.process.known import decisions_on, path_in_register
from pipeline.checks.report_and_snapshot import Report, Snapshot
from pipeline.checks.support.register_match import (
    NO_SNAPSHOT,
    REGISTER_LATE,
    near_entry,
    nothing_near,
    why_not,
)
from pipeline.checks.support.this_month import told_otherwise
from pipeline.checks.support.wording import day, plain, quoted
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "R314"
NAME = "path-conflict"
SEVERITY: Severity = "warning"

_GOVERNANCE = {
    "self_governance": "Self-Governance",
    "authority_determined": "Authority Determination",
    "authority_led": "the Authority’s lead",
    "fast_track": "the Fast Track",
}
# An urgent modification has a timetable of its own, and a path beside it.
_APART = "urgent"


def find(model: CheckModel) -> Verdicts:
    """Every decision that was taken on another path than the register has."""
    for report in model.judged_papers:
        if nothing_near(model, report):
            yield Unjudged(period=report.period, reason=NO_SNAPSHOT)
            continue
        votes = {identity(vote.reference): vote for vote in decisions_on(report) if vote.governance}
        for who, vote in votes.items():
            known = near_entry(model, report, who, "path")
            path = path_in_register(*known) if known else None
            if known is None or path is None:
                unknown = "the register does not say its path, or in unknown words"
                reason = why_not(model, report, who, unknown)
                yield Unjudged(period=report.period, reference=vote.reference, reason=reason)
                continue
            if path in (vote.governance, _APART) or _may_have_changed(model, report, who, vote):
                continue
            if any(told_otherwise(model, report, one) for one in decisions_on(report, who)):
                continue
            snapshot, entry = known
            mended = _mended(model, report, who, vote)
            late = f" ({REGISTER_LATE}: that of {day(mended.as_of)} agrees)" if mended else ""
            yield Found(
                period=report.period,
                reference=vote.reference,
                message=f"The report says that {vote.reference} was {plain(vote.outcome)} under "
                f"{_GOVERNANCE.get(vote.governance or '', vote.governance)}; the register of "
                f"{day(snapshot.as_of)} has it on the path {quoted(entry.path or '')}{late}.",
                stated={"governance": vote.governance},
                expected={"path": path},
                evidence=report.see(vote) + snapshot.see(entry, "path"),
                severity="info" if mended else None,
            )


def _may_have_changed(model: CheckModel, report: Report, who: str, vote: Decision) -> bool:
    """Whether it was told before, was sent back, or the snapshot before has the report's path."""
    for earlier in model.papers_until(report):
        for one in earlier.facts(Decision):
            if identity(one.reference) != who:
                continue
            if one.outcome == "sent_back" or (earlier is not report and one.governance == vote.governance):
                return True
    known = model.about(who)
    return any(map(_with_path(who, vote), until(known, report.known_on)[-2:]))


def _mended(model: CheckModel, report: Report, who: str, vote: Decision) -> Snapshot | None:
    """The next snapshot, where that has the report's path."""
    return next(filter(_with_path(who, vote), after(model.about(who), report.known_on)[:1]), None)


def _with_path(who: str, vote: Decision) -> Callable[[Snapshot], bool]:
    def has(snapshot: Snapshot) -> bool:
        entry = snapshot.entries.get(who)
        return entry is not None and path_in_register(snapshot, entry) == vote.governance

    return has
