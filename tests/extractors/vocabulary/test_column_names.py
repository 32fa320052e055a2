"""Columns by their names, whatever their units."""

import pytest

from extractors.vocabulary.column_names import column_role


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Modification", "reference"),
        ("MODIFICATION", "reference"),
        ("Modificatio n", "reference"),  # a narrow column breaks the word
        ("Target (WD)", "target_wd"),
        ("Target duration (working days)", "target_wd"),
        ("Elapsed WD", "duration_wd"),
        ("Date accepted", "accepted_on"),
        ("Accepted\nby DCC", "accepted_on"),
        ("Returned", "returned_on"),
        ("Colour", None),
        ("WD", None),
        ("", None),
        ("–", None),
    ],
)
def test_a_column_s_role_by_its_name(name: str, role: str | None) -> None:
    assert column_role(name) == role
