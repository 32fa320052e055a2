"""The register says raised, decided or implemented in a month whose report is silent on it.

Why it matters: the reports are the Panel's record; what they leave out was never told.

An event belongs to the report whose figures end in its month. A report up to two months before or after
may tell it too.

Not judged: months without a report, and reports for which there is no snapshot of the register.

Passes:

    report 2020-08
    proposal_raised DP136 raised_on=2020-07-14
    register 2020-08-07
    entry DP136 date_raised=2020-07-14

Fails:

    report 2020-08
    proposal_raised DP136 raised_on=2020-07-14
    register 2020-08-07
    entry DP136 date_raised=2020-07-14
    entry DP139 date_raised=2020-07-24

Says: The register of 7 August 2020 says that DP139 was raised on 24 July 2020; no report tells of it.
"""

from collections.abc import Iterator
from datetime import date

from extractors.facts import Decision, ProposalRaised, ReleaseItem
from pipeline.calendar import month_of
from pipeline.checks import dated
from pipeline.checks.finding import Severity
from pipeline.checks.model import Model
from pipeline.checks.register import NO_SNAPSHOT, lasting
from pipeline.checks.said import Found, Unjudged, Verdicts
from pipeline.checks.views import Report
from pipeline.checks.wording import day
from pipeline.identity import number
from pipeline.register.entries import RegisterEntry

CODE = "R309"
NAME = "missing-from-reports"
SEVERITY: Severity = "warning"

_MONTHS_AROUND = 2
_Told = set[tuple[str, str]]


def find(model: Model) -> Verdicts:
    """Every event of the register in the month of a report's figures that no report around tells of."""
    for report in model.reports:
        snapshot = next(lasting(model, report), None)
        if snapshot is None or report.cut_off is None:
            reason = (
                NO_SNAPSHOT if snapshot is None else "the report does not state up to when its figures are"
            )
            yield Unjudged(period=report.period, reason=reason)
            continue
        around = (*model.before(report)[-_MONTHS_AROUND:], report, *model.after(report)[:_MONTHS_AROUND])
        told: _Told = set().union(*map(_told, around))
        for entry in snapshot.register.entries:
            for event, field, on in _events(entry, snapshot.as_of):
                if month_of(on) != month_of(report.cut_off) or (event, number(entry.reference)) in told:
                    continue
                yield Found(
                    period=report.period,
                    reference=entry.reference,
                    message=f"The register of {day(snapshot.as_of)} says that {entry.reference} was {event} "
                    f"on {day(on)}; no report tells of it.",
                    stated={"reports": None, "event": event},
                    expected={event: str(on)},
                    evidence=snapshot.see(entry, field),
                )


def _events(entry: RegisterEntry, as_of: date) -> Iterator[tuple[str, str, date]]:
    if entry.date_raised:
        yield "raised", "date_raised", entry.date_raised
    outcome = dated.register_outcome(entry.decision, as_of)
    if entry.decision_date and outcome:
        yield outcome, "decision_date", entry.decision_date
    implemented = dated.register_stage(entry.stage, as_of) == "implemented"
    if entry.implementation_date and implemented:
        yield "implemented", "implementation_date", entry.implementation_date


def _told(report: Report) -> _Told:
    """What the report tells, by event and number: a proposal that was split later was told as one."""
    told = {("raised", number(fact.reference)) for fact in report.facts(ProposalRaised)}
    for vote in report.facts(Decision):
        if vote.subject == "modification":
            # Whatever the outcome: another one is R304's, not a silence.
            told |= {(outcome, number(vote.reference)) for outcome in ("approved", "rejected", "withdrawn")}
    told |= {
        ("implemented", number(fact.reference))
        for fact in report.facts(ReleaseItem)
        if fact.status == "implemented"
    }
    return told
