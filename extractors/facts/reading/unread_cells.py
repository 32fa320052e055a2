"""Cells of a row that should hold a day or a figure, and gave none."""

import re

from extractors.facts.rules.assessments import cell_date, target_and_duration
from extractors.facts.rules.table_row import RowKind, TableRow, days_in
from extractors.pages.model import Word
from extractors.values.dates import find_dates, find_months
from extractors.vocabulary.column_names import ColumnRole

_DAYS: frozenset[ColumnRole] = frozenset(("average_wd", "duration_wd", "target_wd", "total"))

_DATES: frozenset[ColumnRole] = frozenset(
    (
        "accepted_on",
        "closes_on",
        "date",
        "decided_on",
        "opens_on",
        "raised_on",
        "returned_on",
        "week_commencing",
    )
)

# "–", "- -", "N/A", "To be confirmed", "Outstanding": there is no value, and nothing to read
_BLANK = re.compile(r"[–—\s-]*|[^\d]*[A-Za-z][^\d]*")


def unread_cells(row: TableRow, kind: RowKind | None) -> list[tuple[str, tuple[Word, ...]]]:
    """The name of the column and the words of each cell that gave no value.

    Where a row is read by its columns, a cell is a day or a figure and no more.
    """
    strict = kind in ("assessments", "summary")
    both = target_and_duration(row) if strict else (None, None)
    unread = []
    for name, role, cell in zip(row.header.names, row.header.roles, row.cells, strict=False):
        counted = kind == "summary" and days_in(cell.text) is not None  # "7" under "Completed"
        if _BLANK.fullmatch(cell.text) or counted:
            continue
        of_days = strict and role in _DAYS and days_in(cell.text) is None and None in both
        if of_days or (role in _DATES and not _holds_day(cell.text, strict)):
            unread.append((name, cell.words))
    return unread


def _holds_day(text: str, strict: bool) -> bool:
    """Whether a cell tells a day, if only one that no calendar has; or in a sentence, a month."""
    days = list(find_dates(text))
    if strict:
        impossible = len(days) == 1 and days[0].value is None and days[0].complete
        return impossible or cell_date(text, None) is not None or len(days) > 1
    return bool(days or list(find_months(text)) or cell_date(text, None))
