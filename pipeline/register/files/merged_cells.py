"""Cells of a worksheet that are merged: every place of the range says what its first cell says.

The reader of large workbooks passes the ranges over, and gives all places but the first as empty.
"""

import re
from zipfile import ZipFile

from openpyxl.utils.cell import range_boundaries

# <mergeCell ref="E2:E4"/>
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")
_WIDEST = 256


class MergedCells:
    """The merged ranges of one sheet, taken row by row from the top."""

    def __init__(self, packed: ZipFile, path: str) -> None:
        self._waiting = sorted(_rows_first(ref[1].decode()) for ref in _MERGED.finditer(packed.read(path)))
        self._waiting.reverse()
        self._open: list[tuple[int, int, int, str, str | None]] = []

    def fill(self, number: int, texts: list[str], unread: dict[int, str]) -> bool:
        """Fills the row of this number in place, where it has anything of its own.

        Gives whether one range of this row alone reaches over all that stands in it, as a title does.
        """
        own = any(texts) or bool(unread)
        self._open = [one for one in self._open if one[0] >= number]
        title = False
        while self._waiting and self._waiting[-1][0] <= number:
            top, left, bottom, right = self._waiting.pop()
            text = texts[left] if top == number and left < len(texts) else ""
            self._open.append((bottom, left, right, text, unread.get(left)))
            title = title or (right - left + 1 >= max(2, len(texts)) and top == bottom and left == 0)
        for _, left, right, text, what in self._open if own else ():
            texts += [""] * (right + 1 - len(texts))
            for place in range(left, right + 1):
                texts[place] = texts[place] or text
                if what:
                    unread.setdefault(place, what)
        return title


def _rows_first(ref: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = (int(one or 0) for one in range_boundaries(ref))
    return top, left - 1, bottom, min(right - 1, _WIDEST - 1)
