"""One register in every form that people have it in gives the same entries, and nothing is read by halves."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from pipeline.basics.errors import OutOfReach, UnusableInput
from pipeline.register.entries import RegisterEntry, RegisterEvent
from pipeline.register.files.headings import WORDINGS, field_of
from pipeline.register.files.read import read_source
from pipeline.register.files.wordings import plain


def read_register(source, format="auto"):
    return read_source(source, format).reading.entries


HEADINGS = [
    *("Reference", "Title", "Proposer", "Organisation", "Date raised", "Stage", "Path", "Decision"),
    *("Decision date", "Decision body", "Release", "Implementation date", "Link"),
]
ROWS = [
    [
        *("SECMP0007", "Firmware updates to IHDs – “and PPMIDs”", "John Noad", "EUA", "01/03/2016"),
        *("Refinement Process", "", "", "", "", "", "Unknown", "https://example.org/firmware/"),
    ],
    [
        *("MP102A", "Alerts; caused by, firmware", "Zoë O’Neil", "", "18/12/2019", "Implemented"),
        *("Self-Governance", "Approved", "23/09/2020", "Change Board", "November 2020 SEC Release"),
        *("29/11/2020", "https://example.org/alerts/"),
    ],
]
ENTRIES = (
    RegisterEntry(
        reference="SECMP0007",
        row=2,
        title="Firmware updates to IHDs – “and PPMIDs”",
        proposer="John Noad",
        organisation="EUA",
        date_raised=date(2016, 3, 1),
        stage="Refinement Process",
        link="https://example.org/firmware/",
    ),
    RegisterEntry(
        reference="MP102A",
        row=3,
        title="Alerts; caused by, firmware",
        proposer="Zoë O’Neil",
        date_raised=date(2019, 12, 18),
        stage="Implemented",
        path="Self-Governance",
        decision="Approved",
        decision_date=date(2020, 9, 23),
        decision_body="Change Board",
        release="November 2020 SEC Release",
        implementation_date=date(2020, 11, 29),
        link="https://example.org/alerts/",
    ),
)


def _csv(rows=ROWS, headings=HEADINGS, separator=","):
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([headings, *rows])
    return text.getvalue()


def _json(rows=ROWS):
    objects = [dict(zip(HEADINGS, row, strict=True)) for row in rows]
    return [{name: value or None for name, value in item.items()} for item in objects]


@pytest.fixture
def put(tmp_path):
    """Writes a file and gives its name as a source."""

    def write(name, data):
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        return str(tmp_path / name)

    return write


def _without_rows(entries):
    return [replace(entry, row=0) for entry in entries]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_csv_in_every_encoding(put, encoding):
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    assert read_register(put("r.csv", mark + _csv().encode(encoding))) == ENTRIES


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_with_every_separator(put, separator):
    assert read_register(put("r.csv", _csv(separator=separator))) == ENTRIES


@pytest.mark.parametrize(
    "text",
    [
        "Reference;Title;Notes, remarks, wishes, and more\nMP103;Meters;\n",
        'Reference,Title,"Notes; remarks; wishes; and more"\nMP103,Meters,\n',
        "Reference|Title|Notes, remarks; wishes, and; more\nMP103|Meters|\n",
    ],
)
def test_the_separator_is_the_one_that_names_fields_not_the_one_seen_most(put, text):
    (entry,) = read_register(put("r.csv", text))
    assert (entry.reference, entry.title) == ("MP103", "Meters")


def test_csv_under_any_name_with_lines_and_quotes_in_its_cells(put):
    rows = [["MP1000", 'A "quoted"\nline\u2028here', *[""] * 11]]
    (entry,) = read_register(put("r.xlsx", _csv(rows)))
    assert entry.title == 'A "quoted"\nline\u2028here'


def test_empty_lines_count_as_rows_and_hold_nothing(put):
    source = put("r.csv", "Reference,Title\n\n,\nMP103,Meters\n")
    assert [(entry.reference, entry.row) for entry in read_register(source)] == [("MP103", 4)]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(_json(), indent=1),
        json.dumps({"modifications": _json()}),
        "\n".join(json.dumps(item) for item in _json()),
        "\ufeff" + json.dumps(_json(), ensure_ascii=False),
    ],
    ids=["list", "wrapped list", "lines", "byte order mark"],
)
def test_json_in_every_shape(put, text):
    entries = read_register(put("r.json", text))
    assert _without_rows(entries) == _without_rows(ENTRIES)
    assert [entry.row for entry in entries] == [1, 2]


def test_one_object_alone_is_a_register_of_one(put):
    assert len(read_register(put("r.json", json.dumps(_json()[0])))) == 1


_PAGES = {
    "firmware.html": """<!doctype html><head><title>x</title><link rel="canonical"
        href="https://example.org/firmware/"></head><body>
        <script>document.write("<p>Stage: Hacked</p>")</script>
        <h1>SECMP 0007 Firmware updates to IHDs – “and PPMIDs”</h1>
        <p><strong>Proposer:</strong> John Noad</p><p><b>Organisation</b> EUA</p>
        <dl><dt>Date raised</dt><dd>1 March 2016</dd><dt>Stage</dt><dd>Refinement Process</dd></dl>
        <p>Implementation date: Unknown</p></body>""",
    "alerts.html": """<link rel="canonical" href="https://example.org/alerts/"><h1>MP102A: Alerts; caused by,
        firmware</h1><table><tr><th>Proposer</th><td>Zoë O’Neil</td></tr></table>
        <p>Date raised18/12/2019</p><p>StageImplemented</p><p>PathSelf-Governance</p>
        <p>Decision: Approved by the Change Board on 23/09/2020</p>
        <p>Implementation date: 29/11/2020 (November 2020 SEC Release)</p>
        <h2>Timeline</h2><ul><li>18/12/2019 Draft Proposal raised</li>
        <li>23 September 2020: Change Board vote</li></ul>""",
}
_LISTING = """<h1>Register</h1><table><tr><th>Reference</th><th>Title</th><th>Stage</th></tr>
    <tr><td><a href="https://example.org/firmware/">SECMP0007</a></td><td>Firmware</td><td>TBC</td></tr>
    <tr><td>MP102A<script>alert(1)</script></td><td>Alerts</td><td>Implemented</td></tr>
    <tr><td>MP200</td><td>In the &lt;listing&gt; alone</td><td>Withdrawn</td></tr></table>"""


def test_a_folder_of_saved_pages_in_each_layout(put, tmp_path):
    for name, text in _PAGES.items():
        put(name, text)
    entries = {entry.reference: entry for entry in read_register(str(tmp_path))}
    alerts = entries["MP102A"]
    assert alerts.events == (
        RegisterEvent(happened_on=date(2019, 12, 18), text="Draft Proposal raised"),
        RegisterEvent(happened_on=date(2020, 9, 23), text="Change Board vote"),
    )
    assert replace(entries["SECMP0007"], row=2) == ENTRIES[0]
    assert replace(alerts, row=3, events=()) == ENTRIES[1]


def test_a_page_goes_before_what_the_listing_says_of_it(put, tmp_path):
    for name, text in {**_PAGES, "index.html": _LISTING}.items():
        put(name, text)
    entries = read_register(str(tmp_path))
    assert [(entry.reference, entry.row) for entry in entries] == [
        ("SECMP0007", 2),
        ("MP102A", 3),
        ("MP200", 4),
    ]
    assert entries[0].stage == "Refinement Process"
    assert entries[2].title == "In the <listing> alone"


def test_a_listing_alone(put):
    entries = read_register(put("index.html", _LISTING))
    assert entries[0].link == "https://example.org/firmware/"
    assert [entry.stage for entry in entries] == [None, "Implemented", "Withdrawn"]


def test_a_page_that_names_no_modification_is_set_aside_by_name(put, tmp_path):
    from pipeline.register.files.read import read_source

    put("index.html", _LISTING)
    put("news.html", "<h1>News</h1><p>Stage: all clear</p>")
    read = read_source(str(tmp_path))
    assert len(read.reading.entries) == 3
    assert read.reading.set_aside == ("news.html: no modification's reference on this page",)


def _swapped(row, heading, value):
    rows = [list(cells) for cells in ROWS]
    rows[row - 2][HEADINGS.index(heading)] = value
    return _csv(rows)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_csv([r[1:] for r in ROWS], HEADINGS[1:]), ["no Reference column", "Title"]),
        (_csv([*ROWS, ROWS[0]]), ["row 4", "Reference", "SECMP0007", "row 2"]),
        (_swapped(3, "Date raised", "31/02/2020"), ["row 3", "Date raised", "31/02/2020"]),
        (_swapped(2, "Decision date", "soon"), ["row 2", "Decision date", "soon"]),
        (_swapped(2, "Implementation date", "31/11/2020"), ["row 2", "Implementation date"]),
        (_swapped(3, "Reference", "XYZ"), ["row 3", "Reference", "XYZ"]),
        (_swapped(3, "Reference", ""), ["row 3", "Reference"]),
        (_swapped(3, "Reference", "MP103 and MP104"), ["row 3", "Reference"]),
        (_csv([ROWS[0][:3], ROWS[1]]), ["row 2", "Organisation"]),
        (_csv([ROWS[0], [*ROWS[1], "more"]]), ["row 3", "14 cells"]),
        (_csv([]), ["no modifications"]),
        ("", ["empty"]),
        (_csv() + "\0\0", ["line", "zero byte"]),
        (_csv([], ["Reference", "Title", "Title"]), ["two columns Title"]),
        ('Reference,Title\nMP103,"never closed', ["row", "CSV"]),
        ('{"modifications": [', ["no JSON"]),
        ('[1, "two", null]', ["row 1"]),
        ("[" * 200_000, ["nested"]),
        ('[{"Reference": "MP1000", "Reference": "MP1001"}]', ["twice"]),
        ('[{"Reference": "MP1000"}, {"Reference": null}]', ["row 2", "Reference"]),
        ('[{"Reference": "MP1000", "Title": {"en": "x"}}]', ["row 1", "Title"]),
        ('{"Reference": "MP1000"}\n{"Reference": \n', ["row 2", "JSON"]),
        ("<html><body><h1>502 Bad Gateway</h1></body></html>", ["no table"]),
        (_LISTING.replace("MP200", "MP102A"), ["row 4", "MP102A"]),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_place(put, text, said):
    with pytest.raises(UnusableInput) as refused:
        read_register(put("register.txt", text))
    for word in ["register.txt", *said]:
        assert word in str(refused.value)


def test_bytes_in_no_encoding_are_refused_with_their_line(put):
    with pytest.raises(UnusableInput, match="line 2"):
        read_register(put("r.csv", b"Reference,Title\nMP103,\x81\n"))


def test_a_formula_is_a_text(put):
    rows = _csv([["MP103", "=cmd|' /C calc'!A0", *[""] * 11]])
    assert read_register(put("r.csv", rows))[0].title == "=cmd|' /C calc'!A0"


def test_columns_that_say_no_field_are_set_aside_by_name(put):
    from pipeline.register.files.read import read_source

    source = put(
        "r.csv", "Mod ref,Lead analyst,Title,Overall status,Stage,Status\nMP103,Joe,Meters,x,Refine,On\n"
    )
    read = read_source(source)
    assert read.reading.set_aside == (
        "Lead analyst",
        "Status",
        "row 2: the overall status “x”; the stage counts",
    )
    assert (read.reading.entries[0].stage, read.reading.entries[0].title) == ("Refine", "Meters")


@pytest.mark.parametrize(
    ("source", "kind", "error"),
    [
        ("gone.csv", "auto", UnusableInput),
        ("http://127.0.0.1/register.csv", "auto", UnusableInput),
        ("r.csv", "json", UnusableInput),
        ("r.csv", "parquet", UnusableInput),
    ],
)
def test_a_source_that_cannot_be_used_is_told(put, tmp_path, source, kind, error):
    put("r.csv", _csv())
    name = source if ":" in source else str(tmp_path / source)
    with pytest.raises(error):
        read_register(name, kind)


def test_an_empty_folder_is_told(tmp_path):
    with pytest.raises(UnusableInput, match="no saved pages"):
        read_register(str(tmp_path))


def test_a_file_that_cannot_be_opened_is_out_of_reach(put, monkeypatch):
    from pathlib import Path

    def refuse(_self):
        raise PermissionError(13, "Permission denied")

    source = put("r.csv", _csv())
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(OutOfReach, match="Permission denied"):
        read_register(source)


def test_a_wording_names_one_field_and_is_spelt_plainly():
    wordings = [wording for row in WORDINGS.values() for wording in row]
    assert len(wordings) == len(set(wordings))
    assert [wording for wording in wordings if plain(wording) != wording] == []
    assert set(WORDINGS) - set(RegisterEntry.__dataclass_fields__) == {
        "implementation_text",
        "overall_status",
        "page_as_at",
        "part",
        "release_status",
        "timeline",
    }
    assert field_of(" Date_Raised: ") == "date_raised"
