"""An archive's own rows: merged by the tables' own code, kept apart by value, and only where they stand."""

from pathlib import Path

import pytest

import samples
from extractors import Extraction, OwnVocabulary, read
from extractors.contract import BUILT_IN, NO_OWN_WORDS, OwnRow, to_json
from extractors.vocabulary import using
from extractors.vocabulary.column_names import column_role
from extractors.vocabulary.headings import section_of
from extractors.vocabulary.phrases import labels_of
from extractors.vocabulary.set_phrases import is_set_phrase, says_nothing
from extractors.vocabulary.stage_names import stage_named

REPORT = Path(samples.__path__[0]) / "reports" / "2020-08.pdf"
HEADING = OwnRow("headings", ("opine", ""), "ballots of the season")
COLUMN = OwnRow("columns", ("accepted_on",), "handed over")
PHRASE = OwnRow("phrases", ("outcome", "approved"), "nodded through")
STAGE = OwnRow("stages", ("refine",), "polishing")
NOTHING = OwnRow("formulas", (), "the tea was served for ref")
OWN = OwnVocabulary((HEADING, COLUMN, PHRASE, STAGE, NOTHING))


def meanings() -> tuple[object, ...]:
    return (
        section_of("4. Ballots of the season"),
        column_role("Handed over"),
        [(label.kind, label.value) for label in labels_of("Ref was nodded through")],
        stage_named("Polishing"),
        is_set_phrase("The tea was served for Ref"),
        says_nothing("The tea was served for Ref"),
    )


def test_rows_mean_what_they_say_while_they_are_in_use_and_nothing_before_or_after() -> None:
    before = meanings()
    with using(OWN):
        within = meanings()
    assert before == (None, None, [], None, False, False)
    assert within == ("opine", "accepted_on", [("outcome", "approved")], "refine", True, True)
    assert meanings() == before


def test_an_own_row_counts_against_a_built_in_one_of_the_same_wording_and_the_later_of_two() -> None:
    assert column_role("Proposer") == "proposer"
    two = (OwnRow("columns", ("note",), "proposer"), OwnRow("columns", ("organisation",), "proposer"))
    with using(OwnVocabulary(two)):
        assert column_role("Proposer") == "organisation"


@pytest.mark.parametrize(
    ("wording", "stands"),
    [
        ("nodded ~ through", True),
        ("nodded|waved through", True),
        ("waved through", False),
        ("waved? through ref", True),
        ("thr* nod*", True),
        ("consultation nodded", True),  # printed as "consulta tion", in a narrow column
        ("... nodded ...", True),
    ],
)
def test_where_a_wording_stands(wording: str, stands: bool) -> None:
    words = ("consulta", "nodded", "through", "tion")
    assert OwnRow("phrases", ("outcome", "approved"), wording).stands_in(words) == stands


def test_rows_that_stand_nowhere_in_a_document_leave_its_reading_as_it_is() -> None:
    data = REPORT.read_bytes()
    own = OwnVocabulary((HEADING, COLUMN, NOTHING))
    plain, taught = read(data, "r.pdf"), read(data, "r.pdf", own)
    assert to_json(plain) == to_json(taught)
    assert plain.document.vocabulary == BUILT_IN


def test_a_row_that_stands_there_is_part_of_the_readings_identity() -> None:
    data = REPORT.read_bytes()
    row = OwnRow("columns", ("note",), "proposer")
    mixed = read(data, "r.pdf", OwnVocabulary((row, HEADING)))
    assert mixed == read(data, "r.pdf", OwnVocabulary((row,)))
    assert mixed.document.vocabulary == OwnVocabulary((row,)).digest != BUILT_IN


def test_what_stands_only_by_a_row_that_nobody_approved_bears_the_doubt_taught() -> None:
    data = REPORT.read_bytes()
    plain = read(data, "r.pdf")
    row = OwnRow("phrases", ("outcome", "rejected"), "approved", approved=False)
    imported = read(data, "r.pdf", OwnVocabulary((row,)))
    assert isinstance(plain, Extraction)
    assert isinstance(imported, Extraction)
    known = {fact.id for fact in plain.facts}
    new = [fact for fact in imported.facts if fact.id not in known]
    assert new
    assert all("taught" in fact.doubts for fact in new)
    assert not any("taught" in fact.doubts for fact in imported.facts if fact.id in known)


def test_the_value_is_spelled_and_read_back() -> None:
    assert OwnVocabulary.from_text(OWN.to_text()) == OWN
    assert OwnVocabulary.from_text(NO_OWN_WORDS.to_text()) == NO_OWN_WORDS
