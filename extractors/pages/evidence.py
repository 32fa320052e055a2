"""Words to evidence: the boxes that they stand in."""

from collections.abc import Iterable
from itertools import groupby, pairwise

from extractors.contract import Evidence
from extractors.pages.model import Box, Word


def evidence_of(words: Iterable[Word]) -> tuple[Evidence, ...]:
    """One box a printed line, in reading order; words given twice count once."""
    boxes: list[Evidence] = []
    unique = list(dict.fromkeys(words))
    for _, line in groupby(unique, key=lambda w: (w.page, w.base)):
        for run in _runs(list(line)):
            boxes.append(Evidence(run[0].sheet, _around(run), " ".join(w.text for w in run)))
    return tuple(boxes)


def place_of(words: Iterable[Word]) -> Evidence:
    """The one box around those of the words that stand on the first one's page, and what they all say."""
    unique = list(dict.fromkeys(words))
    here = [word for word in unique if word.page == unique[0].page]
    return Evidence(here[0].sheet, _around(here), " ".join(word.text for word in unique))


def evidence_of_cells(cells: Iterable[Iterable[Word]]) -> tuple[Evidence, ...]:
    """The boxes of a table's row: one a printed line of each cell, however close the columns stand."""
    return tuple(evidence for cell in cells for evidence in evidence_of(cell))


def _around(words: Iterable[Word]) -> Box:
    lefts, tops, rights, bottoms = zip(*(word.box for word in words), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _runs(line: list[Word]) -> list[list[Word]]:
    """A line cut where the next word does not follow the one before: a box never spans a column."""
    runs = [[line[0]]]
    for before, word in pairwise(line):
        if -2 < word.x0 - before.x1 < 3 * max(before.size, 6):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs
