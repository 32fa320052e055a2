"""The register says raised, decided or implemented in a month whose report is silent on it.

Why it matters: the reports are the Panel's record; what they leave out was never told.

An event belongs to the report whose figures end in its month. A report up to two months before or after
may tell it too. That a modification was put to the Change Board is known from the timeline of its page.

Not judged: months without a report, what a report that is not at hand may have told, reports for which there
is no snapshot of the register, and a date raised that the page's own timeline contradicts.

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
from dataclasses import dataclass
from datetime import date

from extractors.facts import Decision, ProposalRaised, ReleaseItem
from pipeline.basics.calendar import month_end, month_of
from pipeline.basics.identity import number
from pipeline.checks.finding import RegisterEvidence, Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.report_and_snapshot import Report, Snapshot
from pipeline.checks.scope import MONTHS_AROUND
from pipeline.checks.support.register_match import NO_SNAPSHOT, lasting, lasting_entry
from pipeline.checks.support.wording import day, month
from pipeline.checks.verdicts import Found, Unjudged, Verdicts
from pipeline.register.entries import RegisterEntry
from pipeline.register.files.events import contradiction, kind_of

CODE = "R309"
NAME = "missing-from-reports"
SEVERITY: Severity = "warning"

# A report comes out in the first two weeks of its month, and may tell what happened until then.
_LAST_DAY_OUT = 14
_DECISIONS = ("approved", "rejected", "withdrawn")
_VOTE = "change_board_vote"
# A number, and what happened to it: `raised`, `implemented`, the body that decided (None: any body), or
# the day of a final decision.
_Told = set[tuple[str, str | None]]


def find(model: CheckModel) -> Verdicts:
    """Every event of the register in the month of a report's figures that no report around tells of."""
    for report in model.reports:
        if not model.snapshots or report.cut_off is None:
            unstated = "the report does not state up to when its figures are"
            yield Unjudged(period=report.period, reason=unstated if model.snapshots else NO_SNAPSHOT)
            continue
        around = (*model.before(report)[-MONTHS_AROUND:], report, *model.after(report)[:MONTHS_AROUND])
        told = set().union(*map(_told, around))
        first, last = report.cut_off.replace(day=1), month_end(month_of(report.cut_off))
        for who in model.dated_in.get(month_of(first), ()):
            for one in _events(model, report, who):
                reference = one.entry.reference
                ways = {(number(reference), how) for how in one.told_as}
                if not first <= one.on <= last or ways & told:
                    continue
                if month_of(one.on) not in model.issues and one.on.day <= _LAST_DAY_OUT:
                    reason = f"there is no report for {month(month_of(one.on))}, which may have told of it"
                    yield Unjudged(period=report.period, reference=reference, reason=reason)
                    continue
                yield Found(
                    period=report.period,
                    reference=reference,
                    message=f"The register of {day(one.snapshot.as_of)} says that {reference} was "
                    f"{one.event} on {day(one.on)}; no report tells of it.",
                    stated={"reports": None, "event": one.event},
                    expected={one.event: str(one.on)},
                    evidence=one.evidence,
                )


@dataclass(frozen=True, slots=True)
class _Event:
    """What the register says happened on a day, and by what a report would tell it (None: any body)."""

    snapshot: Snapshot
    entry: RegisterEntry
    event: str
    on: date
    told_as: tuple[str | None, ...]
    evidence: tuple[RegisterEvidence, ...]


def _events(model: CheckModel, report: Report, who: str) -> Iterator[_Event]:
    """The modification's events, each from the best snapshot that has it."""
    raised = lasting_entry(model, report, who, "date_raised")
    if raised:
        yield from _cell(*raised, "raised", "date_raised", "raised")
    decided = lasting_entry(model, report, who, "decision_date")
    if decided:
        snapshot, entry = decided
        if outcome := dated.register_outcome(entry.decision, snapshot.as_of):
            by = dated.register_body(entry.decision_body, snapshot.as_of)
            # A vote of that day tells of it, whatever body and outcome it names.
            yield from _cell(snapshot, entry, outcome, "decision_date", by, str(entry.decision_date))
    known = [(s, s.entries[who]) for s in lasting(model, report, who) if who in s.entries]
    for snapshot, entry in known:
        if dated.register_stage(entry.stage, snapshot.as_of) == "implemented":
            yield from _cell(snapshot, entry, "implemented", "implementation_date", "implemented")
            break
    voted = {decided[1].decision_date} if decided else set()
    for snapshot, entry in known:
        for line in entry.events:
            on = line.happened_on
            if on is None or on in voted or kind_of(line) != _VOTE:
                continue
            voted.add(on)
            yield _Event(
                snapshot, entry, "put to the Change Board", on, _vote(on), (snapshot.see_event(entry, line),)
            )


def _vote(on: date) -> tuple[str, ...]:
    """How a report may tell of a vote on that day: with the day, with its month, or with neither."""
    return f"{_VOTE} {on}", f"{_VOTE} {month_of(on)}", f"{_VOTE} "


def _cell(
    snapshot: Snapshot, entry: RegisterEntry, event: str, field: str, *told_as: str | None
) -> Iterator[_Event]:
    on: date | None = getattr(entry, field)
    if on is not None and not (field == "date_raised" and contradiction(entry)):
        yield _Event(snapshot, entry, event, on, told_as, snapshot.see(entry, field))


def _told(report: Report) -> _Told:
    """What the report tells: a proposal that was split later was told as one, so numbers will do.

    Whatever the outcome: another one than the register's is R304's, not a silence.
    """
    told: _Told = {(number(fact.reference), "raised") for fact in report.facts(ProposalRaised)}
    votes = [one for one in report.facts(Decision) if one.subject == "modification"]
    with_day = {number(one.reference) for one in votes if one.decided_on}
    for vote in votes:
        if vote.outcome in _DECISIONS:
            told |= {(number(vote.reference), way) for way in (vote.body, None, str(vote.decided_on))}
        if vote.body == "change_board" and (vote.decided_on or number(vote.reference) not in with_day):
            # A modification may be voted on again: the day counts, where the report prints one.
            told.add((number(vote.reference), f"{_VOTE} {vote.decided_on or vote.period or ''}"))
    return told | {
        (number(fact.reference), "implemented")
        for fact in report.facts(ReleaseItem)
        if fact.status == "implemented"
    }
