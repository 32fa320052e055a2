"""Headers of tables: roles by name in any order, and what is no header."""

import itertools

import pytest

from extractors.blocks.tables.header import read_header

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


def test_a_sentence_names_no_column() -> None:
    assert read_header(("Progress", "The DCC has returned its Preliminary Assessment to us.")) is None
