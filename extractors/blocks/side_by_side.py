"""Lines that stand side by side: read column by column where they are running text, as one line elsewhere."""

from collections.abc import Sequence

from extractors.blocks.lines.item_signs import LETTERED, NUMBERED, SIGN
from extractors.blocks.lines.rows import Line, rows_of
from extractors.blocks.tables.model import Table
from extractors.pages.model import Page, Word


def by_column(row: Line, page: Page, rows: Sequence[Line]) -> list[Line]:
    """A row as one line, or as one line a column where the page is set in columns there.

    Two columns of running text are read one after the other; a label and its value side by side
    (`Author   Holly Burton`) are one line.
    """
    pieces: list[list[Word]] = [list(row.segments[0].words)]
    for segment in row.segments[1:]:
        beside = [other for other in rows if any(abs(s.x0 - segment.x0) < 2.5 for s in other.segments[1:])]
        left = sorted(len(other.segments[0].words) for other in (*beside, row))
        first = pieces[-1][0].text
        after_sign = len(pieces[-1]) == 1 and any(p.match(first) for p in (SIGN, LETTERED, NUMBERED))
        if after_sign or len(beside) < 2 or left[len(left) // 2] < 4:
            pieces[-1].extend(segment.words)
        else:
            pieces.append(list(segment.words))
    return [rows_of(piece)[0] for piece in pieces] if len(pieces) > 1 else [row]


def columns_in_order(lines: list[Line | Table]) -> list[Line | Table]:
    """Runs of lines that stand side by side, put column by column."""
    ordered: list[Line | Table] = []
    run: list[Line] = []

    def flush() -> None:
        columns: list[list[Line]] = []
        for row in run:
            for column in columns:
                if any(row.x0 < other.x1 and other.x0 < row.x1 for other in column):
                    column.append(row)
                    break
            else:
                columns.append([row])
        for column in sorted(columns, key=lambda c: min(r.x0 for r in c)):
            ordered.extend(column)
        run.clear()

    for position, line in enumerate(lines):
        beside = isinstance(line, Line) and any(
            isinstance(other, Line) and other is not line and abs(other.base - line.base) < 3
            for other in (*lines[max(0, position - 2) : position], *lines[position + 1 : position + 3])
        )
        if isinstance(line, Line) and (beside or (run and _under_column(line, run))):
            run.append(line)
        else:
            flush()
            ordered.append(line)
    flush()
    return ordered


def _under_column(line: Line, run: Sequence[Line]) -> bool:
    """A line that continues one column of a run that has several."""
    last = [row for row in run if line.base - row.base < 2.2 * line.size]
    return len({round(row.x0 / 10) for row in run}) > 1 and any(
        abs(row.x0 - line.x0) < 3 and line.x1 <= max(r.x1 for r in run if abs(r.x0 - row.x0) < 3) + 40
        for row in last
    )
