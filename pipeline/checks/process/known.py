"""What is known of a modification on a day, and from what: one answer for all checks.

Known is what reports and register tell up to that day: where it stood, what closed it and what took that
back, whose word was the last, on which path it goes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from extractors.contract import Decision, Fact, ReleaseItem
from pipeline.basics.identity import identity
from pipeline.checks.finding import RegisterEvidence
from pipeline.checks.model import CheckModel, until
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.process.paths import REOPENING, is_last_word
from pipeline.checks.process.sayings import is_doubtful, notes_on
from pipeline.checks.process.stages import is_closed
from pipeline.checks.report_and_snapshot import Report, Snapshot
from pipeline.register.entries import RegisterEntry
from pipeline.register.files.events import kind_of

_CLOSING = ("rejected", "withdrawn")
# Subjects of decisions that undo, or may undo, what was decided on the modification.
_REOPENING_SUBJECTS = ("appeal",)


@dataclass(frozen=True, slots=True)
class Closure:
    """What closed a modification on a day: `stage` is `implemented`, `rejected` or `withdrawn`.

    Told by a fact of a report, or by a cell or line of the register.
    """

    reference: str
    stage: str
    on: date
    report: Report | None = None
    fact: Fact | None = None
    snapshot: Snapshot | None = None
    cell: RegisterEvidence | None = None


def decisions_on(report: Report, who: str | None = None) -> list[Decision]:
    """The report's decisions on modifications themselves (or on one), without what its words take back.

    Decisions on appeals, release dates, titles, mergers and requests are none of these.
    """
    return [
        vote
        for vote in report.facts(Decision)
        if vote.subject == "modification"
        and (who is None or identity(vote.reference) == who)
        and not is_doubtful(vote, report.known_on)
    ]


def closures_told(reports: Iterable[Report], who: str) -> Iterator[Closure]:
    """What these reports say closed the modification; a delivery in parts closes nothing."""
    for report in reports:
        if who not in report.references:
            continue
        for vote in decisions_on(report, who):
            if vote.outcome in _CLOSING and vote.decided_on:
                yield Closure(vote.reference, vote.outcome, vote.decided_on, report, vote)
        for item in report.facts(ReleaseItem):
            if identity(item.reference) == who and item.status == "implemented" and not item.part:
                on = item.release_date or report.cut_off or report.known_on
                yield Closure(item.reference, "implemented", on, report, item)


def closed_in_register(snapshot: Snapshot, who: str) -> Closure | None:
    """What closed it by that snapshot: its stage with a day, or a line of its timeline.

    A stage cell that says it is closed and bears no day closes it on the snapshot's day.
    """
    entry = snapshot.entries.get(who)
    if entry is None:
        return None
    stage = dated.register_stage(entry.stage, snapshot.as_of)
    for event in entry.events:
        kind = kind_of(event)
        if kind in ("withdrawn", "implemented") and event.happened_on and event.happened_on <= snapshot.as_of:
            line = snapshot.see_event(entry, event)
            return Closure(entry.reference, kind, event.happened_on, snapshot=snapshot, cell=line)
    if stage is None or not is_closed(stage, snapshot.as_of):
        return None
    on = entry.implementation_date if stage == "implemented" else entry.decision_date
    (cell,) = snapshot.see(entry, "stage")
    return Closure(entry.reference, stage, on or snapshot.as_of, snapshot=snapshot, cell=cell)


def reopened(reports: Iterable[Report], who: str, since: date, *, by_vote: bool = True) -> bool:
    """Whether these reports tell of something after that day that reopens what was decided on it.

    A send-back, a referral, an appeal or a vote held again; in words that no rule reads too. `by_vote`:
    another vote tells of it by itself.
    """
    return any(
        _reopens(report, who, since, by_vote=by_vote)
        for report in reports
        if report.known_on >= since and who in report.references
    )


def _reopens(report: Report, who: str, since: date, *, by_vote: bool) -> bool:
    if notes_on(report, who, "appeal", "appeal_against", "vote_again"):
        return True
    for vote in report.facts(Decision):
        if identity(vote.reference) != who or (vote.decided_on is not None and vote.decided_on <= since):
            continue
        if vote.outcome in REOPENING or vote.subject in _REOPENING_SUBJECTS:
            return True
        voted = vote.decided_on is not None and vote.outcome in ("approved", "rejected")
        if by_vote and voted and vote.subject == "modification":
            return True
    return False


def approved(model: CheckModel, who: str, on: date) -> tuple[Report, Decision] | None:
    """The newest approval of the reports up to that day that was the last word on it.

    A Change Board's approval whose path no report names counts, unless the Authority has it for decision.
    """
    found: tuple[Report, Decision] | None = None
    pending = False
    for report in model.papers:
        if report.known_on > on or who not in report.references:
            continue
        for vote in decisions_on(report, who):
            if vote.outcome == "pending" and vote.body == "authority":
                pending = True
            elif vote.outcome == "approved":
                path = path_of(model, who, report.known_on)
                last = is_last_word(vote, vote.decided_on or report.known_on, path)
                if last or (last is None and not pending):
                    found = report, vote
    return found


def path_of(model: CheckModel, who: str, on: date) -> str | None:
    """The path on which it goes: the register's newest by that day, else the one that a report names."""
    for snapshot in reversed(until(model.about(who), on)):
        entry = snapshot.entries.get(who)
        if entry is not None and (path := path_in_register(snapshot, entry)):
            return path
    told = [
        vote.governance
        for report in model.papers
        if report.known_on <= on and who in report.references
        for vote in report.facts(Decision)
        if vote.governance and identity(vote.reference) == who
    ]
    return told[-1] if told else None


def path_in_register(snapshot: Snapshot, entry: RegisterEntry) -> str | None:
    """The path that the entry's cell names."""
    return dated.register_path(entry.path, snapshot.as_of)
