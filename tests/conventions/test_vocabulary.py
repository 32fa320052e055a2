"""The vocabulary is reviewed data: known words only, no row twice, every row able to match."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

import pytest

import extractors.vocabulary
from extractors.contract import facts
from extractors.facts.rules import assessments, table_row
from extractors.vocabulary.column_names import column_role
from extractors.vocabulary.headings import is_known, section_of
from extractors.vocabulary.phrases import labels_of
from extractors.vocabulary.set_phrases import is_set_phrase

FOLDER = Path(extractors.vocabulary.__path__[0])
TABLES = {
    "columns": ("role", "wording", "first_seen"),
    "formulas": ("wording", "first_seen"),
    "headings": ("section", "topic", "wording", "first_seen"),
    "phrases": ("kind", "value", "wording", "first_seen"),
}
SECTIONS = set(get_args(facts.Section))
BODIES = {"change_board", "panel", "authority", "change_sub_committee", "working_group", "proposer"}


def rows(table: str) -> list[dict[str, str]]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def literals(cls: type[facts.Fact], name: str) -> set[str]:
    hint = get_type_hints(cls)[name]
    hints = [hint] if get_origin(hint) is Literal else get_args(hint)
    return {str(value) for h in hints for value in get_args(h)}


def ident(row: dict[str, str]) -> str:
    return "/".join(value for name, value in row.items() if name != "first_seen")


def each(table: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows(table), ids=ident)


def variants(wording: str) -> Iterator[str]:
    """Every printed form of a wording: each choice, with and without what is optional."""
    words = [
        [*word.removesuffix("?").split("|"), *([""] if word.endswith("?") else [])]
        for word in wording.split()
        if word != "~"
    ]
    return (" ".join(filter(None, chosen)) for chosen in product(*words))


def test_every_table_is_known_here() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_its_columns_and_no_row_twice(table: str) -> None:
    text = (FOLDER / f"{table}.csv").read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert tuple(text.splitlines()[0].split(",")) == TABLES[table]
    assert all(None not in row and None not in row.values() for row in rows(table))
    # a phrase may have two meanings, a column or a heading may not
    said = ("kind", "value", "wording") if table == "phrases" else ("wording",)
    counted = Counter(tuple(row[name] for name in said) for row in rows(table))
    assert [key for key, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_row_says_when_it_was_first_seen(table: str) -> None:
    wrong = [row for row in rows(table) if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", row["first_seen"])]
    assert wrong == []


@pytest.mark.parametrize("table", TABLES)
def test_wordings_are_in_lower_case_and_plain_spaces(table: str) -> None:
    wrong = [row for row in rows(table) if row["wording"] != " ".join(row["wording"].casefold().split())]
    assert wrong == []
    assert all(row["wording"] for row in rows(table))


def spoken_of(name: str) -> bool:
    """Whether the code speaks of a role or kind: one that it never asks for would be read by nobody."""
    return any(f'"{name}"' in path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.py"))


def test_every_role_of_a_column_is_asked_for() -> None:
    assert [role for role in sorted({row["role"] for row in rows("columns")}) if not spoken_of(role)] == []


@each("columns")
def test_a_column_s_wording_is_matched_by_its_own_row(row: dict[str, str]) -> None:
    example = row["wording"].replace("*", "x").removeprefix("... ").removesuffix(" ...")
    assert column_role(example) == row["role"]


@each("headings")
def test_a_heading_has_a_known_section_or_a_topic(row: dict[str, str]) -> None:
    assert bool(row["section"]) != bool(row["topic"])
    assert not row["section"] or row["section"] in SECTIONS


@each("headings")
def test_a_heading_s_wording_is_matched_by_its_own_row(row: dict[str, str]) -> None:
    for example in variants(row["wording"]):
        assert is_known(example.title()), example
        assert section_of(f"2.1 {example.title()}") == (row["section"] or None), example


VALUES: dict[str, set[str]] = {
    "outcome": set(get_args(facts.Outcome)),
    "body": BODIES,
    "governance": set(get_args(facts.Governance)),
    "subject": set(get_args(facts.Subject)),
    "stage": set(get_args(facts.Stage)),
    "chart_stage": set(get_args(facts.Stage)),
    "to_stage": literals(facts.Recommendation, "to_stage"),
    "consultation": literals(facts.Consultation, "consultation"),
    "status": literals(facts.Consultation, "status"),
    "assessed": set(get_args(facts.Assessed)),
    "progress": literals(facts.AssessmentSummary, "status"),
    "implement": {"past", "future"},
}


def test_every_kind_of_phrase_is_asked_for() -> None:
    assert [kind for kind in sorted({row["kind"] for row in rows("phrases")}) if not spoken_of(kind)] == []


@each("phrases")
def test_a_phrase_has_a_known_value(row: dict[str, str]) -> None:
    """A kind that is not listed says no more than that the phrase is there."""
    assert row["value"] in VALUES.get(row["kind"], {""})


@each("phrases")
def test_a_phrase_s_wording_is_matched_by_its_own_row(row: dict[str, str]) -> None:
    """A longer phrase of the same kind may hold it, but then it says the same."""
    for example in variants(row["wording"]):
        said = {(label.kind, label.value) for label in labels_of(example)}
        if row["kind"] == "ignore":
            assert not {kind for kind, _ in said} & {"body", "outcome"}, (example, said)
        else:
            assert (row["kind"], row["value"]) in said, (example, said)


@each("formulas")
def test_a_formula_s_wording_is_matched(row: dict[str, str]) -> None:
    for example in variants(row["wording"]):
        mask = " ".join(example.split()).capitalize()
        assert is_set_phrase(mask), mask


def test_the_roles_that_tables_are_read_by_have_columns() -> None:
    """A role that the code asks for and no row gives could never be found."""
    code = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (assessments, table_row))
    asked = set(re.findall(r'(?:row\.text|header\.column)\("(\w+)"\)', code))
    assert asked
    assert asked <= {row["role"] for row in rows("columns")}
