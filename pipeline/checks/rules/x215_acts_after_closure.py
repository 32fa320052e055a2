"""Rejected, withdrawn or implemented in an earlier report, and acts again without appeal or new vote.

An act is an open assessment, a Working Group meeting, a consultation, a recommendation or a place in a
release's list, later than the closure. It is found once, in the first report that has one.

Why it matters: either it is not over, and something was decided that no report tells of, or work goes on for
nothing.

May be lawful: an appeal, a referral, a send-back or a new vote since, told by any report up to this one.
Parts close separately. Completed assessments, decisions told again, meetings and consultations before the
closing vote are no acts.

Not judged: what the closing report itself contradicts (I121), closures that another report contradicts
(X208), and deliveries in parts.

Passes:

    report 2020-08
    decision MP152 change_board modification rejected decided_on=2020-07-22 governance=self_governance
    report 2020-09
    decision MP152 panel modification sent_back decided_on=2020-08-14
    consultation MP152 modification_report open

Fails:

    report 2020-08
    decision MP152 change_board modification rejected decided_on=2020-07-22 governance=self_governance
    report 2020-09
    consultation MP152 modification_report open

Says: MP152 was rejected on 22 July 2020, by the report for August 2020; that for September 2020 has it out
for consultation.
"""

from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.closures import (
    Act,
    Closure,
    acts,
    closures,
    contested,
    contradicted_within,
    reopened,
)
from pipeline.checks.support.parts_in_words import delivered_in_parts
from pipeline.checks.support.wording import listed, month
from pipeline.checks.verdicts import Found, Verdicts

CODE = "X215"
NAME = "acts-after-closure"
SEVERITY: Severity = "error"


def find(model: CheckModel) -> Verdicts:
    """Every modification that acts after an earlier report closed it."""
    closed: dict[str, tuple[Report, Closure]] = {}
    said: set[str] = set()
    apart: set[str] = set()
    for report in model.series:
        apart |= delivered_in_parts(report)
        for who in closed.keys() & report.references.keys():
            if reopened(report, who, closed[who][1]):
                del closed[who]
                said.discard(who)
        for who, doing in acts(report).items():
            if who not in closed or who in said or who in apart:
                continue
            earlier, closure = closed[who]
            since = closure.on or earlier.known_on
            after = [act for act in doing if act.on > since]
            if after and not contested(model, report, closure):
                said.add(who)
                yield _found(report, earlier, closure, after)
        said |= contradicted_within(model, report).keys()
        for who, closure in closures(report).items():
            closed.setdefault(who, (report, closure))


def _found(report: Report, earlier: Report, closure: Closure, after: list[Act]) -> Found:
    words = listed(dict.fromkeys(act.words for act in after))
    return Found(
        period=report.period,
        reference=after[0].reference,
        message=f"{after[0].reference} was {closure.words}, by the report for {month(earlier.period)}; "
        f"that for {month(report.period)} has {words}.",
        stated={"acts": sorted({act.kind for act in after})},
        expected={"closed": closure.how, "on": str(closure.on) if closure.on else None},
        evidence=report.see([act.fact for act in after]) + earlier.see(closure.fact),
    )
