"""The register has another date of a decision.

Why it matters: time limits for appeals and implementation run from the decision.

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

from extractors.facts import Decision
from pipeline.checks.decisions import DecisionPair, compared
from pipeline.checks.finding import Severity
from pipeline.checks.model import Model
from pipeline.checks.said import Found, Unjudged, Verdicts
from pipeline.checks.views import Report
from pipeline.checks.wording import day
from pipeline.identity import identity

CODE = "R305"
NAME = "decision-date-conflict"
SEVERITY: Severity = "error"


def find(model: Model) -> Verdicts:
    """Every final decision of a report that the register has with the same outcome and another date."""
    for report in model.reports:
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


def _also_decided(model: Model, report: Report, pair: DecisionPair) -> bool:
    """Whether this report or an earlier one tells of that body's decision on the register's date."""
    return any(
        identity(fact.reference) == identity(pair.fact.reference)
        and fact.body == pair.fact.body
        and fact.decided_on == pair.entry.decision_date
        for one in (*model.before(report), report)
        for fact in one.facts(Decision)
    )
