"""Words to evidence: the boxes that they stand in."""

from collections.abc import Iterable
from itertools import groupby, pairwise

from extractors.contract import Evidence
from extractors.pages.model import Word


def evidence_of(words: Iterable[Word]) -> tuple[Evidence, ...]:
    """One box a printed line, in reading order; words given twice count once."""
    boxes: list[Evidence] = []
    unique = list(dict.fromkeys(words))
    for (page, _), line in groupby(unique, key=lambda w: (w.page, w.base)):
        for run in _runs(list(line)):
            boxes.append(
                Evidence(
                    page,
                    (
                        min(w.x0 for w in run),
                        min(w.top for w in run),
                        max(w.x1 for w in run),
                        max(w.bottom for w in run),
                    ),
                    " ".join(w.text for w in run),
                )
            )
    return tuple(boxes)


def place_of(words: Iterable[Word]) -> Evidence:
    """The one box around those of the words that stand on the first one's page, and what they all say."""
    unique = list(dict.fromkeys(words))
    here = [word for word in unique if word.page == unique[0].page]
    box = (
        min(w.x0 for w in here),
        min(w.top for w in here),
        max(w.x1 for w in here),
        max(w.bottom for w in here),
    )
    return Evidence(here[0].page, box, " ".join(word.text for word in unique))


def evidence_of_cells(cells: Iterable[Iterable[Word]]) -> tuple[Evidence, ...]:
    """The boxes of a table's row: one a printed line of each cell, however close the columns stand."""
    return tuple(evidence for cell in cells for evidence in evidence_of(cell))


def _runs(line: list[Word]) -> list[list[Word]]:
    """A line cut where the next word does not follow the one before: a box never spans a column."""
    runs = [[line[0]]]
    for before, word in pairwise(line):
        if -2 < word.x0 - before.x1 < 3 * max(before.size, 6):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs
