"""When a PDF says that it was changed last."""

import pytest

from extractors import read
from extractors.pages.pdfium import moment
from samples import REPORTS


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("D:20200812101530+01'00'", "2020-08-12T09:15:30Z"),
        ("D:20200812101530-05'30", "2020-08-12T15:45:30Z"),
        ("D:20200812101530Z", "2020-08-12T10:15:30Z"),
        ("D:20200812", "2020-08-12T00:00:00Z"),
        ("20200812101530", "2020-08-12T10:15:30Z"),
        *((said, None) for said in ("", "D:", "yesterday", "D:20201399000000", "D:00000000", "D:2020")),
        *((said, None) for said in ("D:00010101000000+14'00'", "D:20200812101530+99'99'")),
    ],
)
def test_a_date_of_a_pdf(said: str, meant: str | None) -> None:
    assert moment(said) == meant


def test_it_is_read_with_the_document() -> None:
    path = REPORTS / "2020-08.pdf"
    document = read(path.read_bytes(), path.name).document
    assert document.modified is None or document.modified.endswith("Z")
