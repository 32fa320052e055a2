"""CSV as spreadsheet programs save it: their separators, titles, dates and encodings."""

from datetime import date

import pytest

from pipeline.basics.errors import UnusableInput
from pipeline.register.files.read import read_bytes

TEXT = "Reference;Title;Date raised\nMP103;DCC’s “large” meters – é;31/05/2016\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
def test_an_encoding_is_told_by_the_bytes(encoding):
    (entry,) = read_bytes(TEXT.encode(encoding), "r.csv").reading.entries
    assert (entry.title, entry.date_raised) == ("DCC’s “large” meters – é", date(2016, 5, 31))


@pytest.mark.parametrize("title", ["É", "Éole à Noël", "£5 – 10 ½", "Größe", "São Tomé", "naïve · ™"])
def test_windows_is_not_taken_for_a_macintosh(title):
    assert (
        read_bytes(f"Reference,Title\nMP103,{title}\n".encode("cp1252"), "r.csv").reading.entries[0].title
        == title
    )


@pytest.mark.parametrize("first", ["sep=;\r\n", "SEP=;\n", '"sep=;"\n'])
def test_excels_own_line_names_the_separator(first):
    with pytest.raises(UnusableInput, match=r"row 3 \(cell C3\), column Date raised: “soon”"):
        read_bytes((first + TEXT.replace("31/05/2016", "soon")).encode(), "r.csv")
    assert read_bytes((first + TEXT).encode(), "r.csv").reading.entries[0].row == 3


def test_headings_may_stand_below_a_title():
    reading = read_bytes(("The register, kept by SECAS;;\n;;\n" + TEXT).encode(), "r.csv").reading
    assert [(entry.reference, entry.row) for entry in reading.entries] == [("MP103", 4)]
    assert reading.set_aside == ("row 1: “The register, kept by SECAS”",)


@pytest.mark.parametrize(
    "day", ["31.05.2016", "31-05-2016", "31/05/2016 14:30", "31/05/2016 2:30 PM", "2016-05-31T14:30:00Z"]
)
def test_a_day_as_other_countries_and_clocks_print_it(day):
    assert read_bytes(TEXT.replace("31/05/2016", day).encode(), "r.csv").reading.entries[
        0
    ].date_raised == date(2016, 5, 31)
