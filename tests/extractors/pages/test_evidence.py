"""Words to the boxes they stand in."""

from collections.abc import Callable

from extractors.pages.evidence import evidence_of, evidence_of_cells
from extractors.pages.model import Word

Lay = Callable[..., list[Word]]


def test_evidence_is_one_box_a_printed_line(words: Lay) -> None:
    boxes = evidence_of(words("one two", "three"))
    assert [(e.page, e.text, e.bbox) for e in boxes] == [
        (1, "one two", (72, 92, 114, 102)),
        (1, "three", (72, 105, 102, 115)),
    ]


def test_a_box_never_spans_pages_or_columns(words: Lay) -> None:
    both = [*words("left" + 20 * " " + "right"), *words("over", page=2)]
    assert [(e.page, e.text) for e in evidence_of(both)] == [(1, "left"), (1, "right"), (2, "over")]


def test_each_cell_of_a_row_has_boxes_of_its_own_however_close_it_stands(words: Lay) -> None:
    left, right = words("Gas supply"), words("MP103", x=72 + 6 * 13)
    assert [e.text for e in evidence_of([*left, *right])] == ["Gas supply MP103"]
    assert [e.text for e in evidence_of_cells([left, right])] == ["Gas supply", "MP103"]


def test_a_word_given_twice_counts_once(words: Lay) -> None:
    laid = words("one two")
    assert evidence_of([*laid, *laid]) == evidence_of(laid)
