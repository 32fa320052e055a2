"""Where in a report a block stands: its section, and the headings over it."""

from dataclasses import dataclass, replace

from extractors.blocks.lines.style import Style
from extractors.contract import Section
from extractors.facts.sentences.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Over:
    """A heading and the style it is set in; None for a section's own."""

    sentence: Sentence
    style: Style | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a report. `over` are the headings over it, nearest first.

    `merged` are all the sections that the section's heading names: `Opine and Release` is two in one.
    """

    section: Section = "cover"
    merged: tuple[Section, ...] = ()
    over: tuple[Over, ...] = ()

    @property
    def headings(self) -> tuple[Sentence, ...]:
        """The headings over it, nearest first."""
        return tuple(over.sentence for over in self.over)

    def below_section(self, sentence: Sentence) -> "Place":
        """The place right below the heading of a section."""
        return replace(self, over=(Over(sentence, None),))

    def below(self, sentence: Sentence, style: Style) -> "Place":
        """The place below a heading, under those headings of its section that outrank it."""
        above = (other for other in self.over if other.style is not None and other.style.outranks(style))
        return replace(self, over=(Over(sentence, style), *above))

    def below_caption(self, sentence: Sentence, style: Style) -> "Place":
        """The place below a table's caption, which is under the heading over it however it is set."""
        below = self.below(sentence, style)
        return below if len(below.over) > 1 else replace(below, over=(*below.over, *self.over[-1:]))

    def below_line(self, sentence: Sentence) -> "Place":
        """The place below a line that adds to the heading over it."""
        return replace(self, over=(Over(sentence, self.over[0].style), *self.over))
