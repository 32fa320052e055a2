"""Headings to section roles, by wording and rank."""

import pytest

from extractors.blocks.assemble import Block
from extractors.pages.pdfium import Word
from extractors.sections import assign_sections, is_known, plain_heading, section_of


@pytest.mark.parametrize("number", ["", "2 ", "2. ", "2.1 ", "Section 3: ", "Part 4. ", "B. ", "iv) "])
@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("Purpose", "purpose"),
        ("Recommendations", "recommendations"),
        ("SUMMARY", "summary"),
        ("Define", "define"),
        ("Development Stage", "define"),
        ("Refinement Process", "refine"),
        ("Report Phase", "opine"),
        ("Releases", "releases"),
    ],
)
def test_a_section_by_its_name_numbered_or_not(number: str, name: str, section: str) -> None:
    assert section_of(number + name) == section
    assert is_known(number + name)
    assert plain_heading(number + name) == name.casefold()


def test_a_heading_that_no_row_knows() -> None:
    assert section_of("Holiday plans") is None
    assert not is_known("Holiday plans")


def test_a_heading_below_a_section_is_known_without_being_one() -> None:
    assert is_known("Proposals currently in each stage")
    assert section_of("Proposals currently in each stage") is None


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
