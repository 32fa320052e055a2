"""What stands on a page and is not read is told, with its page."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from extractors import Extraction, read

Paper = Callable[..., bytes]

PARTS = [
    ("h", "Opine"),
    ("p", "The Change Board approved MP206 ‘Tilt’ on 24 August 2020."),
    ("p", "The Change Board rejected MP207 ‘Alarms’ on 24 August 2020."),
]


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> Extraction:
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out := BytesIO())
    result = read(out.getvalue(), "paper.pdf")
    assert isinstance(result, Extraction)
    return result


def annotation(pdf: pikepdf.Pdf, rect: list[float], **fields: Any) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=rect, F=4, **fields)
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))


@pytest.mark.parametrize(
    "fields",
    [
        {"Subtype": pikepdf.Name.FreeText, "Contents": "49 WD", "DA": "/Helv 10 Tf"},
        {"Subtype": pikepdf.Name.Stamp, "Contents": "49 WD"},
        {"Subtype": pikepdf.Name.Widget, "FT": pikepdf.Name.Tx, "T": "a", "V": "49 WD"},
    ],
)
def test_text_of_annotations_and_fields_is_told(paper: Paper, fields: dict[str, Any]) -> None:
    result = changed(paper(*PARTS), lambda pdf: annotation(pdf, [50, 100, 200, 120], **fields))
    (warning,) = result.warnings
    assert (warning.code, warning.page, warning.text) == ("annotation_text", 1, "49 WD")
    assert not any(fact.doubts for fact in result.facts)


def test_a_fact_under_a_comment_is_doubted(paper: Paper) -> None:
    plain = read(paper(*PARTS), "paper.pdf")
    assert isinstance(plain, Extraction)
    fact = next(fact for fact in plain.facts if fact.kind == "decision")
    x0, top, x1, bottom = fact.evidence[0].bbox
    rect = [x0 + 5, 842 - bottom, x1, 842 - top]
    result = changed(
        paper(*PARTS),
        lambda pdf: annotation(pdf, rect, Subtype=pikepdf.Name.FreeText, Contents="49", DA="/Helv 10 Tf"),
    )
    decisions = [fact.doubts for fact in result.facts if fact.kind == "decision"]
    assert decisions == [("overlaid",), ()]


def test_a_page_of_a_picture_is_told(paper: Paper, canvas: Callable[..., bytes]) -> None:
    picture = ImageReader(Image.new("RGB", (60, 80), (120, 130, 140)))
    scan = canvas(lambda sheet: sheet.drawImage(picture, 0, 0, 595, 842))

    def add(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(BytesIO(scan)) as other:
            pdf.pages.extend(other.pages)

    result = changed(paper(*PARTS), add)
    assert [(warning.code, warning.page) for warning in result.warnings] == [("unread_page", 2)]


def test_an_empty_page_is_not(paper: Paper) -> None:
    result = read(paper(*PARTS, ("page",), ("page",), PARTS[1]), "paper.pdf")
    assert isinstance(result, Extraction)
    assert result.document.pages == 3
    assert result.warnings == ()


def test_words_that_are_not_shown_have_their_role_and_their_warning(paper: Paper) -> None:
    def hide(pdf: pikepdf.Pdf) -> None:
        hidden = b"q BT /F1 10 Tf 3 Tr 72 300 Td (MP999 was rejected) Tj ET Q"
        pdf.pages[0].contents_add(hidden, prepend=False)

    result = changed(paper(*PARTS), hide)
    assert result.coverage.by_role["hidden"] == 3
    assert result.coverage.words == sum(result.coverage.by_role.values()) + len(
        [word for entry in result.coverage.unclaimed for word in entry.text.split()]
    )
    assert [warning.code for warning in result.warnings] == ["hidden_text"]
    assert not any(getattr(fact, "reference", None) == "MP999" for fact in result.facts)
