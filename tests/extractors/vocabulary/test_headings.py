"""Headings by their wording, numbered or not."""

import pytest

from extractors.vocabulary.headings import is_known, plain_heading, section_of


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
