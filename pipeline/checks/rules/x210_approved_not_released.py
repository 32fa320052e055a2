"""Approved for a release whose list, once given, omits it.

Why it matters: what was approved for a release is not being implemented in it, or the list is incomplete.

Found at the first list after the approval, and again where a list drops what it had; a modification
that an approval moved to another release, or that was sent back, rejected or withdrawn since, is not owed.

May be lawful: a vote under Authority Determination, which only recommends, an appeal or a send-back since,
and a list that was closed before the vote.

Not judged: standalone releases, and releases of which no list is given; a Change Board's vote under Authority
Determination, which is no approval; a vote for one release or another; what an appeal, a send-back or a
decision on its release took out of the list; a modification whose parts are listed.

Passes:

    report 2020-08
    decision MP103 change_board modification approved release='November 2020 SEC Release'
    release_item MP103 approved release='November 2020 SEC Release'

Fails:

    report 2020-08
    decision MP103 change_board modification approved release='November 2020 SEC Release'
    release_item MP118 approved release='November 2020 SEC Release'

Says: MP103 was approved for the November 2020 SEC Release; the list of that release in the report for August
2020 omits it.
"""

from collections import defaultdict
from dataclasses import dataclass

from extractors.contract import Decision, ReleaseItem, Section
from pipeline.basics.identity import identity, number
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process.known import decisions_on, path_of, reopened
from pipeline.checks.process.paths import is_last_word
from pipeline.checks.process.sayings import notes_on
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.register_match import release_key
from pipeline.checks.support.wording import month
from pipeline.checks.verdicts import Found, Verdicts

CODE = "X210"
NAME = "approved-not-released"
SEVERITY: Severity = "error"
ABSENCE: tuple[Section, ...] = ("releases",)

_ENDS = ("sent_back", "rejected", "withdrawn", "referred")


@dataclass(slots=True)
class _Approval:
    report: Report
    fact: Decision
    release: str
    owed: bool = True


def find(model: CheckModel) -> Verdicts:
    """Every approved modification that a list of its release should show and does not."""
    approvals: dict[str, _Approval] = {}
    for report in model.series:
        for paper in model.papers_of(report):
            _note_decisions(model, paper, approvals)
        lists: dict[str, list[ReleaseItem]] = defaultdict(list)
        for item in report.facts(ReleaseItem):
            lists[release_key(item.release) or ""].append(item)
        everywhere = {identity(item.reference) for item in report.facts(ReleaseItem)}
        for who, approval in approvals.items():
            shown = lists.get(approval.release)
            if not shown:
                continue
            listed = any(who in (identity(item.reference), number(item.reference)) for item in shown)
            moved = who in everywhere and approval.report is not report
            if not listed and not moved and approval.owed and not _taken_out(model, report, who, approval):
                yield _found(report, approval, shown)
            approval.owed = listed


def _note_decisions(model: CheckModel, report: Report, approvals: dict[str, _Approval]) -> None:
    """What the report's decisions add to the approvals, and take from them."""
    for vote in decisions_on(report):
        key, who = release_key(vote.release), identity(vote.reference)
        if vote.outcome == "approved" and key and key != "standalone" and _counts(model, report, vote):
            if who not in approvals or approvals[who].release != key:
                approvals[who] = _Approval(report, vote, key)
        elif vote.outcome in _ENDS:
            approvals.pop(who, None)


def _counts(model: CheckModel, report: Report, vote: Decision) -> bool:
    """Whether it is the last word, and names one release."""
    who, on = identity(vote.reference), vote.decided_on or report.known_on
    path = vote.governance or path_of(model, who, report.known_on)
    return is_last_word(vote, on, path) is not False and not notes_on(report, who, "conditional")


def _taken_out(model: CheckModel, report: Report, who: str, approval: _Approval) -> bool:
    """Whether something told since the approval explains why the list lacks it."""
    since = tuple(one for one in model.papers_until(report) if one.period >= approval.report.period)
    told = any(
        notes_on(one, who, "release_moved")
        or any(
            identity(vote.reference) == who and vote.subject == "release_date" for vote in one.facts(Decision)
        )
        for one in since
    )
    on = approval.fact.decided_on or approval.report.known_on
    return told or reopened(since, who, on, by_vote=False)


def _found(report: Report, approval: _Approval, shown: list[ReleaseItem]) -> Found:
    fact = approval.fact
    where = report.see(fact) if approval.report is report else approval.report.see(fact)
    return Found(
        period=report.period,
        reference=fact.reference,
        message=f"{fact.reference} was approved for the {fact.release}; the list of that release in the "
        f"report for {month(report.period)} omits it.",
        stated={"listed": False},
        expected={"release": fact.release},
        evidence=where + report.see(shown),
    )
