"""The register has another date raised.

Why it matters: the age of a proposal, and every timescale built on it, runs from that day.

May be lawful: hardly anything: the date raised cannot change. Parts share it with the whole.

Not judged: proposals that the register does not have, or has without a date or with two.

Passes:

    report 2020-08
    proposal_raised DP136 raised_on=2020-07-14
    register 2020-08-07
    entry DP136 date_raised=2020-07-14

Fails:

    report 2020-08
    proposal_raised DP136 raised_on=2020-07-14
    register 2020-08-07
    entry DP136 date_raised=2020-07-13

Says: The report says that DP136 was raised on 14 July 2020; the register of 7 August 2020 says 13 July 2020.
"""

from extractors.contract import ProposalRaised
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.support.register_match import lasting_entry
from pipeline.checks.support.wording import day
from pipeline.checks.verdicts import Found, Unjudged, Verdicts
from pipeline.register.files.events import contradiction

CODE = "R306"
NAME = "raised-date-conflict"
SEVERITY: Severity = "error"


def find(model: CheckModel) -> Verdicts:
    """Every proposal of a report that the register has as raised on another day."""
    for report in model.reports:
        for fact in report.facts(ProposalRaised):
            if fact.raised_on is None:
                continue
            known = lasting_entry(model, report, identity(fact.reference), "date_raised")
            if known is None:
                yield Unjudged(
                    period=report.period,
                    reference=fact.reference,
                    reason="the register does not say when it was raised",
                )
                continue
            snapshot, entry = known
            if said := contradiction(entry):
                yield Unjudged(period=report.period, reference=fact.reference, reason=said)
                continue
            if entry.date_raised and entry.date_raised != fact.raised_on:
                yield Found(
                    period=report.period,
                    reference=fact.reference,
                    message=f"The report says that {fact.reference} was raised on {day(fact.raised_on)}; "
                    f"the register of {day(snapshot.as_of)} says {day(entry.date_raised)}.",
                    stated={"raised_on": str(fact.raised_on)},
                    expected={"raised_on": str(entry.date_raised)},
                    evidence=report.see(fact) + snapshot.see(entry, "date_raised"),
                )
