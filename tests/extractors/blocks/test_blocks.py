"""Pages to blocks in reading order."""

from collections.abc import Callable

import pytest

from extractors.blocks.assemble import blocks_of
from extractors.blocks.model import Blocks
from extractors.pages.model import Page, Word

Lay = Callable[..., list[Word]]
FULL = "these are words of running text that reach the right margin of the page and go on"


def sheet(laid: list[Word], number: int = 1, **more: tuple[tuple[float, ...], ...]) -> Page:
    kinds = {"rules": (), "fills": (), "marks": (), "links": (), **more}
    return Page(number, 595, 842, tuple(laid), **kinds)  # type: ignore[arg-type]


def told(blocks: Blocks) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks.blocks]


def test_lines_that_follow_each_other_are_a_paragraph(words: Lay) -> None:
    laid = [*words(FULL, FULL, "and end."), *words(FULL, "here.", y=160)]
    assert told(blocks_of([sheet(laid)])) == [
        ("paragraph", f"{FULL} {FULL} and end."),
        ("paragraph", f"{FULL} here."),
    ]


def test_short_bold_or_large_lines_are_headings(words: Lay) -> None:
    laid = [
        *words("2. Refine", size=16.0),
        *words("Working Group meetings", y=130, bold=True),
        *words(FULL, FULL, y=160),
        *words("It was held.", y=200, bold=True),
    ]
    assert [kind for kind, _ in told(blocks_of([sheet(laid)]))] == [
        "heading",
        "heading",
        "paragraph",
        "paragraph",
    ]


def test_a_short_line_in_italics_is_a_heading_between_paragraphs_of_its_size(words: Lay) -> None:
    laid = [
        *words(FULL, "it was held.", step=12),
        *words("Votes in July", y=124, italic=True),
        *words("Two were held.", y=136),
        *words("Figures as at 31 July 2020", y=160, italic=True),
    ]
    assert told(blocks_of([sheet(laid)])) == [
        ("paragraph", f"{FULL} it was held."),
        ("heading", "Votes in July"),
        ("paragraph", "Two were held."),
        ("paragraph", "Figures as at 31 July 2020"),
    ]


def test_a_line_in_italics_within_a_sentence_parts_no_paragraph(words: Lay) -> None:
    laid = [*words(FULL), *words(FULL, y=113, italic=True), *words("and end.", y=126)]
    assert told(blocks_of([sheet(laid)])) == [("paragraph", f"{FULL} {FULL} and end.")]


@pytest.mark.parametrize("sign", ["•", "–", "\uf0b7", "●", "o", "(cid:127)", "‣"])
def test_bullets_by_any_sign(words: Lay, sign: str) -> None:
    gap = " " * 3
    laid = words(f"{sign}{gap}one thing and", f"{' ' * len(sign)}{gap}another", f"{sign}{gap}two")
    blocks = blocks_of([sheet(laid)])
    assert told(blocks) == [("bullet", "one thing and another"), ("bullet", "two")]
    assert [word.text for block in blocks.blocks for word in block.sign] == [sign, sign]


def test_a_drawn_bullet_is_a_mark_beside_the_line(words: Lay) -> None:
    laid = words("one thing", "two", x=90)
    marks = ((76.0, 94.0, 80.0, 98.0), (76.0, 107.0, 80.0, 111.0))
    assert told(blocks_of([sheet(laid, marks=marks)])) == [("bullet", "one thing"), ("bullet", "two")]


def test_a_paragraph_goes_on_over_a_page_break_and_its_footer(words: Lay) -> None:
    pages, lines = [], []
    for number, letter in enumerate("abcd", 1):
        line = FULL.replace("running", letter * 7)
        laid = words(line, line, page=number, y=100 if number > 1 else 700)
        pages.append(sheet([*laid, *words(f"Page {number} of 4", page=number, y=815)], number))
        lines += [line, line]
    blocks = blocks_of(pages)
    assert told(blocks) == [("paragraph", " ".join(lines))]
    assert " ".join(word.text for word in blocks.furniture) == " ".join(f"Page {n} of 4" for n in range(1, 5))


def test_two_columns_of_text_are_read_one_after_the_other(words: Lay) -> None:
    left = ["the left column has", "these lines of words", "and they are read first"]
    right = ["the right column has", "other lines of words", "and they come second"]
    laid = [*words(*left, y=100), *words(*right, x=330, y=100)]
    text = " ".join(block.text for block in blocks_of([sheet(laid)]).blocks)
    assert text == " ".join([*left, *right])


def test_a_label_and_its_value_are_one_line(words: Lay) -> None:
    laid = words("Author:           Jo Smith", "", "Date:             7 August 2020")
    assert [text for _, text in told(blocks_of([sheet(laid)]))] == ["Author: Jo Smith", "Date: 7 August 2020"]


def test_a_table_over_a_page_break_is_one_block(words: Lay) -> None:
    header = "Modification   Type   Accepted      Target   Duration"
    rows = [f"MP{100 + n}          PA     {n} July 2020   15       9" for n in range(1, 9)]
    pages = [
        sheet(words(header, *rows[:4], y=700, step=18)),
        sheet(words(header, *rows[4:], page=2, y=60, step=18), 2),
    ]
    (block,) = blocks_of(pages).blocks
    assert block.table is not None
    assert [row[0].text for row in block.table.rows] == [f"MP{100 + n}" for n in range(1, 9)]
    assert len(block.table.header_words) == 10


def test_a_footer_of_the_first_page_alone_cuts_no_table(words: Lay) -> None:
    header = "Modification   Type   Accepted      Target   Duration"
    rows = [f"MP{100 + n}          PA     {n} July 2020   15       9" for n in range(1, 5)]
    foot = words("Smart Energy Code Administrator", y=800)
    pages = [
        sheet([*words(header, *rows[:2], y=700, step=18), *foot]),
        sheet(words(header, *rows[2:], page=2, y=60, step=18), 2),
    ]
    table, after = blocks_of(pages).blocks
    assert table.table is not None
    assert [row[0].text for row in table.table.rows] == ["MP101", "MP102", "MP103", "MP104"]
    assert after.text == "Smart Energy Code Administrator"


def test_a_table_whose_header_ends_a_page_goes_on_past_footer_and_running_header(words: Lay) -> None:
    header = "Modification   Type   Accepted      Target   Duration"
    rows = [f"MP{100 + n}          PA     {n} July 2020   15       9" for n in range(1, 5)]
    cut = words(FULL, header, page=2, y=690, step=40)
    laid = [words(FULL), cut, words(*rows, page=3, y=60, step=18)]
    pages = [
        sheet(
            [
                *words("Change Status Report", page=n, y=30),
                *laid[n - 1],
                *words(f"Page {n} of 3", page=n, y=815),
            ],
            n,
        )
        for n in (1, 2, 3)
    ]
    table = blocks_of(pages).blocks[-1].table
    assert table is not None
    assert table.header is not None
    assert table.header.names[2] == "Accepted"
    assert [row[0].text for row in table.rows] == ["MP101", "MP102", "MP103", "MP104"]


def test_no_word_is_lost_or_told_twice(words: Lay) -> None:
    laid = [
        *words("Heading", size=18.0),
        *words("•   a bullet", "", FULL, y=130),
        *words("Modification   Type   Accepted", "MP103          PA     1 July 2020", y=220, step=18),
    ]
    blocks = blocks_of([sheet(laid)])
    kept = [w for b in blocks.blocks for w in (*b.sign, *b.number, *b.words)] + list(blocks.furniture)
    assert sorted(kept, key=repr) == sorted(laid, key=repr)


def test_a_document_without_words_has_no_blocks() -> None:
    assert told(blocks_of([sheet([])])) == []


def test_a_figure_that_begins_a_line_of_a_sentence_numbers_no_paragraph(words: Lay) -> None:
    text = f"{FULL} 38.5 working days."
    laid = words(FULL, "38.5 working days.", "3.1 A paragraph of its own", "3.2 and another.")
    assert [text for _, text in told(blocks_of([sheet(laid)]))] == [
        text,
        "A paragraph of its own",
        "and another.",
    ]


def test_numbered_items_go_on_to_the_reference_behind_their_title(words: Lay) -> None:
    laid = [
        *words("2 approved modifications:"),
        *words("1. Recovering the costs of charges of the explicit kind,", y=119),
        *words("MP103", x=90, y=132),
        *words("2. Tariff steps in the hours of", y=145),
        *words("the night, MP105", x=90, y=158),
    ]
    assert told(blocks_of([sheet(laid)])) == [
        ("paragraph", "2 approved modifications:"),
        ("bullet", "Recovering the costs of charges of the explicit kind, MP103"),
        ("bullet", "Tariff steps in the hours of the night, MP105"),
    ]


def test_numbered_paragraphs_without_titles_are_no_list(words: Lay) -> None:
    laid = words("1. The Panel met.", "2. Nobody voted.")
    assert {kind for kind, _ in told(blocks_of([sheet(laid)]))} == {"paragraph"}
