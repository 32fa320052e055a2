"""Headings to section roles, by wording and rank."""

from extractors.blocks.model import Block
from extractors.pages.model import Word
from extractors.sections import assign_sections


def heading(text: str, size: float) -> Block:
    words = [
        Word(t, 1, 72 + 40 * i, 90, 100 + 40 * i, 102, 100, size, True) for i, t in enumerate(text.split())
    ]
    return Block("heading", words, size=size, bold=True)


def assigned(*headings: Block) -> dict[str, str]:
    return {headings[position].text: section for position, section in assign_sections(headings).items()}


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
