"""Headings to section roles, by wording and rank."""

from extractors.blocks.model import Block
from extractors.pages.model import Word
from extractors.sections import cover_of, parts_of


def heading(text: str, size: float) -> Block:
    words = [
        Word(t, 1, 72 + 40 * i, 90, 100 + 40 * i, 102, 100, size, True) for i, t in enumerate(text.split())
    ]
    return Block("heading", words, size=size, bold=True)


def assigned(*headings: Block) -> dict[str, str]:
    return {part.heading.text: part.section for part in parts_of(headings) if part.heading}


def test_a_section_s_name_in_smaller_type_heads_a_paragraph() -> None:
    found = assigned(
        heading("Purpose", 15),
        heading("Summary", 15),
        heading("Refinement Process", 12),
        heading("Refine", 15),
    )
    assert found == {"Purpose": "purpose", "Summary": "summary", "Refine": "refine"}


def test_an_unknown_heading_of_a_section_s_rank_is_placed_by_its_words() -> None:
    found = assigned(heading("Purpose", 15), heading("Define", 15), heading("How refinement went", 15))
    assert found["How refinement went"] == "refine"


def test_no_known_heading_no_sections() -> None:
    assert assigned(heading("Holiday plans", 15)) == {}


def test_every_block_stands_once_in_its_section() -> None:
    blocks = [heading(text, 15) for text in ("July", "Purpose", "Summary", "Define")]
    blocks.insert(3, heading("In brief", 11))
    parts = parts_of(blocks)
    assert [part.section for part in parts] == ["cover", "purpose", "summary", "define"]
    assert [block for part in parts for block in (part.heading, *part.blocks) if block] == blocks
    assert cover_of(parts) == blocks[:2]


def test_the_first_block_is_of_the_cover_in_any_case() -> None:
    blocks = [heading("Summary", 15), heading("Define", 15)]
    assert cover_of(parts_of(blocks)) == blocks[:1]


def test_what_follows_the_purpose_sums_up_whatever_its_name() -> None:
    found = assigned(heading("Purpose", 15), heading("July at large", 15), heading("Holiday plans", 15))
    assert found == {"Purpose": "purpose", "July at large": "summary"}
