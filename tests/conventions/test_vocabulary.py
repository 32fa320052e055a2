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
from extractors.contract import facts, words
from extractors.facts.rules import assessments, table_row
from extractors.vocabulary.column_names import ColumnRole, column_role
from extractors.vocabulary.headings import is_known, section_of
from extractors.vocabulary.phrases import Kind, labels_of
from extractors.vocabulary.set_phrases import is_set_phrase
from extractors.vocabulary.stage_names import stage_named

FOLDER = Path(extractors.vocabulary.__path__[0])
TABLES = {
    "columns": ("role", "wording", "first_seen"),
    "formulas": ("wording", "first_seen"),
    "headings": ("section", "topic", "wording", "first_seen"),
    "modality": ("kind", "wording", "reach", "matches", "misses"),
    "phrases": ("kind", "value", "wording", "first_seen"),
    "stages": ("stage", "wording", "first_seen"),
    "verbs": ("kind", "value", "wording", "past", "participle", "nouns", "bare", "first_seen"),
}
SECTIONS = set(get_args(words.Section))
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
    # a phrase may have two meanings, and a negation reach both ways; a column or a heading may not
    said = {"phrases": ("kind", "value", "wording"), "modality": ("wording", "reach")}.get(
        table, ("wording",)
    )
    counted = Counter(tuple(row[name] for name in said) for row in rows(table))
    assert [key for key, times in counted.items() if times > 1] == []


# the rows of `modality` are grammar, not a report's own wording: they bear examples instead
@pytest.mark.parametrize("table", sorted(TABLES.keys() - {"modality"}))
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
    asking = (path for path in FOLDER.parent.rglob("*.py") if path.parent != FOLDER)
    return any(f'"{name}"' in path.read_text(encoding="utf-8") for path in asking)


def test_the_types_of_roles_and_kinds_are_those_of_the_tables() -> None:
    assert {row["role"] for row in rows("columns")} == set(get_args(ColumnRole))
    assert {row["kind"] for row in (*rows("phrases"), *rows("verbs"))} == set(get_args(Kind))


def test_every_role_of_a_column_is_asked_for() -> None:
    assert [role for role in sorted({row["role"] for row in rows("columns")}) if not spoken_of(role)] == []


def test_a_column_s_wording_is_matched_by_its_own_row() -> None:
    def example(wording: str) -> str:
        return wording.replace("*", "x").removeprefix("... ").removesuffix(" ...")

    assert [
        ident(row) for row in rows("columns") if column_role(example(row["wording"])) != row["role"]
    ] == []


def test_a_heading_has_a_known_section_or_a_topic() -> None:
    assert [
        ident(row)
        for row in rows("headings")
        if bool(row["section"]) == bool(row["topic"]) or row["section"] not in SECTIONS | {""}
    ] == []


def test_a_heading_s_wording_is_matched_by_its_own_row() -> None:
    assert [
        (ident(row), example)
        for row in rows("headings")
        for example in variants(row["wording"])
        if not is_known(example.title()) or section_of(f"2.1 {example.title()}") != (row["section"] or None)
    ] == []


VALUES: dict[str, set[str]] = {
    "outcome": set(get_args(words.Outcome)),
    "body": BODIES,
    "governance": set(get_args(words.Governance)),
    "subject": set(get_args(words.Subject)),
    "stage": set(get_args(words.Stage)),
    "chart_stage": set(get_args(words.Stage)),
    "to_stage": literals(facts.Recommendation, "to_stage"),
    "consultation": literals(facts.Consultation, "consultation"),
    "status": literals(facts.Consultation, "status"),
    "assessed": set(get_args(words.Assessed)),
    "progress": literals(facts.AssessmentSummary, "status"),
    "implement": {"past", "future"},
}


def test_every_kind_of_phrase_is_asked_for() -> None:
    """What is ignored is left out where the phrases are found."""
    assert [
        kind for kind in sorted({row["kind"] for row in rows("phrases")} - {"ignore"}) if not spoken_of(kind)
    ] == []


def test_a_phrase_has_a_known_value() -> None:
    """A kind that is not listed says no more than that the phrase is there."""
    assert [ident(row) for row in rows("phrases") if row["value"] not in VALUES.get(row["kind"], {""})] == []


def test_a_phrase_s_wording_is_matched_by_its_own_row() -> None:
    """A longer phrase of the same kind may hold it, but then it says the same."""
    missed = []
    for row in rows("phrases"):
        for example in variants(row["wording"]):
            said = {(label.kind, label.value) for label in labels_of(example)}
            if row["kind"] == "ignore":
                matched = not {kind for kind, _ in said} & {"body", "outcome"}
            else:
                matched = (row["kind"], row["value"]) in said
            missed += [] if matched else [(ident(row), example, said)]
    assert missed == []


def test_a_formula_s_wording_is_matched() -> None:
    masks = [
        " ".join(example.split()).capitalize()
        for row in rows("formulas")
        for example in variants(row["wording"])
    ]
    assert masks
    assert [mask for mask in masks if not is_set_phrase(mask)] == []


def test_a_stage_s_wording_is_matched_by_its_own_row() -> None:
    assert {row["stage"] for row in rows("stages")} == set(get_args(words.ModificationStageRole))
    assert [ident(row) for row in rows("stages") if stage_named(row["wording"].title()) != row["stage"]] == []


def test_the_roles_that_tables_are_read_by_have_columns() -> None:
    """A role that the code asks for and no row gives could never be found."""
    code = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (assessments, table_row))
    asked = set(re.findall(r'(?:row\.text|header\.column)\("(\w+)"\)', code))
    assert asked
    assert asked <= {row["role"] for row in rows("columns")}
