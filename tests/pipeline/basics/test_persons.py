"""Names: which are one person's, which could be taken for another's, and which are none."""

import pytest

from pipeline.basics.errors import UnusableInput
from pipeline.basics.persons import person_named, same_person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann", "ANN"),
        ("Ann", "Ａｎｎ"),
        ("A Auditor", "Auditor A"),
        ("A Auditor", "Auditor, A."),
        ("A. B. Carter", "Carter A B"),
        ("Ann Auditor", "AnnAuditor"),
        ("Ann Auditor", "Ann-Auditor"),
        ("P O'Brien", "P. O’Brien"),
        ("P O'Brien", "OBrien P"),
        ("Zoë", "Zoe"),
        ("Ann", "Аnn"),  # a Cyrillic А
        ("ann", "аnn"),
        ("Bob", "ВОВ"),  # Cyrillic all through
        ("Bob", "ΒΟΒ"),  # Greek all through
        ("Al", "AI"),
        ("Al", "A1"),
        ("Bob", "B0b"),
        ("Mary", "rnary"),
        ("Ann", "Ann\u200b"),
    ],
)
def test_names_that_look_alike_are_one_person(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann", "Bob"),
        ("Amy", "May"),
        ("A Auditor", "B Auditor"),
        ("Ann Smith", "Ann Smyth"),
        ("Eve", "Eva"),
        ("Auditor 1", "Auditor 2"),
        ("王小明", "王小红"),
        ("Иван", "Анна"),
    ],
)
def test_other_names_are_other_persons(one: str, other: str) -> None:
    assert not same_person(one, other)


@pytest.mark.parametrize(
    "name", ["", "  ", "...", "Ann\u202e", "csrecon", "Cs Recon", "СSRECON", "Аnn", "Paρt"]
)
def test_what_is_no_persons_name(name: str) -> None:
    with pytest.raises(UnusableInput):
        person_named(name)


@pytest.mark.parametrize(
    "name", ["Zoë O'Brien", "王 Wang", "山田 たろう", "Иван Иванов", "김 Kim", "A. Auditor 2"]
)
def test_a_name_in_one_way_of_writing_is_one(name: str) -> None:
    assert person_named(f" {name} ") == name
