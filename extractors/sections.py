"""Headings to section roles, by their wording and their rank, not by their number.

The same words may head a section in one report and a paragraph in another ("Refinement Process",
"Summary"), so the style of the section headings is found first.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import cast

from extractors.blocks.assemble import Block
from extractors.contract import Section
from extractors.vocabulary import vocabulary

# "1.", "3.2", "Section A –", "Part 2:", "iv)"
_NUMBERING = re.compile(
    r"^\s*(?:(?:section|part|chapter)\s+(?:\d{1,2}|[A-Z])\b\s*[.):–—-]?|\d{1,2}(?:\.\d{1,2})*[.):]?|[A-Z][.)]|[ivx]+[.)]|\((?:[ivx]+|[a-z]|\d{1,2})\))\s+",
    re.IGNORECASE,
)

# What a heading that no row knows is most likely about, by its words, in order.
_STEMS: tuple[tuple[str, Section], ...] = (
    (r"\bappendix|\bannex", "appendix"),
    (r"\bpurpose|\bintroduc|\babout\b|\bwhat this (?:report|paper)|\bwhy (?:this|you)", "purpose"),
    (
        r"\brecommendations?$|^recommend|\bask\b|\basked\b|\bsought\b|\bactions? (?:for|required|requested)"
        r"|^supporting|^attach|^enclos",
        "recommendations",
    ),
    (r"\bsummar|\boverview|\bglance|\bheadline|\bhighlight|\bkey\b|\bposition\b|\bdashboard", "summary"),
    (r"\brefin|\bworking group", "refine"),
    (r"\bopin|\breport phase|\bvot|\bdecision|\bdetermin", "opine"),
    (r"\breleas|\bimplement", "releases"),
    (r"\bdefin|\bdevelop|\bdraft|\bnew proposal", "define"),
)


def plain_heading(text: str) -> str:
    """A heading's words without its number, in lower case."""
    return " ".join(re.findall(r"[a-z0-9]+", _NUMBERING.sub("", text).casefold()))


@cache
def _rows() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (row["section"], row["topic"], re.compile(_expression(row["wording"])))
        for row in vocabulary("headings")
    )


def _expression(wording: str) -> str:
    words = []
    for word in wording.split():
        if word == "...":
            words.append(r"(?:\S+ )*")
            continue
        choices = "|".join(map(re.escape, word.removesuffix("?").split("|")))
        words.append(rf"(?:{choices} )?" if word.endswith("?") else rf"(?:{choices}) ")
    return "".join(words)


def section_of(text: str) -> Section | None:
    """The section role that the vocabulary gives a heading's wording, if any."""
    plain = plain_heading(text) + " "
    for section, _, pattern in _rows():
        if section and pattern.fullmatch(plain):
            return cast(Section, section)
    return None


def is_known(text: str) -> bool:
    """Whether some row of the vocabulary knows this heading."""
    plain = plain_heading(text) + " "
    return any(pattern.fullmatch(plain) for _, _, pattern in _rows())


def assign_sections(blocks: Sequence[Block]) -> dict[int, Section]:
    """The section role of every section heading, by the heading's position among the blocks.

    Section headings are those in the style that the most different section names are set in, and larger
    ones; a heading of that style that no row knows is placed by its words.
    """
    styles: dict[tuple[float, bool], set[str]] = defaultdict(set)
    for block in blocks:
        if block.kind == "heading" and (section := section_of(block.text) or _by_stem(block.text)):
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
        section = section_of(block.text) or _by_stem(block.text)
        opened = set(assigned.values())
        if section is None and opened and opened <= {"purpose", "recommendations"}:
            section = "summary"  # whatever its name ("In brief"), the first section after the cover sums up
        if section is not None:
            assigned[position] = section
    return assigned


def sections_in(text: str) -> tuple[Section, ...]:
    """All the sections that a heading names: `Opine and Release` is two in one."""
    plain = plain_heading(text)
    named = tuple(dict.fromkeys(section for pattern, section in _STEMS if re.search(pattern, plain)))
    return () if "summary" in named else named


def part_of(text: str, merged: tuple[Section, ...]) -> Section | None:
    """Which of the sections merged under one heading a sub-heading belongs to, where it tells."""
    plain = plain_heading(text)
    votes = re.search(r"\bconsultation|\bvot|\bauthority|\bofgem|\bchange board|\bmrc|\bdetermin", plain)
    if votes and "opine" in merged:
        return "opine"
    return next((s for pattern, s in _STEMS if s in merged and re.search(pattern, plain)), None)


def _style(block: Block) -> tuple[float, bool]:
    return round(block.size * 2) / 2, block.bold


def _by_stem(text: str) -> Section | None:
    plain = plain_heading(text)
    return next((section for pattern, section in _STEMS if re.search(pattern, plain)), None)
