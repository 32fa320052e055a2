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
from pipeline.calendar import month_end, month_of
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
_DECISIONS = ("approved", "rejected", "withdrawn")
# A number, and what happened to it: `raised`, `implemented`, or the body that decided (None: any body).
_Told = set[tuple[str, str | None]]


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
        told = set().union(*map(_told, around))
        first, last = report.cut_off.replace(day=1), month_end(month_of(report.cut_off))
        for entry in snapshot.register.entries:
            for event, field, on, by in _events(entry, snapshot.as_of, first, last):
                if (number(entry.reference), by) in told:
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


def _events(
    entry: RegisterEntry, as_of: date, first: date, last: date
) -> Iterator[tuple[str, str, date, str | None]]:
    """The entry's events in that time: the word for it, the cell, its day, and by what a report tells it."""
    raised, decided, implemented = entry.date_raised, entry.decision_date, entry.implementation_date
    if raised and first <= raised <= last:
        yield "raised", "date_raised", raised, "raised"
    if decided and first <= decided <= last:
        outcome = dated.register_outcome(entry.decision, as_of)
        if outcome:
            yield outcome, "decision_date", decided, dated.register_body(entry.decision_body, as_of)
    was_implemented = dated.register_stage(entry.stage, as_of) == "implemented"
    if implemented and was_implemented and first <= implemented <= last:
        yield "implemented", "implementation_date", implemented, "implemented"


def _told(report: Report) -> _Told:
    """What the report tells: a proposal that was split later was told as one, so numbers will do.

    Whatever the outcome: another one than the register's is R304's, not a silence.
    """
    told: _Told = {(number(fact.reference), "raised") for fact in report.facts(ProposalRaised)}
    for vote in report.facts(Decision):
        if vote.subject == "modification" and vote.outcome in _DECISIONS:
            told |= {(number(vote.reference), vote.body), (number(vote.reference), None)}
    return told | {
        (number(fact.reference), "implemented")
        for fact in report.facts(ReleaseItem)
        if fact.status == "implemented"
    }
