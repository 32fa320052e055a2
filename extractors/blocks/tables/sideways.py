"""Summaries set sideways: the figures of each name stand under it, `Number 9 25` over `Average 36 39`.

Some are tables whose rows are to be turned into columns, some only lines of words and figures.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.blocks.lines.rows import lines_of
from extractors.blocks.tables.header import Header, header_of_names
from extractors.blocks.tables.model import Cell, Table
from extractors.blocks.tables.names_over import tell
from extractors.blocks.tables.settings import SETTINGS
from extractors.pages.model import Word
from extractors.vocabulary.column_names import column_role

# "Cost (£k)", "Days in stage", "PAs open last month"
_OTHER_FIGURES = re.compile(
    r"cost|£|\bin stage|meeting|consultation|last month|previous|target|budget", re.IGNORECASE
)


def sideways(
    names: Sequence[Cell], header: Header | None, body: Sequence[tuple[Cell, ...]]
) -> tuple[Header, list[Word], list[tuple[Cell, ...]]] | None:
    """A summary whose figures stand in rows, turned: `Number | 9 | 25`, `Average | 36 | 39` under names.

    Where the names make a header as the vocabulary has it, none of them is the name of figures.
    """
    if not 1 <= len(body) <= 7 or len(names) < 3 or any(len(row) != len(names) for row in body):
        return None
    figures = [cell.text for row in body for cell in row[1:]]
    named = all(cell.text and not re.match(r"[\d.,]+\b", cell.text) for cell in names[1:])
    if not named or not all(re.fullmatch(r"\d+(?:\.\d+)?(?:\s*\w+)?|[–—-]|N/A", text) for text in figures):
        return None
    labels = [names[0], *(row[0] for row in body)]
    if any(_OTHER_FIGURES.search(cell.text) for cell in (*labels, *names[1:])):
        return None
    turned = header_of_names([cell.text for cell in labels])
    told = header is None or tell([cell.text for cell in names[1:]])
    if not any(
        role in ("total", "average_wd", *(["label", "stage"] if told else [])) for role in turned.roles[1:]
    ):
        return None
    if header is not None and not told and any(r in ("total", "average_wd") for r in header.roles[1:]):
        return None
    columns = [(names[i], *(row[i] for row in body)) for i in range(1, len(names))]
    return turned, [word for cell in labels for word in cell.words], columns


_FIGURE = re.compile(r"\d{1,4}(?:\.\d+)?")

_UNIT = re.compile(r"(?:WDs?|days)", re.IGNORECASE)


def sideways_table(words: Sequence[Word]) -> Table | None:
    """Words in reading order as a table with one row a name, where that is how it is set; else None.

    Figures stand under their names by place; what stands over the names is no part of them.
    """
    if sum(_FIGURE.fullmatch(word.text) is not None for word in words) < 2:
        return None
    if len({word.page for word in words}) != 1:
        return None
    lines = lines_of(words)
    split = [_label_and_figures(line) for line in lines]
    first = next((i for i, found in enumerate(split) if found is not None), 0)
    below = [found for found in split[first:] if found is not None]
    if not first or len(below) != len(split) - first or len({len(figures) for _, figures in below}) != 1:
        return None
    roles = {column_role(" ".join(word.text for word in label)) for label, _ in below}
    if not roles & {"total", "average_wd"}:
        return None
    names = _names(lines[:first], below[0][1])
    if names is None:
        return None
    body = [(Cell(label), *map(Cell, figures)) for label, figures in below]
    if (turned := sideways([Cell(()), *map(Cell, names)], None, body)) is None:
        return None
    header, header_words, rows = turned
    return Table(
        words[0].page,
        min(word.top for word in words),
        max(word.bottom for word in words),
        (),
        (),
        header,
        tuple(header_words),
        tuple(rows),
    )


def _label_and_figures(line: Sequence[Word]) -> tuple[tuple[Word, ...], list[tuple[Word, ...]]] | None:
    """`Average (Working Days) 162 WD 274 WD` cut into label and two or more figures with their units."""
    figures: list[tuple[Word, ...]] = []
    rest = list(line)
    while rest:
        unit = 1 if len(rest) > 1 and _UNIT.fullmatch(rest[-1].text) else 0
        if not _FIGURE.fullmatch(rest[-1 - unit].text):
            break
        figures.insert(0, tuple(rest[-1 - unit :]))
        del rest[-1 - unit :]
    told = bool(rest) and not any(_FIGURE.fullmatch(word.text) for word in rest)
    return (tuple(rest), figures) if told and len(figures) > 1 else None


def _names(
    lines: Sequence[Sequence[Word]], figures: Sequence[tuple[Word, ...]]
) -> list[tuple[Word, ...]] | None:
    """The words over each figure; a line that begins left of them all is a caption, not names."""
    centres = [(figure[0].x0 + figure[-1].x1) / 2 for figure in figures]
    step = min(b - a for a, b in pairwise(centres))
    named: list[list[Word]] = [[] for _ in centres]
    for line in lines:
        over = [word for word in line if word.x1 > centres[0] - step / 2]
        before = len(line) - len(over)
        if over and before and over[0].x0 - line[before - 1].x1 < over[0].size * SETTINGS.word_space:
            continue  # "Preliminary and Impact Assessments (PAs and IAs) in total"
        for word in over:
            middle = (word.x0 + word.x1) / 2
            nearest = min(range(len(centres)), key=lambda i: abs(centres[i] - middle))
            named[nearest].append(word)
    return [tuple(words) for words in named] if all(named) else None
