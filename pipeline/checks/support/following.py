"""Assessments followed from one report to the next: which row is still the same assessment."""

from collections import defaultdict
from dataclasses import dataclass

from extractors.contract import Assessment, Decision
from pipeline.basics.identity import identity, number
from pipeline.checks.model import CheckModel
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.process.known import decisions_on
from pipeline.checks.process.sayings import notes_on
from pipeline.checks.report_and_snapshot import Report


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An assessment open in one report, and the open row that is the same one in the next.

    `later` is None where there is none; `explained` then says whether it was completed (also under a part
    of what was split since), put on hold, withdrawn or stopped, or its modification was withdrawn,
    rejected or merged.
    """

    earlier: Assessment
    later: Assessment | None
    explained: bool = False


@dataclass(frozen=True, slots=True)
class CompletedRow:
    """A completed assessment of one report and the row that is the same one in the next, if any."""

    earlier: Assessment
    later: Assessment | None


def follow_open(earlier: Report, later: Report) -> list[OpenRow]:
    """Every assessment open in the earlier report, with what became of it.

    The same accepted date makes it the same one. Where the date is gone, a new row in the completed
    table ends it; otherwise an open row of the same modification and type is the same one, changed.
    """
    now = _grouped(later, "open")
    completed = _grouped(later, "completed")
    known = {_row_key(row) for row in earlier.facts(Assessment) if row.status == "completed"}
    ended = {
        identity(vote.reference) for vote in decisions_on(later) if vote.outcome in ("withdrawn", "rejected")
    }
    followed: list[OpenRow] = []
    changed: list[Assessment] = []
    for row in _distinct(earlier, "open"):
        group = now[_subject(row)]
        same = next((one for one in group if one.accepted_on == row.accepted_on), None)
        if same is not None:
            group.remove(same)
            followed.append(OpenRow(row, same))
        elif _split(row, later) or any(
            one.returned_on and row.accepted_on and one.returned_on >= row.accepted_on
            for subject, rows in completed.items()
            if _is_kin(subject, row)
            for one in rows
            if _row_key(one) not in known
        ):
            followed.append(OpenRow(row, None, explained=True))
        else:
            changed.append(row)
    for row in changed:
        group = now[_subject(row)]
        other = group.pop(0) if group else None
        over = other is None and (identity(row.reference) in ended or told_over(later, row))
        followed.append(OpenRow(row, other, explained=over))
    return followed


def follow_completed(earlier: Report, later: Report) -> list[CompletedRow]:
    """Every completed assessment of the earlier report that the later one's window still covers.

    The same returned date makes it the same one; so does, where the date is gone, a row that must have
    stood in the earlier report already, or one of the same duration.
    """
    now = _grouped(later, "completed")
    rows = _distinct(earlier, "completed")
    followed: list[CompletedRow] = []
    left: list[Assessment] = []
    # Rows that agree in all first, so that of two rows of one day the changed one is left over.
    for agrees in (_row_key, lambda row: row.returned_on):
        left = []
        for row in rows:
            group = now[_subject(row)]
            same = next((one for one in group if agrees(one) == agrees(row)), None)
            if same is None:
                left.append(row)
            else:
                group.remove(same)
                followed.append(CompletedRow(row, same))
        rows = left
    window = dated.window(later.cut_off) if later.cut_off else None
    for row in left:
        split = next((one for one in _kin_rows(now, row) if one.returned_on == row.returned_on), None)
        if split is not None:
            followed.append(CompletedRow(row, split))
            continue
        group = now[_subject(row)]
        moved = next((one for one in group if _moved(row, one, earlier)), None)
        if moved is not None:
            group.remove(moved)
            followed.append(CompletedRow(row, moved))
        elif window and row.returned_on and window[0] <= row.returned_on <= window[1]:
            followed.append(CompletedRow(row, None))
    return followed


def told_over(report: Report, row: Assessment) -> bool:
    """Whether the report tells that the assessment rests or came to an end without an answer."""
    who = identity(row.reference)
    return bool(notes_on(report, who, "hold", "merger", "request_ended", "accepted_again")) or any(
        identity(vote.reference) == who and vote.subject in ("merger", "assessment_request")
        for vote in report.facts(Decision)
    )


def rested(model: CheckModel, report: Report, row: Assessment) -> bool:
    """Whether the assessment was on hold for a time: a report tells it, or had no open row of it."""
    who = identity(row.reference)
    for one in model.papers_until(report):
        if notes_on(one, who, "hold", "resumed"):
            return True
        running = one is not report and row.accepted_on and one.cut_off and row.accepted_on <= one.cut_off
        if running and not any(
            _is_kin(_subject(other), row) and other.accepted_on == row.accepted_on
            for other in one.facts(Assessment)
        ):
            # It is not there although it was before: gone for a time, and here again.
            earlier = (other for two in model.before(one) for other in two.facts(Assessment))
            if any(_is_kin(_subject(x), row) and x.accepted_on == row.accepted_on for x in earlier):
                return True
    return False


def told_changed(report: Report, row: Assessment, *sayings: str) -> bool:
    """Whether the report tells that the assessment's figures were put right, or one of these things of it."""
    who = identity(row.reference)
    return bool(notes_on(report, who, "corrected", *sayings)) or (
        "accepted_again" in sayings
        and any(
            identity(vote.reference) == who and vote.subject == "assessment_request"
            for vote in report.facts(Decision)
        )
    )


def _is_kin(subject: tuple[str, str], row: Assessment) -> bool:
    """Whether rows of that modification and type may be of this one's, or of its whole or parts."""
    return subject[1] == row.assessment and number(subject[0]) == number(row.reference)


def _kin_rows(now: dict[tuple[str, str], list[Assessment]], row: Assessment) -> list[Assessment]:
    """The rows of the whole or the parts of the row's modification."""
    return [
        one
        for subject, rows in now.items()
        if _is_kin(subject, row) and subject != _subject(row)
        for one in rows
    ]


def _moved(row: Assessment, other: Assessment, earlier: Report) -> bool:
    if other.returned_on and earlier.cut_off and other.returned_on <= earlier.cut_off:
        return True
    return row.duration_wd is not None and row.duration_wd == other.duration_wd


def _split(row: Assessment, later: Report) -> bool:
    """Whether the modification was split (MP102 into MP102A and MP102B) and the row went with a part."""
    return any(
        one.assessment == row.assessment
        and number(one.reference) == number(row.reference)
        and identity(one.reference) != identity(row.reference)
        and one.accepted_on == row.accepted_on
        for one in later.facts(Assessment)
        if one.status == "open"
    )


def _subject(row: Assessment) -> tuple[str, str]:
    return identity(row.reference), row.assessment


def _row_key(row: Assessment) -> tuple[object, ...]:
    return *_subject(row), row.returned_on, row.target_wd, row.duration_wd


def _distinct(report: Report, status: str) -> list[Assessment]:
    """The rows, without those that merely repeat another (I108 tells of them)."""
    rows = {
        (*_row_key(row), row.accepted_on): row for row in report.facts(Assessment) if row.status == status
    }
    return list(rows.values())


def _grouped(report: Report, status: str) -> dict[tuple[str, str], list[Assessment]]:
    groups: dict[tuple[str, str], list[Assessment]] = defaultdict(list)
    for row in _distinct(report, status):
        groups[_subject(row)].append(row)
    return groups
