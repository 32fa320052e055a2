"""Approved for a release whose list, once given, omits it.

Why it matters: what was approved for a release is not being implemented in it, or the list is incomplete.

Found at the first list after the approval, and again where a list drops what it had; a modification
that an approval moved to another release, or that was sent back, rejected or withdrawn since, is not owed.

Not judged: standalone releases, and releases of which no list is given.

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
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
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
        for vote in report.facts(Decision):
            key, who = release_key(vote.release), identity(vote.reference)
            if vote.subject != "modification":
                continue
            if vote.outcome == "approved" and key and key != "standalone":
                if who not in approvals or approvals[who].release != key:
                    approvals[who] = _Approval(report, vote, key)
            elif vote.outcome in _ENDS:
                approvals.pop(who, None)
        lists: dict[str, list[ReleaseItem]] = defaultdict(list)
        for item in report.facts(ReleaseItem):
            lists[release_key(item.release) or ""].append(item)
        everywhere = {identity(item.reference) for item in report.facts(ReleaseItem)}
        for who, approval in approvals.items():
            shown = lists.get(approval.release)
            if not shown:
                continue
            listed = any(identity(item.reference) == who for item in shown)
            moved = who in everywhere and approval.report is not report
            if not listed and not moved and approval.owed:
                yield _found(report, approval, shown)
            approval.owed = listed


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
