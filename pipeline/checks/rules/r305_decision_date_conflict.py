"""The register has another date of a decision.

Why it matters: time limits for appeals and implementation run from the decision.

A decision that a page dates in its timeline alone is compared with that, where the two are no more than a
month apart.

A day after the nearest register is compared with the next one: the nearest could not know of it.

May be lawful: two bodies' decisions, a vote held again, and a register without the decision's body.

Not judged: decisions that the register does not have with a date, or has of another body, and a date on
which another report tells of a decision of that body: then there were two.

Passes:

    report 2020-06
    decision MP078 change_board modification rejected decided_on=2020-05-27
    register 2020-06-05
    entry MP078 decision=Rejected decision_date=2020-05-27 decision_body='Change Board'

Fails:

    report 2020-06
    decision MP078 change_board modification rejected decided_on=2020-05-27
    register 2020-06-05
    entry MP078 decision=Rejected decision_date=2020-05-22 decision_body='Change Board'

Says: The report says that the Change Board rejected MP078 on 27 May 2020; the register of 5 June 2020
says 22 May 2020.
"""

from collections.abc import Iterator

from extractors.contract import Decision
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.decisions import DecisionPair, compared
from pipeline.checks.support.register_match import lasting, lasting_entry
from pipeline.checks.support.wording import body, day
from pipeline.checks.verdicts import Found, Unjudged, Verdicts
from pipeline.register.files.events import days_of, kind_of

CODE = "R305"
NAME = "decision-date-conflict"
SEVERITY: Severity = "error"
REPEATS = True


def find(model: CheckModel) -> Verdicts:
    """Every final decision of a report that the register has with the same outcome and another date."""
    for report in model.judged_papers:
        for pair in compared(model, report):
            if isinstance(pair, Unjudged):
                yield pair
                continue
            on = pair.entry.decision_date
            if on is None:
                yield Unjudged(
                    period=report.period,
                    reference=pair.fact.reference,
                    reason="the register does not date its decision",
                )
            elif pair.outcome == pair.fact.outcome and on != pair.fact.decided_on:
                if _also_decided(model, report, pair):
                    continue
                yield Found(
                    period=report.period,
                    reference=pair.fact.reference,
                    message=f"{pair.report_says}; the register of {day(pair.snapshot.as_of)} says {day(on)}.",
                    stated={"decided_on": str(pair.fact.decided_on), "body": pair.fact.body},
                    expected={"decided_on": str(on)},
                    evidence=report.see(pair.fact)
                    + pair.snapshot.see(pair.entry, "decision_date", "decision_body"),
                )
        yield from _by_timeline(model, report)


# What a body decides, and the kind of event that the timeline of a page has of it.
_TIMELINE = {
    ("modification", "change_board"): "change_board_vote",
    ("modification", "authority"): "authority_approved",
    ("conversion", "panel"): "converted",
    ("conversion", "change_sub_committee"): "converted",
}


def _by_timeline(model: CheckModel, report: Report) -> Iterator[Found]:
    """Decisions that a page dates in its timeline alone, within a month of the report's day and not on it."""
    told = set()
    for fact in report.facts(Decision):
        kind, on = _TIMELINE.get((fact.subject, fact.body)), fact.decided_on
        who = identity(fact.reference)
        if kind is None or on is None or (who, kind, on) in told:
            continue
        told.add((who, kind, on))
        if fact.subject == "modification" and lasting_entry(model, report, who, "decision_date"):
            continue
        for snapshot in lasting(model, report, who):
            entry = snapshot.entries.get(who)
            days = days_of(entry, kind) if entry else ()
            near = [day_told for day_told in days if abs((day_told - on).days) <= 31]
            if entry is None or not near:
                continue
            if on not in days:
                line = next(e for e in entry.events if e.happened_on == near[0] and kind_of(e) == kind)
                yield Found(
                    period=report.period,
                    reference=fact.reference,
                    message=f"The report dates the {body(fact.body)}'s decision on {fact.reference} "
                    f"{day(on)}; the timeline in the register of {day(snapshot.as_of)} says {day(near[0])}.",
                    stated={"decided_on": str(on), "body": fact.body},
                    expected={"decided_on": str(near[0])},
                    evidence=(*report.see(fact), snapshot.see_event(entry, line)),
                )
            break


def _also_decided(model: CheckModel, report: Report, pair: DecisionPair) -> bool:
    """Whether this report or an earlier one tells of that body's decision on the register's date."""
    return any(
        identity(fact.reference) == identity(pair.fact.reference)
        and fact.body == pair.fact.body
        and fact.decided_on == pair.entry.decision_date
        for one in model.papers_until(report)
        for fact in one.facts(Decision)
    )
