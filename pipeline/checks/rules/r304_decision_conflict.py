"""The register has another outcome of a decision.

Why it matters: whether a modification was approved or rejected is what all else hangs on.

Two outcomes of one day are one decision, whatever bodies are named: a modification that was withdrawn on the
day was not rejected on it.

May be lawful: the Change Board's vote where the register has the Authority's decision, a decision that was
quashed or taken again, and a decision on an appeal or a request.

Not judged: decisions that the register does not have, has of another body and day, or has of a day more than
a month apart: that may be another decision; and the Change Board's vote beside the Authority's decision.

Passes:

    report 2020-03
    decision MP082 authority modification approved decided_on=2020-02-26
    register 2020-03-06
    entry MP082 decision=Approved decision_date=2020-02-26 decision_body=Authority

Fails:

    report 2020-03
    decision MP082 authority modification approved decided_on=2020-02-26
    register 2020-03-06
    entry MP082 decision=Rejected decision_date=2020-02-26 decision_body=Authority

Says: The report says that the Authority approved MP082 on 26 February 2020; the register of 6 March 2020
says rejected.
"""

from functools import partial

from extractors.contract import Decision
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.report_and_snapshot import Snapshot
from pipeline.checks.support.decisions import compared
from pipeline.checks.support.register_match import brought_up_to_date, is_late
from pipeline.checks.support.wording import body, day
from pipeline.checks.verdicts import Found, Unjudged, Verdicts
from pipeline.register.entries import RegisterEntry

CODE = "R304"
NAME = "decision-conflict"
SEVERITY: Severity = "error"
REPEATS = True


def find(model: CheckModel) -> Verdicts:
    """Every final decision of a report of which the register has another outcome."""
    for report in model.judged_papers:
        for pair in compared(model, report):
            if isinstance(pair, Unjudged):
                yield pair
            elif pair.outcome != pair.fact.outcome and pair.days_apart <= 31:
                fact = pair.fact
                late = brought_up_to_date(
                    model, identity(fact.reference), pair.snapshot, partial(_agrees, fact)
                )
                by = f" by the {body(pair.body)}" if pair.body not in (None, pair.fact.body) else ""
                yield Found(
                    period=report.period,
                    reference=pair.fact.reference,
                    message=f"{pair.report_says}; the register of {day(pair.snapshot.as_of)} "
                    f"says {pair.outcome}{by}{is_late(late)}.",
                    severity="info" if late else None,
                    stated={"outcome": pair.fact.outcome, "body": pair.fact.body},
                    expected={"outcome": pair.outcome},
                    evidence=report.see(pair.fact)
                    + pair.snapshot.see(pair.entry, "decision", "decision_date", "decision_body"),
                )


def _agrees(fact: Decision, snapshot: Snapshot, entry: RegisterEntry) -> bool:
    """Whether the snapshot has the report's outcome, of its day where it bears one."""
    outcome = dated.register_outcome(entry.decision, snapshot.as_of)
    return outcome == fact.outcome and entry.decision_date in (None, fact.decided_on)
