"""Raised figures of footnotes are no digits of what they are printed at."""

from collections.abc import Callable

import pytest

from extractors import Extraction
from extractors.pages.pdfium import read_pages

Draw = Callable[..., bytes]


def printed(data: bytes) -> list[tuple[str, bool]]:
    return [(word.text, word.raised) for word in read_pages(data).pages[0].words]


@pytest.mark.parametrize("rise", [2.5, 4, 6])
@pytest.mark.parametrize(("word", "behind"), [("42", ""), ("MP206", ","), ("(SECMP0053)", "."), ("20", "")])
def test_a_raised_figure_stands_apart(canvas: Draw, rise: float, word: str, behind: str) -> None:
    def page(sheet) -> None:  # type: ignore[no-untyped-def]
        text = sheet.beginText(72, 700)
        text.setFont("Helvetica", 10)
        text.textOut(f"There {word}")
        text.setFont("Helvetica", 6)
        text.setRise(rise)
        text.textOut("12")
        text.setFont("Helvetica", 10)
        text.setRise(0)
        text.textOut(f"{behind} WD")
        sheet.drawText(text)

    assert printed(canvas(page)) == [
        ("There", False), (word + behind, False), ("12", True), ("WD", False)
    ]  # fmt: skip


@pytest.mark.parametrize(("letters", "size", "rise"), [("st", 6, 4), ("3", 6, 0), ("3", 10, 4)])
def test_what_is_not_both_smaller_and_raised_or_is_an_ordinal_s_stays(
    canvas: Draw, letters: str, size: float, rise: float
) -> None:
    def page(sheet) -> None:  # type: ignore[no-untyped-def]
        text = sheet.beginText(72, 700)
        text.setFont("Helvetica", 10)
        text.textOut("21")
        text.setFont("Helvetica", size)
        text.setRise(rise)
        text.textOut(letters)
        sheet.drawText(text)

    assert printed(canvas(page)) == [(f"21{letters}", False)]


def test_a_superscript_s_own_sign_is_one(canvas: Draw) -> None:
    def page(sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.setFont("Helvetica", 10)
        sheet.drawString(72, 700, "There are 42²")

    assert printed(canvas(page))[-2:] == [("42", False), ("²", True)]


def test_a_noted_row_has_its_own_values(read_paper: Callable[..., Extraction]) -> None:
    note = '<super size="6" rise="4">3</super>'
    result = read_paper(
        ("h", "Opine"),
        ("p", f"The Change Board approved MP206{note} ‘Tilt’ on 24 August 2020."),
    )
    (decision,) = [fact for fact in result.facts if fact.kind == "decision"]
    assert getattr(decision, "reference", None) == "MP206"
    assert result.coverage.by_role["formula"] == 1
