"""Two columns of running text, read one after the other."""

from collections.abc import Callable

from extractors.blocks.lines.page_columns import in_columns
from extractors.blocks.lines.rows import rows_of
from extractors.pages.model import Page, Word

Lay = Callable[..., list[Word]]


def sheet(*words: Word, rules: tuple[tuple[float, float, float, float], ...] = ()) -> Page:
    return Page(1, 595, 842, words, rules, (), (), ())


def parts(page: Page) -> list[list[str]]:
    return [[row.text for row in part] for part in in_columns(page, rows_of(page.words))]


ACROSS = "What is to come stands here, in a line that runs over both columns alike."


def columns(words: Lay) -> list[Word]:
    return [
        *words(ACROSS, y=87),
        *words("The May release:", "1. Bulk returns, MP103", "2. Gas pressure,", "MP104"),
        *words("The June release:", "1. Meter exchanges, MP105", "2. Tariff steps, MP106", x=310),
        *words(ACROSS, y=170),
    ]


def test_two_columns_are_read_one_after_the_other(words: Lay) -> None:
    assert parts(sheet(*columns(words))) == [
        [ACROSS],
        ["The May release:", "1. Bulk returns, MP103", "2. Gas pressure,", "MP104"],
        ["The June release:", "1. Meter exchanges, MP105", "2. Tariff steps, MP106"],
        [ACROSS],
    ]


def test_a_ruled_table_is_no_columns(words: Lay) -> None:
    assert len(parts(sheet(*columns(words), rules=((72, 120, 500, 120),)))) == 1


def test_a_table_without_rulings_is_no_columns(words: Lay) -> None:
    laid = [
        *words("Bulk returns", "Gas pressure", "Tariff steps"),
        *words("1. MP103", "2. MP104", "3. MP105", x=310),
    ]
    assert len(parts(sheet(*laid))) == 1


def test_items_with_their_outcomes_beside_them_are_no_columns(words: Lay) -> None:
    laid = [
        *words("• MP103 ‘Bulk’", "• MP104 ‘Gates’", "• MP105 ‘Walls’"),
        *words("• approved", "• rejected", "• deferred", x=310),
    ]
    assert len(parts(sheet(*laid))) == 1


def test_a_page_of_nothing_but_columns_is_no_endless_work(words: Lay) -> None:
    laid = []
    for group in range(1100):
        y = 100 + 65 * group
        laid += words("1. Bulk, MP103", "2. Gas, MP104", "3. Tar, MP105", y=y)
        laid += words("1. Met, MP106", "2. Ste, MP107", "3. Ope, MP108", x=310, y=y)
        laid += words(ACROSS, y=y + 39)
    found = in_columns(sheet(*laid), rows_of(laid))
    assert {word.text for part in found for row in part for word in row.words} == {w.text for w in laid}


def test_a_page_without_words_has_no_parts() -> None:
    assert parts(sheet()) == [[]]


def test_two_lines_side_by_side_are_no_columns(words: Lay) -> None:
    laid = [
        *words("1. Bulk returns, MP103", "2. Gas pressure, MP104"),
        *words("1. Meter exchanges, MP105", "2. Tariff steps, MP106", x=310),
    ]
    assert len(parts(sheet(*laid))) == 1
