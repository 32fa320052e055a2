"""The facts of a row read by its columns: assessments, their summary, proposal timescales, stage counts."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal, cast, get_args

from extractors.contract import (
    Assessed,
    Assessment,
    AssessmentSummary,
    Fact,
    ProposalTimescale,
    Stage,
    StageCount,
)
from extractors.facts.rules.table_row import TableRow, days_in, kind_of, reference_in
from extractors.values.dates import find_dates, read_date
from extractors.vocabulary.column_names import ColumnRole
from extractors.vocabulary.phrases import labels_of
from extractors.vocabulary.stage_names import stage_named

# "76 WD (target: 15 WD)", "76 of 15 WD"; under "Target / taken": "15 / 76"
_BOTH = re.compile(
    r"(?P<first>\d+[^(\d]*?)\s*(?:[(\[,;/]|\bof\b|\bagainst\b)\s*(?:a |the )?(?:target:?(?: of)?)?\s*"
    r"(?P<second>\d+[^)\]\d]*)[)\]]?",
    re.IGNORECASE,
)

# "Not yet returned"
_STATUS_WORDS = 3


def row_facts(row: TableRow, near: date) -> Iterator[Fact]:
    """The facts of one row; a row that cannot be read in full gives none."""
    kind = kind_of(row.header, row.over)
    if kind == "assessments":
        yield from _assessments(row, near)
    elif kind == "summary":
        yield from _summary(row)


def _assessments(row: TableRow, near: date) -> Iterator[Assessment]:
    reference = reference_in(row.text("reference"))
    assessed = _assessed(row.text("assessment") or "") or _assessed(row.over)
    status = _status(row, near)
    target, duration = target_and_duration(row)
    if reference is None or assessed is None or status is None:
        return
    accepted, returned = _accepted_and_returned(row, near)
    yield Assessment(
        section=row.section,
        evidence=row.evidence,
        doubts=("odd_value",) if _is_odd((target, duration), (accepted, returned), near) else (),
        reference=reference,
        assessment=assessed,
        status=status,
        accepted_on=accepted,
        returned_on=returned,
        target_wd=cast(int | None, target),
        duration_wd=cast(int | None, duration),
    )


# No assessment took four years, or was accepted ten years before the report or a year after it.
_MOST_DAYS = 1000
_EARLIEST, _LATEST = timedelta(days=3653), timedelta(days=366)


def _is_odd(days: Iterable[float | None], dates: Iterable[date | None], near: date) -> bool:
    """Whether some figure or day is out of any plausible range."""
    told = [day for day in dates if day is not None]
    far = any(day < near - _EARLIEST or day > near + _LATEST for day in told)
    return far or any(count is not None and count > _MOST_DAYS for count in days)


_BOTH_WAYS: tuple[tuple[ColumnRole, ColumnRole], ...] = (
    ("duration_wd", "target_wd"),
    ("target_wd", "duration_wd"),
)


def target_and_duration(row: TableRow) -> tuple[int | float | None, int | float | None]:
    """A row's target and its duration.

    Where one column holds both, its name tells which is first: `Duration / target`, `Target (taken)`.
    """
    for role, other in _BOTH_WAYS:
        if other not in row.header and (both := _BOTH.fullmatch(row.text(role) or "")):
            first, second = days_in(both["first"]), days_in(both["second"])
            name = row.header.names[row.header.roles.index(role)]
            return (first, second) if name.casefold().startswith("target") else (second, first)
    return days_in(row.text("target_wd")), days_in(row.text("duration_wd"))


def _accepted_and_returned(row: TableRow, near: date) -> tuple[date | None, date | None]:
    """When an assessment was accepted and, if it is completed, returned."""
    if both := _both_dates(row, near):
        return both
    if _status(row, near) == "open":
        return _first_date(row, near, "accepted_on", "date", "opens_on", "raised_on"), None
    returned = _first_date(row, near, "returned_on", "date", "decided_on", "closes_on")
    return cell_date(row.text("accepted_on"), near), returned


_RETURNED = re.compile(r"return|complet|clos", re.IGNORECASE)

_FROM_TO = re.compile(r"\s*(?:[-–—/→]|to|and|until)?\s*")


def _both_dates(row: TableRow, near: date) -> tuple[date | None, date | None] | None:
    """`26 May 2020 – 31 July 2020` in the one column `Accepted – returned`."""
    column = row.header.column("accepted_on")
    if column is None or "returned_on" in row.header or not _RETURNED.search(row.header.names[column]):
        return None
    text = row.text("accepted_on") or ""
    spans = list(find_dates(text, near))
    both = len(spans) == 2 and _FROM_TO.fullmatch(text[spans[0].end : spans[1].start])
    return (spans[0].value, spans[1].value) if both else None


def _first_date(row: TableRow, near: date, *roles: ColumnRole) -> date | None:
    return next((cell_date(text, near) for role in roles if (text := row.text(role))), None)


# "3 Feb 2021 (revised)"; "1–3 Feb 21" and "1 Feb 201" tell no one day
_BESIDE = re.compile(r"\D*")


def cell_date(text: str | None, near: date | None) -> date | None:
    """The one day that a cell tells; None where figures beside it leave a doubt of which day that is."""
    spans = list(find_dates(text, near)) if text else []
    if text and len(spans) == 1 and not _BESIDE.fullmatch(text[: spans[0].start] + text[spans[0].end :]):
        return None
    return read_date(text, near) if text else None


def _status(row: TableRow, near: date) -> Literal["open", "completed"] | None:
    header = row.header
    for cell in row.cells:
        own = {x.value for x in labels_of(cell.text) if x.kind == "progress"}
        if len(cell.words) <= _STATUS_WORDS and len(own) == 1:
            return "open" if own == {"open"} else "completed"
    if "returned_on" in header and "accepted_on" in header:
        return (
            "completed"
            if row.text("returned_on") and re.search(r"\d", row.text("returned_on") or "")
            else "open"
        )
    if "returned_on" in header or _both_dates(row, near):
        return "completed"
    values = {x.value for x in labels_of(row.over) if x.kind == "progress"}
    if "completed" in values:
        return "completed"
    if "accepted_on" in header or "open" in values:
        return "open"
    return None


def _assessed(text: str) -> Assessed | None:
    kinds = {x.value for x in labels_of(text) if x.kind == "assessed"}
    return cast(Assessed, kinds.pop()) if len(kinds) == 1 else None


def _summary(row: TableRow) -> Iterator[Fact]:
    """A summary row says by its words what it sums up: assessments, proposals, or a stage."""
    if row.header.roles.count("total") != 1:
        yield from _matrix(row)
        return
    total = days_in(row.text("total"))
    if not isinstance(total, int):
        return
    average = days_in(row.text("average_wd"))
    figures = [row.header.column("total"), row.header.column("average_wd")]
    label = " ".join(cell.text for i, cell in enumerate(row.cells) if i not in figures)
    named = stage_named(row.text("stage") or "")
    stages: list[str] = [named] if named is not None and named in get_args(Stage) else []
    stages += [x.value for x in labels_of(label) if x.kind in ("stage", "chart_stage")]
    if "average_wd" not in row.header and stages:
        yield StageCount(
            section=row.section, evidence=row.evidence, stage=cast(Stage, stages[0]), count=total
        )
        return
    yield from _summed(row, label, total, average)


def _summed(row: TableRow, label: str, total: int, average: int | float | None) -> Iterator[Fact]:
    assessed = _assessed(label) or _assessed(row.over)
    progress = {x.value for x in labels_of(label) if x.kind == "progress"}
    if assessed is not None and _assessed(label) is None and "proposal" in label.casefold():
        assessed = None
    if not progress:
        return
    if assessed is not None:
        yield AssessmentSummary(
            section=row.section,
            evidence=row.evidence,
            assessment=assessed,
            status="open" if "open" in progress else "completed",
            total=total,
            average_wd=average,
        )
    else:
        yield ProposalTimescale(
            section=row.section,
            evidence=row.evidence,
            status="open" if "open" in progress else "concluded",
            total=total,
            average_wd=average,
        )


def _matrix(row: TableRow) -> Iterator[Fact]:
    """`Assessment | Open | Average | Completed | Average`: each count has its average beside it."""
    names, roles = row.header.names, row.header.roles
    own = next(
        (c for role in ("label", "stage", "assessment") if (c := row.header.column(role)) is not None), 0
    )
    label = row.cells[own].text if own < len(row.cells) else ""
    for position in range(min(len(names), len(row.cells))):
        total = days_in(row.cells[position].text)
        beside = position + 1
        if position == own or roles[position] == "average_wd" or not isinstance(total, int):
            continue
        average = (
            days_in(row.cells[beside].text)
            if beside < len(row.cells) and roles[beside] == "average_wd"
            else None
        )
        yield from _summed(row, f"{label} {names[position]}", total, average)
