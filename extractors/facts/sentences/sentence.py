"""A sentence as the rules see it: its text masked, with the spans, phrases and counts that stand in it."""

import re
from dataclasses import dataclass

from extractors.values.dates import DateSpan, MonthSpan
from extractors.values.mention_span import MentionSpan
from extractors.values.releases import ReleaseSpan
from extractors.vocabulary.phrases import Kind, Label

Span = MentionSpan | DateSpan | MonthSpan | ReleaseSpan


@dataclass(frozen=True, slots=True)
class Placed:
    """A span and where its mask stands in the sentence's mask."""

    span: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A printed count and its place in the sentence's mask."""

    value: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage.

    `start` and `end` are its place in the passage, `mask` is its text with the spans masked.
    """

    text: str
    start: int
    end: int
    mask: str
    placed: tuple[Placed, ...]
    labels: tuple[Label, ...]
    numbers: tuple[Number, ...]

    @property
    def mentions(self) -> tuple[MentionSpan, ...]:
        return tuple(p.span for p in self.placed if isinstance(p.span, MentionSpan))

    @property
    def dates(self) -> tuple[DateSpan, ...]:
        return tuple(p.span for p in self.placed if isinstance(p.span, DateSpan))

    @property
    def months(self) -> tuple[MonthSpan, ...]:
        return tuple(p.span for p in self.placed if isinstance(p.span, MonthSpan))

    @property
    def releases(self) -> tuple[ReleaseSpan, ...]:
        return tuple(p.span for p in self.placed if isinstance(p.span, ReleaseSpan))

    def has(self, kind: Kind, value: str | None = None) -> bool:
        """Whether some phrase of this kind (and value) stands in the sentence."""
        return any(label.kind == kind and value in (None, label.value) for label in self.labels)

    def first(self, kind: Kind) -> str | None:
        """The value of the first phrase of this kind."""
        return next((label.value for label in self.labels if label.kind == kind), None)


def clauses(mask: str) -> list[tuple[int, int]]:
    """Where the parts of a masked sentence between its semicolons begin and end."""
    cuts = [m.end() for m in re.finditer(";", mask)]
    return list(zip((0, *cuts), (*cuts, len(mask)), strict=True))
