"""Whether the last line of a table of text is all of it, though it has no end as the others have.

A file without a final line break may be cut off, or written by a program that puts breaks between lines only.
Its last cell tells which, by what else stands in its column.
"""

import re
from collections.abc import Sequence

from pipeline.register.files.table import Row


def cut_off(text: str, rows: Sequence[Row]) -> str | None:
    """Why the end of the text may be missing, in words; None where its last row is surely whole."""
    lines = text.splitlines(keepends=True)
    ends = [line[len(line.rstrip("\r\n")) :] for line in lines[-2:]]
    if len(ends) < 2 or ends[0] == ends[1]:
        return None
    what = "its last line has no end, as the others have"
    if ends[1]:
        return what  # half a line break: no program writes one
    return None if rows and _is_whole(text, rows) else f"{what}, and its last cell may go on"


def _is_whole(text: str, rows: Sequence[Row]) -> bool:
    last = rows[-1].cells[-1] or ""
    if text.endswith('"') and not any('"' in (cell or "") for row in rows for cell in row.cells):
        return True  # a quoted cell is closed by its quote, where no quotes stand in cells
    at = len(rows[-1].cells) - 1
    column = [row.cells[at] or "" for row in rows[:-1] if len(row.cells) > at]
    if not last or last[-1].isspace():
        return not last and not any(column)
    known = {_shape(cell, last[-1]) for cell in column if cell}
    mine = _shape(last, last[-1])
    return mine in known and not any(other != mine and other.startswith(mine) for other in known)


def _shape(cell: str, end: str) -> str:
    """What cells of one column share, as far as a cell that ends so would show that it is cut.

    Of words the words themselves (`Refinement`), of what ends in a number how long that is (`9/9/9999`),
    of what ends in a mark its marks (`w://w.w/w/`).
    """
    if end.isdigit():
        before, last = cell.rstrip("0123456789"), re.search(r"\d*$", cell)
        return re.sub(r"\d+", "9", re.sub(r"[^\W\d_]+", "a", before)) + "9" * len(last[0] if last else "")
    return cell if end.isalpha() else re.sub(r"[\w-]+", "w", cell)
