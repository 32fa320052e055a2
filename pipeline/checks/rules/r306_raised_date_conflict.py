"""The register has another date raised.

Why it matters: the age of a proposal, and every timescale built on it, runs from that day.

A date that only the timeline has counts as much.

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
from pipeline.basics.identity import identity, number
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report, Snapshot
from pipeline.checks.support.register_match import NO_SNAPSHOT, lasting, lasting_entry
from pipeline.checks.support.wording import day
from pipeline.checks.verdicts import Found, Unjudged, Verdicts
from pipeline.register.entries import RegisterEntry
from pipeline.register.files.events import contradiction, days_of, kind_of

CODE = "R306"
NAME = "raised-date-conflict"
SEVERITY: Severity = "error"
REPEATS = True


def find(model: CheckModel) -> Verdicts:
    """Every proposal of a report that the register has as raised on another day."""
    for report in model.judged_papers:
        for fact in report.facts(ProposalRaised):
            if fact.raised_on is None:
                continue
            known = _whole_or_part(model, report, fact)
            if known is None and (told := _by_timeline(model, report, fact)):
                yield from told
                continue
            if known is None:
                yield Unjudged(
                    period=report.period,
                    reference=fact.reference,
                    reason="the register does not say when it was raised" if model.snapshots else NO_SNAPSHOT,
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


def _whole_or_part(
    model: CheckModel, report: Report, fact: ProposalRaised
) -> tuple[Snapshot, RegisterEntry] | None:
    """The entry that dates it: its own, or that of a part that it was split into, which shares the date."""
    who = identity(fact.reference)
    if own := lasting_entry(model, report, who, "date_raised"):
        return own
    for snapshot in lasting(model, report, who):
        for part in snapshot.entries.values() if who not in snapshot.entries else ():
            if number(part.reference) == number(fact.reference) and part.date_raised:
                return snapshot, part
    return None


def _by_timeline(model: CheckModel, report: Report, fact: ProposalRaised) -> list[Found]:
    """The finding where a page dates it in its timeline alone, and on another day."""
    for snapshot in lasting(model, report, identity(fact.reference)):
        entry = snapshot.entries.get(identity(fact.reference))
        line = next((e for e in entry.events if kind_of(e) == "raised"), None) if entry else None
        if entry is None or line is None or line.happened_on is None or fact.raised_on is None:
            continue
        if fact.raised_on in days_of(entry, "raised"):
            return []
        return [
            Found(
                period=report.period,
                reference=fact.reference,
                message=f"The report says that {fact.reference} was raised on {day(fact.raised_on)}; "
                f"the timeline in the register of {day(snapshot.as_of)} says {day(line.happened_on)}.",
                stated={"raised_on": str(fact.raised_on)},
                expected={"raised_on": str(line.happened_on)},
                evidence=(*report.see(fact), snapshot.see_event(entry, line)),
            )
        ]
    return []
