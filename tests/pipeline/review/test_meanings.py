"""What a person says becomes rows like those of the built-in tables; what fits no item is refused."""

import pytest

from extractors.contract import OwnRow
from pipeline.basics.errors import UnusableInput
from pipeline.review.meanings import rows_meaning, rows_of_nothing, telling_words
from pipeline.review.model import Item, Place
from pipeline.review.own_files import contradiction
from pipeline.review.suggest import suggestion_for


def item(kind: str, says: str) -> Item:
    place = Place("2020-08.pdf", "0" * 64, "2020-08", 3, None, says, "refine")
    return Item(kind, says.casefold(), says, (place,), 0, 1, 0)


@pytest.mark.parametrize(
    ("kind", "says", "said", "table", "meaning", "wording"),
    [
        ("heading", "4. Ballots of May", "section=opine", "headings", ("opine", ""), "ballots of may"),
        ("heading", "Ballots", "topic=decisions", "headings", ("", "decisions"), "ballots"),
        ("column", "Handed over (WD)", "column=returned_on", "columns", ("returned_on",), "handed over"),
        ("stage", "Polishing", "stage=refine", "stages", ("refine",), "polishing"),
        (
            *("wording", "MP103 was nodded through by the Panel on 3 July 2020.", "outcome=approved"),
            *("phrases", ("outcome", "approved"), "nodded through"),
        ),
    ],
)
def test_a_meaning_is_a_row(
    kind: str, says: str, said: str, table: str, meaning: tuple[str, ...], wording: str
) -> None:
    assert rows_meaning(item(kind, says), [said]) == (OwnRow(table, meaning, wording, "2020-08"),)


def test_the_words_can_be_given() -> None:
    (row,) = rows_meaning(item("wording", "MP103 got the nod."), ["outcome=approved", "words=Got the nod"])
    assert row.wording == "got the nod"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("heading", ["section=oppine"]),
        ("heading", ["outcome=approved"]),
        ("column", []),
        ("column", ["column"]),
        ("page", ["section=opine"]),
        ("wording", ["words=x"]),
    ],
)
def test_what_fits_no_item_of_the_kind_is_refused(kind: str, said: list[str]) -> None:
    with pytest.raises(UnusableInput):
        rows_meaning(item(kind, "Ballots"), said)


def test_a_sentence_without_a_word_of_its_own_asks_for_the_words() -> None:
    with pytest.raises(UnusableInput, match="Which words"):
        telling_words("MP103 on 3 July 2020.")


def test_what_says_nothing_is_a_row_too() -> None:
    (row,) = rows_of_nothing(item("wording", "The tea was served for MP103 on 3 July 2020."))
    assert (row.table, row.wording) == ("formulas", "the tea was served for ref on dat")
    assert rows_of_nothing(item("column", "Tea"))[0].meaning == ("note",)
    assert rows_of_nothing(item("heading", "Tea"))[0].meaning == ("", "")
    assert rows_of_nothing(item("page", "x")) == ()


@pytest.mark.parametrize(
    ("kind", "says", "value"),
    [
        ("column", "dates accepted", "column=accepted_on"),
        ("heading", "Modifications at the voting stage", "section=opine"),
        ("wording", "MP103 was aproved.", "outcome=approved"),
    ],
)
def test_what_is_near_is_suggested_with_its_reason(kind: str, says: str, value: str) -> None:
    near = suggestion_for(item(kind, says))
    assert near is not None
    assert near.value == value
    assert near.why
    assert suggestion_for(item(kind, "Xyzzy qwerty")) is None


def test_a_row_that_contradicts_a_built_in_one_says_so() -> None:
    said = contradiction(OwnRow("columns", ("note",), "proposer"))
    assert said == "“proposer” of columns means note here; built in it means proposer."
    assert contradiction(OwnRow("columns", ("proposer",), "proposer")) is None
    assert contradiction(OwnRow("columns", ("note",), "handed over")) is None
