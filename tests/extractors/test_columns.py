"""Table headers by their text, whatever their order, number and units."""

import itertools

import pytest

from extractors.vocabulary.column_names import by_contents, column_role, header_of_names, read_header


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


NAMES = ("Modification", "Type", "Accepted", "Target", "Duration")
ROLES = ("reference", "assessment", "accepted_on", "target_wd", "duration_wd")


def test_roles_follow_the_names_in_any_order() -> None:
    meant = dict(zip(NAMES, ROLES, strict=True))
    for names in itertools.permutations(NAMES):
        header = read_header(names)
        assert header is not None
        assert header.roles == tuple(meant[name] for name in names)
        assert all(header.column(role) == position for position, role in enumerate(header.roles) if role)


@pytest.mark.parametrize(
    "cells",
    [
        ("MP103", "PA", "1 Jul 20", "15", "3"),  # a row of the body
        ("Modification",),  # one known name makes no table
        ("Modification", "Colour", "Smell", "Shape"),  # and one in four neither
        ("Modification", "Type", "15"),
        ("", "", ""),
    ],
)
def test_what_is_no_header(cells: tuple[str, ...]) -> None:
    assert read_header(cells) is None


def test_an_unknown_name_keeps_its_place() -> None:
    header = read_header(("Modification", "Colour", "Type"))
    assert header is not None
    assert header.roles == ("reference", None, "assessment")
    assert "assessment" in header
    assert "title" not in header
    assert header.column("title") is None


def test_cells_tell_what_a_name_does_not() -> None:
    header = header_of_names(("Change", "Kind", "Duration"))
    shown = by_contents(header, (["MP103", "SECMP 0007"], ["PA", "IA"], ["3", "4"]))
    assert shown.roles == ("reference", "assessment", "duration_wd")


def test_cells_do_not_tell_where_one_of_them_differs() -> None:
    header = header_of_names(("Colour", "Duration"))
    assert by_contents(header, (["MP103", "blue"], ["3", "4"])).roles == (None, "duration_wd")
