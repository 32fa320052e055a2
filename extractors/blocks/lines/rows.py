"""Words to printed lines: what stands on one baseline, cut where a wide gap separates two columns."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from extractors.blocks.lines.style import is_accented, is_bold
from extractors.pages.model import Word

# Two words stand on one row when their baselines differ by less than this share of the type size
# (a footnote's raised figure does not make a row of its own).
_SAME_BASELINE = 0.4

# A figure raised further stands on the row as well: so much smaller, so far up and so near, in type sizes.
_SMALL = 0.85

_RAISED = 0.7

_BESIDE = 0.15

# A gap wider than this many type sizes separates two columns.
_COLUMN_GAP = 1.15


@dataclass(frozen=True, eq=False, slots=True)
class Segment:
    """Words of one row with no wide gap between them, from left to right."""

    words: tuple[Word, ...]
    x0: float = field(init=False)
    x1: float = field(init=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "x0", self.words[0].x0)
        put(self, "x1", max([word.x1 for word in self.words]))
        put(self, "text", " ".join([word.text for word in self.words]))


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """One printed line of a page, top to bottom in order; heights in points."""

    page: int
    segments: tuple[Segment, ...]
    top: float
    bottom: float
    base: float
    # told once, as every step asks for them
    words: tuple[Word, ...] = field(init=False)
    x0: float = field(init=False)
    x1: float = field(init=False)
    text: str = field(init=False)
    size: float = field(init=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        words = tuple([word for segment in self.segments for word in segment.words])
        put(self, "words", words)
        put(self, "x0", self.segments[0].x0)
        put(self, "x1", max([segment.x1 for segment in self.segments]))
        put(self, "text", " ".join([segment.text for segment in self.segments]))
        put(self, "size", max([word.size for word in words]))

    @property
    def bold(self) -> bool:
        return is_bold(self.words)

    @property
    def accented(self) -> bool:
        return is_accented(self.words)


def rows_of(words: Iterable[Word]) -> list[Line]:
    """The rows of one page's words, from top to bottom."""
    return [_row(line) for line in lines_of(words)]


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """One page's words by row, from top to bottom and from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=attrgetter("base", "x0")):
        if lines and word.base - lines[-1][0].base <= _SAME_BASELINE * max(word.size, lines[-1][0].size, 6):
            lines[-1].append(word)
        else:
            lines.append([word])
    for position in range(len(lines) - 2, -1, -1):
        if _stands_over(lines[position], lines[position + 1]):
            lines[position + 1].extend(lines.pop(position))
    for line in lines:
        if len(line) > 1:
            line.sort(key=attrgetter("x0", "x1"))
    return lines


def _stands_over(line: list[Word], below: list[Word]) -> bool:
    """Whether a line is the raised figures of footnotes alone, each right beside a word of the line below."""
    return all(
        word.text.isdigit()
        and len(word.text) <= 2
        and any(
            word.size < _SMALL * other.size
            and other.base - word.base < _RAISED * other.size
            and min(abs(word.x0 - other.x1), abs(other.x0 - word.x1)) < _BESIDE * other.size
            for other in below
        )
        for word in line
    )


def _row(line: list[Word]) -> Line:
    segments: list[list[Word]] = [[line[0]]]
    for before, word in itertools.pairwise(line):
        if word.x0 - before.x1 > _COLUMN_GAP * max(word.size, before.size, 6):
            segments.append([word])
        else:
            segments[-1].append(word)
    return Line(
        line[0].page,
        tuple(Segment(tuple(segment)) for segment in segments),
        min([word.top for word in line]),
        max([word.bottom for word in line]),
        max([word.base for word in line]),
    )
