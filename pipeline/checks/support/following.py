"""Assessments followed from one report to the next: which row is still the same assessment."""

from collections import defaultdict
from dataclasses import dataclass

from extractors.facts import Assessment, Decision
from pipeline.basics.identity import identity, number
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.report_and_snapshot import Report


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An assessment open in one report, and the open row that is the same one in the next.

    `later` is None where there is none; `explained` then says whether it was completed or its
    modification was withdrawn or rejected.
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
        identity(vote.reference)
        for vote in later.facts(Decision)
        if vote.subject == "modification" and vote.outcome in ("withdrawn", "rejected")
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
            for one in completed[_subject(row)]
            if _row_key(one) not in known
        ):
            followed.append(OpenRow(row, None, explained=True))
        else:
            changed.append(row)
    for row in changed:
        group = now[_subject(row)]
        other = group.pop(0) if group else None
        followed.append(OpenRow(row, other, explained=other is None and identity(row.reference) in ended))
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
        group = now[_subject(row)]
        moved = next((one for one in group if _moved(row, one, earlier)), None)
        if moved is not None:
            group.remove(moved)
            followed.append(CompletedRow(row, moved))
        elif window and row.returned_on and window[0] <= row.returned_on <= window[1]:
            followed.append(CompletedRow(row, None))
    return followed


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
