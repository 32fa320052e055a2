"""The register says that something happened in a month whose report is silent on it.

Raised, converted, put to the vote, decided, withdrawn, implemented, or an assessment returned: by a cell or
by the timeline.

Why it matters: the reports are the Panel's record; what they leave out was never told.

An event belongs to the report whose figures end in its month. A report up to two months before or after
may tell it too, with another outcome, a day off, or as an Impact Assessment request: then the difference is
another check's.

May be lawful: something that a report tells in other words, on the day before or after, as deferred, or in a
month whose report is not at hand.

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

from extractors.contract import (
    Assessment,
    Decision,
    Fact,
    ProposalRaised,
    Recommendation,
    ReleaseItem,
    Section,
)
from pipeline.basics.calendar import month_end, month_of
from pipeline.basics.identity import number
from pipeline.checks.finding import RegisterEvidence, Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.report_and_snapshot import Report, Snapshot
from pipeline.checks.support.register_match import NO_SNAPSHOT, lasting, lasting_entry
from pipeline.checks.support.wording import day, month
from pipeline.checks.verdicts import Found, Unjudged, Verdicts
from pipeline.register.entries import RegisterEntry
from pipeline.register.files.events import contradiction, kind_of

CODE = "R309"
NAME = "missing-from-reports"
SEVERITY: Severity = "warning"
REPEATS = True

# A report comes out in the first two weeks of its month, and may tell what happened until then.
_LAST_DAY_OUT = 14
# A day that differs by less is another day of the same event: that is R305's, R306's, R308's or R312's.
_SAME_EVENT = 31
# The lines of a timeline that a report should tell of: what happened, in words, and where a report tells it.
_LINES: dict[str, tuple[str, tuple[Section, ...]]] = {
    "raised": ("raised", ("define",)),
    "converted": ("converted", ("summary", "define")),
    "change_board_vote": ("put to the Change Board", ("summary", "opine")),
    "authority_approved": ("approved by the Authority", ("summary", "opine")),
    "withdrawn": ("withdrawn", ("define", "refine", "opine")),
    "implemented": ("implemented", ("releases",)),
    "pa_returned": ("assessed (Preliminary Assessment returned)", ("refine", "appendix")),
    "ia_returned": ("assessed (Impact Assessment returned)", ("refine", "appendix")),
}


def find(model: CheckModel) -> Verdicts:
    """Every event of the register in the month of a report's figures that no report around tells of."""
    for report in model.reports:
        if not model.snapshots or report.cut_off is None:
            unstated = "the report does not state up to when its figures are"
            yield Unjudged(period=report.period, reason=unstated if model.snapshots else NO_SNAPSHOT)
            continue
        around = model.papers_around(report)
        first, last = report.cut_off.replace(day=1), month_end(month_of(report.cut_off))
        for who in model.dated_in.get(month_of(first), ()):
            for one in _events(model, report, who):
                reference = one.entry.reference
                if not first <= one.on <= last or any(_tells(two, one) for two in around):
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
                    stated={"reports": None, "event": one.event, "on": str(one.on)},
                    expected={one.event: str(one.on)},
                    evidence=one.evidence,
                    absent=_LINES.get(one.kind, _LINES["change_board_vote"])[1],
                )


@dataclass(frozen=True, slots=True)
class _Event:
    """What the register says happened on a day: its kind as in a timeline, and the body, if told."""

    snapshot: Snapshot
    entry: RegisterEntry
    kind: str
    event: str
    on: date
    evidence: tuple[RegisterEvidence, ...]
    body: str | None = None


def _events(model: CheckModel, report: Report, who: str) -> Iterator[_Event]:
    """The modification's events, each from the best snapshot that has it: its cells, then its timeline."""
    told: set[tuple[str, date]] = set()
    for one in (*_from_cells(model, report, who), *_from_timeline(model, report, who)):
        same = {one.kind, "change_board_vote"} if one.kind == "decided" else {one.kind}
        if not {(kind, one.on) for kind in same} & told:
            yield one
        told |= {(kind, one.on) for kind in same}


def _from_cells(model: CheckModel, report: Report, who: str) -> Iterator[_Event]:
    raised = lasting_entry(model, report, who, "date_raised")
    if raised and not contradiction(raised[1]):
        yield from _cell(*raised, "raised", "raised", "date_raised")
    decided = lasting_entry(model, report, who, "decision_date")
    if decided:
        snapshot, entry = decided
        if outcome := dated.register_outcome(entry.decision, snapshot.as_of):
            by = dated.register_body(entry.decision_body, snapshot.as_of)
            yield from _cell(snapshot, entry, "decided", outcome, "decision_date", by)
    for snapshot in lasting(model, report, who):
        found = snapshot.entries.get(who)
        if found and dated.register_stage(found.stage, snapshot.as_of) == "implemented":
            yield from _cell(snapshot, found, "implemented", "implemented", "implementation_date")
            break


def _from_timeline(model: CheckModel, report: Report, who: str) -> Iterator[_Event]:
    for snapshot in lasting(model, report, who):
        entry = snapshot.entries.get(who)
        for line in entry.events if entry else ():
            kind, on = kind_of(line), line.happened_on
            if entry is None or on is None or on > snapshot.as_of or kind not in _LINES:
                continue
            if kind == "raised" and entry.date_raised:
                continue
            yield _Event(snapshot, entry, kind, _LINES[kind][0], on, (snapshot.see_event(entry, line),))


def _cell(
    snapshot: Snapshot, entry: RegisterEntry, kind: str, event: str, field: str, body: str | None = None
) -> Iterator[_Event]:
    on: date | None = getattr(entry, field)
    if on is not None:
        yield _Event(snapshot, entry, kind, event, on, snapshot.see(entry, field), body)


def _tells(report: Report, event: _Event) -> bool:
    """Whether the report tells of the event: of whatever outcome, day or part, for those are other checks'.

    A proposal that was split later was told as one, so numbers will do.
    """
    named = number(event.entry.reference)
    facts = [
        fact
        for who, forms in report.references.items()
        if number(who) == named
        for facts in forms.values()
        for fact in facts
    ]
    # It may be voted on again: the day counts, where the report prints one.
    dated_too = any(isinstance(fact, Decision) and fact.decided_on for fact in facts)
    undated = [fact for fact in facts if isinstance(fact, Decision) and fact.decided_on is None]
    return any(_is_told_by(fact, event) for fact in facts if not (dated_too and fact in undated))


def _is_told_by(fact: Fact, event: _Event) -> bool:
    match event.kind:
        case "raised":
            return isinstance(fact, ProposalRaised)
        case "implemented":
            return isinstance(fact, ReleaseItem) and fact.status == "implemented"
        case "converted":
            converted = isinstance(fact, Decision) and fact.subject in ("conversion", "progression")
            return converted or isinstance(fact, Recommendation)
        case "pa_returned" | "ia_returned":
            kind = event.kind[:2].upper()
            row = isinstance(fact, Assessment) and fact.assessment == kind and fact.status == "completed"
            return row and isinstance(fact, Assessment) and _near(fact.returned_on, event.on)
    return isinstance(fact, Decision) and _is_that_decision(fact, event)


def _is_that_decision(fact: Decision, event: _Event) -> bool:
    """Whether the decision may be the event; a vote may have been on an assessment or on when to vote."""
    if event.kind == "withdrawn" or event.event == "withdrawn":
        return fact.outcome == "withdrawn" or fact.subject == "merger" or fact.decided_on == event.on
    if fact.decided_on is None:
        same_month = fact.period in (None, month_of(event.on))
        body = "change_board" if event.kind == "change_board_vote" else event.body
        return same_month and fact.outcome != "pending" and body in (None, fact.body)
    bodies = {"change_board_vote": "change_board", "authority_approved": "authority"}
    body = bodies.get(event.kind, event.body)
    return fact.decided_on == event.on or (body in (None, fact.body) and _near(fact.decided_on, event.on))


def _near(day_told: date | None, on: date) -> bool:
    return day_told is None or abs((day_told - on).days) <= _SAME_EVENT
