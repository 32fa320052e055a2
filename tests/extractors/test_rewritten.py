"""The same report written in another way says the same: rewritten files, moved pages, wrapped contents."""

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from extractors import Extraction, read
from samples import REPORTS

Change = Callable[[Pdf], object]


def rewritten(change: Change, **saving: Any) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(REPORTS / "2020-08.pdf") as document:
        change(document)
        document.save(buffer, **saving)
    return buffer.getvalue()


def facts(data: bytes, skipped: int = 0) -> list[tuple[str, int, str]]:
    """Every fact with its page; the page counted without so many pages before it."""
    result = read(data, "x.pdf")
    assert isinstance(result, Extraction), result
    assert result.coverage.unclaimed == ()
    return [(fact.kind, fact.page - skipped, str((fact.section, fact.values()))) for fact in result.facts]


@cache
def original() -> list[tuple[str, int, str]]:
    return facts((REPORTS / "2020-08.pdf").read_bytes())


def nothing(document: Pdf) -> None:
    """Only the file's own structure is written afresh."""


@pytest.mark.parametrize(
    "saving",
    [
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "compress_streams": False},
        {"linearize": True},
        {"encryption": pikepdf.Encryption(owner="owner", user="", R=6)},
        {"encryption": pikepdf.Encryption(owner="owner", user="", R=4, aes=False, metadata=False)},
    ],
    ids=["object streams", "uncompressed", "linearised", "AES without password", "RC4 without password"],
)
def test_a_file_written_otherwise(saving: dict[str, Any]) -> None:
    assert facts(rewritten(nothing, **saving)) == original()


def test_a_paper_whose_pages_begin_elsewhere() -> None:
    """A page's corner need not be 0, 0."""

    def move(document: Pdf) -> None:
        for page in document.pages:
            page.contents_add(b"q 1 0 0 1 -300 150 cm\n", prepend=True)
            page.contents_add(b"\nQ")
            page.MediaBox = Array([-300, 150, 295.28, 991.89])
            for note in page.get("/Annots", []):
                x0, y0, x1, y1 = (float(x) for x in note.Rect)  # type: ignore[union-attr]
                note.Rect = Array([x0 - 300, y0 + 150, x1 - 300, y1 + 150])

    assert facts(rewritten(move)) == original()


def test_a_paper_cropped_to_its_text() -> None:
    def crop(document: Pdf) -> None:
        for page in document.pages:
            page.CropBox = Array([30, 20, 565, 825])

    assert facts(rewritten(crop)) == original()


def test_page_contents_inside_forms() -> None:
    """Some producers, and every stamp put on a page, wrap the page's contents in a form."""

    def wrap(document: Pdf) -> None:
        for page in document.pages:
            page.contents_coalesce()
            form = document.make_stream(page.Contents.read_bytes())
            form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, page.MediaBox
            form.Resources = page.Resources
            page.Resources = Dictionary(XObject=Dictionary(Whole=form))
            page.Contents = document.make_stream(b"q /Whole Do Q")

    assert facts(rewritten(wrap)) == original()


def test_a_blank_page_put_before_the_paper() -> None:
    def add(document: Pdf) -> None:
        document.add_blank_page(page_size=(595, 842))
        document.pages.insert(0, document.pages[-1])
        del document.pages[-1]

    assert facts(rewritten(add), skipped=1) == original()


def test_a_paper_printed_at_another_scale() -> None:
    def shrink(document: Pdf) -> None:
        for page in document.pages:
            page.contents_add(b"q 0.8 0 0 0.8 0 0 cm\n", prepend=True)
            page.contents_add(b"\nQ")
            page.MediaBox = Array([0, 0, 0.8 * 595.28, 0.8 * 841.89])
            for note in page.get("/Annots", []):
                note.Rect = Array([0.8 * float(x) for x in note.Rect])  # type: ignore[union-attr]

    assert facts(rewritten(shrink)) == original()


def test_invisible_and_meaningless_objects_say_nothing() -> None:
    """Metadata, outlines, attachments and scripts are not the page."""

    def add(document: Pdf) -> None:
        document.attachments["MP999.txt"] = b"MP999 was approved by the Change Board."
        document.docinfo["/Title"] = "MP999 was rejected"
        document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert('MP999')")
        with document.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("MP999 ‘Gas’ was approved", 0))

    assert facts(rewritten(add)) == original()
