"""Headings to section roles, by their wording and their rank, not by their number.

The same words may head a section in one report and a paragraph in another ("Refinement Process",
"Summary"), so the style of the section headings is found first.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile

from extractors.blocks.lines.style import Style
from extractors.blocks.model import Block
from extractors.contract import Section
from extractors.vocabulary.headings import STEMS, by_stem, plain_heading, section_of
from extractors.vocabulary.stage_names import stages_in


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a report: its role, its heading, and the blocks under it; the first has no heading."""

    section: Section
    heading: Block | None
    blocks: tuple[Block, ...]

    @property
    def named(self) -> tuple[Section, ...]:
        """All the sections that its heading names: `Opine and Release` is two in one."""
        return sections_in(self.heading.text) if self.heading is not None else ()


def parts_of(blocks: Sequence[Block]) -> tuple[Part, ...]:
    """A report's blocks by section, in order; what stands before the first section heading comes first.

    Section headings are those in the style that the most different section names are set in, and larger
    ones; a heading of that style that no row knows is placed by its words.
    """
    opening = _opening(blocks)
    starts = [*opening, len(blocks)]
    cover = Part("cover", None, tuple(blocks[: starts[0]]))
    under = (
        Part(opening[start], blocks[start], tuple(blocks[start + 1 : end])) for start, end in pairwise(starts)
    )
    return (cover, *under)


def cover_of(parts: Sequence[Part]) -> list[Block]:
    """The blocks before the first section that speaks of the month's changes; at least the first one."""
    before = list(takewhile(lambda part: part.section in _COVERING, parts))
    blocks = [block for part in before for block in (*([part.heading] if part.heading else []), *part.blocks)]
    return blocks or [block for part in parts[1:2] if (block := part.heading) is not None]


_COVERING: tuple[Section, ...] = ("cover", "purpose", "recommendations")


def _opening(blocks: Sequence[Block]) -> dict[int, Section]:
    """The section that each section heading opens, by the heading's position among the blocks."""
    styles: dict[Style, set[str]] = defaultdict(set)
    tiled = _tiles(blocks)
    for position, block in enumerate(blocks):
        if (
            position not in tiled
            and block.kind == "heading"
            and (section := section_of(block.text) or by_stem(block.text))
        ):
            styles[block.style].add(section)
    if not styles:
        return {}
    top = max(styles, key=lambda style: (len(styles[style]), style))
    assigned: dict[int, Section] = {}
    for position, block in enumerate(blocks):
        if block.kind != "heading" or position in tiled or top.outranks(block.style):
            continue
        if not assigned and "status report" in block.text.casefold():
            continue
        section = section_of(block.text) or by_stem(block.text)
        opened = set(assigned.values())
        if section is None and opened and opened <= {"purpose", "recommendations"}:
            section = "summary"  # whatever its name ("In brief"), the first section after the cover sums up
        if section is not None:
            assigned[position] = section
    return assigned


def _tiles(blocks: Sequence[Block]) -> frozenset[int]:
    """The positions of the blocks that count what is in each stage, by figures and names of stages alone."""
    tiled: list[int] = []
    runs = groupby(range(len(blocks)), key=lambda position: counts_stages(blocks[position]))
    for counting, run in runs:
        positions = list(run)
        words = [word.text for position in positions for word in blocks[position].words] if counting else []
        figures = sum(word.isdigit() for word in words)
        if figures > 1 and len(stages_in([word for word in words if not word.isdigit()]) or ()) > 1:
            tiled.extend(positions)
    return frozenset(tiled)


def counts_stages(block: Block) -> bool:
    """Whether a block holds figures and names of stages and nothing else, as a tile or a row of them does."""
    if block.kind in ("table", "footnote"):
        return False
    return stages_in([word.text for word in block.words if not _FIGURE.fullmatch(word.text)]) is not None


# "37"
_FIGURE = re.compile(r"\d{1,4}")


def sections_in(text: str) -> tuple[Section, ...]:
    """All the sections that a heading names: `Opine and Release` is two in one."""
    plain = plain_heading(text)
    named = tuple(dict.fromkeys(section for pattern, section in STEMS if re.search(pattern, plain)))
    return () if "summary" in named else named


def part_of(text: str, merged: tuple[Section, ...]) -> Section | None:
    """Which of the sections merged under one heading a sub-heading belongs to, where it tells."""
    plain = plain_heading(text)
    votes = re.search(r"\bconsultation|\bvot|\bauthority|\bofgem|\bchange board|\bmrc|\bdetermin", plain)
    if votes and "opine" in merged:
        return "opine"
    return next((s for pattern, s in STEMS if s in merged and re.search(pattern, plain)), None)
