"""A register as an Excel workbook: the same entries as its CSV, no formula, no bomb, nothing by halves."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from pipeline.basics.errors import UnusableInput
from pipeline.register.files.read import read_source
from pipeline.register.files.read_xlsx import read_xlsx

HEADINGS = ["Reference", "Title", "Date raised", "Stage", "Lead analyst"]
ROW = ["MP103", "DCC SOC2 Assessments", date(2020, 1, 2), "Refine", "Joe Hehir"]


def book(*rows, **sheets):
    """A workbook's bytes: its first sheet's rows, and further sheets by name."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for name, lines in sheets.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def rewritten(data, change):
    """The same workbook with each part's bytes put through `change(name, bytes)`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def test_a_workbook_says_what_its_csv_says(tmp_path):
    typed = ["SECMP 0007", "Firmware – “new”", datetime(2016, 3, 1, tzinfo=None), None, 7.0]  # noqa: DTZ001 (a cell has no zone)
    (tmp_path / "r.xlsx").write_bytes(book(HEADINGS, ROW, [None] * 5, typed))
    (tmp_path / "r.csv").write_text(
        "Reference,Title,Date raised,Stage,Lead analyst\n"
        "MP103,DCC SOC2 Assessments,02/01/2020,Refine,Joe Hehir\n\n"
        "SECMP 0007,Firmware – “new”,01/03/2016,,7\n"
    )
    workbook, table = (read_source(str(tmp_path / name)) for name in ("r.xlsx", "r.csv"))
    assert workbook.reading.entries == table.reading.entries
    assert (workbook.format, workbook.reading.set_aside) == ("xlsx", ("Lead analyst",))


def test_headings_may_stand_below_a_title_and_other_sheets_are_set_aside():
    reading = read_xlsx(
        book(["The register"], [], HEADINGS, ROW, Notes=[["Kept by the Change team"]]), "r.xlsx"
    )
    assert [(entry.reference, entry.row) for entry in reading.entries] == [("MP103", 4)]
    assert reading.set_aside == ("Lead analyst", "sheet Notes")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (book(HEADINGS, ROW, ["MP104", "=1+1"]), ["row 3", "column Title", "formula", "=1+1"]),
        (book(HEADINGS, ["=A9", "Meters"]), ["row 2", "column Reference", "formula"]),
        (book(HEADINGS, ROW, ["MP104", "Meters", "31/02/2020"]), ["row 3", "column Date raised"]),
        (book(HEADINGS, ROW, [None, "Meters"]), ["row 3", "column Reference", "no reference"]),
        (book(HEADINGS, ROW, ROW), ["row 3", "MP103", "row 2"]),
        (book(HEADINGS, [*ROW, "more"]), ["row 2", "beyond the last heading"]),
        (book(["Title"], ["Meters"]), ["no Reference column", "Title"]),
        (book(HEADINGS, ROW, Old=[HEADINGS, ROW]), ["more than one sheet", "Old"]),
        (book(HEADINGS), ["no modifications"]),
        (book(), ["empty"]),
        (book(HEADINGS, [None] * 300 + ["far"]), ["row 2", "columns"]),
        (book(HEADINGS, ROW)[:-60], ["broken"]),
        (b"Reference,Title\nMP103,Meters\n", ["broken"]),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, [".xls", "password"]),
        (rewritten(book(HEADINGS, ROW), lambda n, d: d[:50] if "sheet1" in n else d), ["broken"]),
    ],
    ids=lambda value: " " if isinstance(value, bytes) else "-".join(value),  # a workbook holds its hour
)
def test_what_cannot_be_right_is_refused_with_its_place(data, said):
    with pytest.raises(UnusableInput) as refused:
        read_xlsx(data, "r.xlsx")
    for word in ["r.xlsx", *said]:
        assert word in str(refused.value)


def test_a_formula_where_nothing_is_read_is_set_aside_with_its_place():
    reading = read_xlsx(book(HEADINGS, [*ROW[:4], "=cmd|' /C calc'!A0"]), "r.xlsx")
    assert reading.entries[0].reference == "MP103"
    assert reading.set_aside[-1].startswith("row 2, column Lead analyst: this cell is a formula (=cmd|")


def test_a_value_that_the_file_gives_a_formula_is_not_believed():
    """A formula's kept value may be older than the cells that it was made of, or written by hand."""
    forged = rewritten(
        book(HEADINGS, [*ROW[:1], "=B9", *ROW[2:]]),
        lambda name, part: part.replace(b"<v></v>", b"<v>Forged</v>").replace(b"<v/>", b"<v>Forged</v>"),
    )
    with pytest.raises(UnusableInput, match="column Title: this cell is a formula"):
        read_xlsx(forged, "r.xlsx")


def test_an_error_value_is_no_text():
    made = book(HEADINGS, [*ROW[:3], "#REF!", "x"])
    with pytest.raises(UnusableInput, match="column Stage: this cell is an error"):
        read_xlsx(made, "r.xlsx")


def test_rows_that_the_reader_would_skip_are_refused():
    """Row 2 twice: one of the two would be lost in silence."""
    twice = rewritten(
        book(HEADINGS, ROW, ["MP104", "Meters"]),
        lambda name, part: part.replace(b'<row r="3"', b'<row r="2"'),
    )
    with pytest.raises(UnusableInput, match="row 2: the rows of this workbook do not follow"):
        read_xlsx(twice, "r.xlsx")


def test_a_row_far_below_does_not_stop_the_reading_for_long():
    far = rewritten(
        book(HEADINGS, ROW), lambda name, part: part.replace(b'<row r="2"', b'<row r="900000000"')
    )
    with pytest.raises(UnusableInput, match="no register"):
        read_xlsx(far, "r.xlsx")


@pytest.mark.parametrize(
    ("part", "times"), [(b"<row>" + b"A" * 1000, 3000), (b"A" * 10**6, 200)], ids=["rows", "A"]
)
def test_a_bomb_is_not_opened(monkeypatch, part, times):
    def opened(*_args, **_more):
        raise AssertionError("it was opened")

    monkeypatch.setattr(openpyxl, "load_workbook", opened)
    bomb = rewritten(book(HEADINGS, ROW), lambda n, d: part * times if "sheet1" in n else d)
    with pytest.raises(UnusableInput, match="not opened"):
        read_xlsx(bomb, "bomb.xlsx")


def test_thousands_of_parts_are_no_register():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number in range(2001):
            packed.writestr(f"xl/{number}.xml", b"")
    with pytest.raises(UnusableInput, match="2001 parts"):
        read_xlsx(out.getvalue(), "r.xlsx")


def merged(data, *ranges):
    made = openpyxl.load_workbook(io.BytesIO(data))
    for one in ranges:
        made.active.merge_cells(one)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_merged_cell_says_the_same_in_all_its_places():
    rows = [[f"MP10{n}", f"Title {n}", date(2020, 1, n), "Refine", "Joe"] for n in range(1, 6)]
    data = merged(book(["The register"], HEADINGS, *rows), "A1:E1", "D3:D5", "C6:C100", "D6:E6")
    entries = read_xlsx(data, "r.xlsx").entries
    assert [entry.stage for entry in entries] == ["Refine"] * 5
    assert [str(entry.date_raised) for entry in entries[2:]] == ["2020-01-03", "2020-01-04", "2020-01-04"]


def test_a_merged_row_over_all_headings_is_set_aside_by_name():
    data = merged(book(HEADINGS, ROW, ["Raised in 2021"], ["MP104", *ROW[1:]]), "A3:E3")
    reading = read_xlsx(data, "r.xlsx")
    assert [entry.reference for entry in reading.entries] == ["MP103", "MP104"]
    assert "row 3: “Raised in 2021” stands under all headings" in reading.set_aside


def test_a_formula_in_a_merged_cell_is_refused_where_it_reaches():
    data = merged(book(HEADINGS, [*ROW[:3], "=B9", "x"], ["MP104", "Two"]), "D2:D3")
    with pytest.raises(UnusableInput, match=r"row 2 \(cell D2\), column Stage"):
        read_xlsx(data, "r.xlsx")


def test_a_time_of_day_says_nothing_of_the_day():
    row = [*ROW[:2], datetime(2020, 1, 2, 13, 45), *ROW[3:]]  # noqa: DTZ001 (a cell has no zone)
    assert read_xlsx(book(HEADINGS, row), "r.xlsx").entries[0].date_raised == date(2020, 1, 2)


def test_a_number_where_a_day_is_due_is_refused_with_cell_cause_and_cure():
    with pytest.raises(
        UnusableInput, match=r"row 2 \(cell C2\), column Date raised: “43832” is a number; give"
    ):
        read_xlsx(book(HEADINGS, [*ROW[:2], 43832, *ROW[3:]]), "r.xlsx")


def test_a_hidden_sheet_gives_way():
    made = openpyxl.load_workbook(io.BytesIO(book(HEADINGS, ROW, Old=[HEADINGS, ["MP200", *ROW[1:]]])))
    made["Old"].sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    reading = read_xlsx(out.getvalue(), "r.xlsx")
    assert [entry.reference for entry in reading.entries] == ["MP103"]
    assert "sheet Old" in reading.set_aside


def test_strict_open_xml_says_what_the_usual_one_says():
    usual = book(HEADINGS, ROW)
    strict = rewritten(
        usual,
        lambda name, part: part.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/",
            b"http://purl.oclc.org/ooxml/officeDocument/",
        ),
    )
    assert read_xlsx(strict, "r.xlsx") == read_xlsx(usual, "r.xlsx")
