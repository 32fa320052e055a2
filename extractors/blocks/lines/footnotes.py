"""Footnotes: the small print at a page's foot, and the figures in the text that point to it.

A note interrupts what goes on over the page's end, and its figure would end a reference or a date: so notes
are read after what they stand under, and their figures not at all.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.blocks.lines.rows import Line, Segment
from extractors.pages.model import Page, Word

# "1The Panel saw …", "2‘Bulk CH returns’ …": a note's figure and its first word; "1", where it stands alone
_NOTE = re.compile(r"(?P<figure>\d{1,2})(?P<bare>[A-Z‘“].*)?")
_FIGURE = re.compile(r"\d{1,2}")
# "(SECMP0053)1", "Release.2", "MP067.2": the figure behind the word that it explains
_POINTER = re.compile(
    r"(?P<bare>.*(?:[^\W\d_]{2}|(?:MP|DP)\d{3}|\b(?:19|20)\d\d)[.,;:)’”\]]+)(?P<figure>\d{1,2})"
)
# A note is set at least this much smaller than the body, in points, and in this lower part of its page.
_SMALLER = 0.9
_LOW = 0.5
# A figure in a type so much smaller than its neighbour's, and so much above its baseline, is a raised one.
_RAISED_SIZE = 0.85
_RAISED_BY = 0.15


def without_pointers(pages: Sequence[Page], body_size: float) -> tuple[Page, ...]:
    """The pages with `bare` set for words that a note's figure is printed at, where the page has the note."""
    return tuple(_without_pointers(page, body_size - _SMALLER) for page in pages)


def _without_pointers(page: Page, size: float) -> Page:
    bare: dict[Word, str] = {}
    figures = set()
    for word in page.words:
        if word.size <= size and word.base > _LOW * page.height and (note := _NOTE.fullmatch(word.text)):
            figures.add(note["figure"])
            if note["bare"]:
                bare[word] = note["bare"]
    for word in page.words if figures else ():
        if (pointer := _POINTER.fullmatch(word.text)) and pointer["figure"] in figures:
            bare[word] = pointer["bare"]
    if not bare:
        return page
    return replace(page, words=tuple(replace(w, bare=bare[w]) if w in bare else w for w in page.words))


def notes_at_foot(
    rows: Sequence[Line], body_size: float, height: float
) -> tuple[list[Line], list[list[Line]]]:
    """A page's rows without its footnotes, and the rows of each note."""
    first = len(rows)
    for position in range(len(rows) - 1, -1, -1):
        row = rows[position]
        if row.size > body_size - _SMALLER or row.base < _LOW * height:
            break
        if _begins_note(row):
            first = position
    notes: list[list[Line]] = []
    for row in rows[first:]:
        if _begins_note(row):
            notes.append([])
        notes[-1].append(row)
    return list(rows[:first]), notes


def _begins_note(row: Line) -> bool:
    first = row.words[0]
    if first.bare:
        return bool(_NOTE.fullmatch(first.text))
    return len(row.words) > 1 and _is_raised(first, row.words[1])


def without_figures(row: Line) -> tuple[Line, tuple[Word, ...]]:
    """A row without the raised figures printed right behind a word of it, and those figures."""
    figures = {
        word
        for before, word in pairwise(row.words)
        if word.raised or (_is_raised(word, before) and abs(word.x0 - before.x1) < _RAISED_BY * before.size)
    }
    if not figures:
        return row, ()
    cut = [tuple(word for word in segment.words if word not in figures) for segment in row.segments]
    return replace(row, segments=tuple(Segment(words) for words in cut if words)), tuple(figures)


def _is_raised(figure: Word, beside: Word) -> bool:
    return (
        _FIGURE.fullmatch(figure.text) is not None
        and figure.size < _RAISED_SIZE * beside.size
        and beside.base - figure.base > _RAISED_BY * beside.size
    )
