"""How words are set: their size, and whether all of them are bold or accented."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.pages.model import Word


@dataclass(frozen=True, order=True)
class Style:
    """A type as a reader tells it from others: its size to half a point, bold before plain.

    Italics, a colour or a line under it set a line apart but give it no rank, so two styles that differ in
    such accents alone are one.
    """

    size: float
    bold: bool
    accented: bool = field(compare=False)

    def outranks(self, other: "Style") -> bool:
        """Whether a heading of this style stands over one of the other."""
        return self > other


def style_of_size(size: float, bold: bool, accented: bool) -> Style:
    """The style of a type of this size in points."""
    return Style(round(size * 2) / 2, bold, accented)


def is_bold(words: Iterable[Word]) -> bool:
    """Whether all of these words are bold."""
    return all(word.bold for word in words)


def is_accented(words: Iterable[Word]) -> bool:
    """Whether all of these words are set in italics, in a bright colour of their own, or underlined."""
    return all(word.italic or word.accented for word in words)
