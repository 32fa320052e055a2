"""How words are set: their size, and whether all of them are bold or in italics."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.pages.model import Word


@dataclass(frozen=True, order=True)
class Style:
    """A type as a reader tells it from others: its size to half a point, bold before plain.

    Italics set a line apart but give it no rank, so two styles that differ in them alone are one.
    """

    size: float
    bold: bool
    italic: bool = field(compare=False)

    def outranks(self, other: "Style") -> bool:
        """Whether a heading of this style stands over one of the other."""
        return self > other


def style_of_size(size: float, bold: bool, italic: bool) -> Style:
    """The style of a type of this size in points."""
    return Style(round(size * 2) / 2, bold, italic)


def is_bold(words: Iterable[Word]) -> bool:
    """Whether all of these words are bold."""
    return all(word.bold for word in words)


def is_italic(words: Iterable[Word]) -> bool:
    """Whether all of these words are set in italics."""
    return all(word.italic for word in words)
