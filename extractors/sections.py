"""Headings to section roles, by their wording and their rank, not by their number.

The same words may head a section in one report and a paragraph in another ("Refinement Process",
"Summary"), so the style of the section headings is found first.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from extractors.blocks.model import Block
from extractors.contract import Section
from extractors.vocabulary.headings import STEMS, by_stem, plain_heading, section_of


def assign_sections(blocks: Sequence[Block]) -> dict[int, Section]:
    """The section role of every section heading, by the heading's position among the blocks.

    Section headings are those in the style that the most different section names are set in, and larger
    ones; a heading of that style that no row knows is placed by its words.
    """
    styles: dict[tuple[float, bool], set[str]] = defaultdict(set)
    for block in blocks:
        if block.kind == "heading" and (section := section_of(block.text) or by_stem(block.text)):
            styles[_style(block)].add(section)
    if not styles:
        return {}
    top = max(styles, key=lambda style: (len(styles[style]), style))
    assigned: dict[int, Section] = {}
    for position, block in enumerate(blocks):
        if block.kind != "heading" or _style(block) < top:
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


def _style(block: Block) -> tuple[float, bool]:
    return round(block.size * 2) / 2, block.bold
